import { createHash } from "node:crypto";
import type pg from "pg";
import type { OwnedTable } from "../capability.ts";
import { fingerprintOf, inOrder, statementsOf } from "../store/migrate.ts";
import type { Migration } from "../store/migration.ts";

/** Where the past of one set of migrations is kept. */
export interface PastPlace {
  /** The tables as they are after the last entry that was taken in, and beside each every version its rows ever had. */
  readonly kept: string;
  /** The tables by their own names as they were at the moment `cordon.moment` says: views of the versions. */
  readonly seen: string;
}

/** "past" in ASCII: nodes that share a database take turns in taking entries in. */
export const PAST_LOCK = 0x70617374;
/** Changes with what stands below: a past of another form is made anew. */
const FORM = 1;
/** Of a version that still holds. */
const STILL = "9223372036854775807";

export async function pastPlace(migrations: readonly Migration[], tables: readonly OwnedTable[]): Promise<PastPlace> {
  const keys = tables.map(({ name, key, derivedFrom }) => `${derivedFrom} ${name}(${key.join()})`).toSorted();
  const hash = createHash("sha256").update(`${FORM} ${await fingerprintOf(migrations)} ${keys.join("; ")}`);
  const fingerprint = hash.digest("hex").slice(0, 16);
  return { kept: `cordon_past_${fingerprint}`, seen: `cordon_moment_${fingerprint}` };
}

/**
 * Makes the place when it is not there, is of other migrations, of another journal, or was emptied by a crash: its tables are unlogged, as
 * whatever is lost here is made again. All of it in one transaction, so that a kill leaves nothing behind.
 * @param client a connection of its own, not in pipeline mode
 * @throws when the role may make no schema (42501), and when the store does not answer
 */
export async function makePast(
  client: pg.ClientBase,
  place: PastPlace,
  migrations: readonly Migration[],
  tables: readonly OwnedTable[],
): Promise<void> {
  await client.query("begin");
  try {
    await client.query(`select pg_advisory_xact_lock(${PAST_LOCK})`);
    if (!(await isWhole(client, place))) {
      await sweepPasts(client);
      await build(client, place, migrations, tables);
    }
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  }
}

/** Whether it is there, and has taken in a beginning of this very journal. */
async function isWhole(client: pg.ClientBase, { kept }: PastPlace): Promise<boolean> {
  const there = await client.query<{ there: boolean }>("select to_regclass($1) is not null as there", [
    `${kept}.past_taken`,
  ]);
  if (there.rows[0]?.there !== true) return false;
  const same = await client.query<{ same: boolean }>(
    `select taken = 0 or exists (select from public.journal_entry where seq = taken - 1 and leaf_hash = last) as same from ${kept}.past_taken`,
  );
  return same.rows[0]?.same === true;
}

/** Drops every past there is: a rebuilt, restored or migrated house makes its own again. */
export async function sweepPasts(client: pg.ClientBase): Promise<void> {
  const left = await client.query<{ name: string }>(
    "select nspname as name from pg_namespace where nspname ~ '^cordon_(past|moment)_[0-9a-f]{16}$' order by 1",
  );
  for (const { name } of left.rows) await client.query(`drop schema if exists ${name} cascade`);
}

async function build(
  client: pg.ClientBase,
  { kept, seen }: PastPlace,
  migrations: readonly Migration[],
  tables: readonly OwnedTable[],
): Promise<void> {
  await client.query(`create schema ${kept}; create schema ${seen}; set local search_path = ${kept}`);
  for (const migration of inOrder(migrations)) {
    for (const statement of await statementsOf(migration)) await client.query(statement.sql, [...statement.parameters]);
  }
  await unlog(client, kept);
  for (const table of tables) if (table.derivedFrom === "journal") await keepVersions(client, kept, seen, table);
  await client.query(`create unlogged table past_taken (one boolean primary key default true check (one), taken bigint not null, last bytea);
    insert into past_taken values (true, 0, null);
    create view ${seen}.journal_entry as select * from public.journal_entry where seq < current_setting('cordon.moment')::bigint`);
}

/** A table that others refer to can only follow those that refer to it. */
async function unlog(client: pg.ClientBase, kept: string): Promise<void> {
  for (;;) {
    const free = await client.query<{ name: string }>(
      `select quote_ident(relname) as name from pg_class c
       where relnamespace = $1::regnamespace and relkind = 'r' and relpersistence = 'p' and not exists (
         select from pg_constraint f join pg_class r on r.oid = f.conrelid
         where f.confrelid = c.oid and f.contype = 'f' and r.oid <> c.oid and r.relpersistence = 'p')`,
      [kept],
    );
    if (free.rows.length === 0) return;
    await client.query(free.rows.map(({ name }) => `alter table ${name} set unlogged`).join(";"));
  }
}

/**
 * A version of a row holds from the entry that made it to the entry that ended it. The trigger knows nothing of what a table is about:
 * the projections that run here are those that always run.
 */
async function keepVersions(client: pg.ClientBase, kept: string, seen: string, table: OwnedTable): Promise<void> {
  const name = quoted(table.name);
  const versions = quoted(versionsOf(table.name));
  const trigger = quoted(`${table.name}__keep`);
  const columns = await client.query<{ name: string }>(
    `select quote_ident(attname) as name from pg_attribute
     where attrelid = to_regclass($1) and attnum > 0 and not attisdropped order by attnum`,
    [`${kept}.${name}`],
  );
  const listed = columns.rows.map((column) => column.name).join(", ");
  const sameKey = table.key.map((column) => `${quoted(column)} = old.${quoted(column)}`).join(" and ");
  await client.query(`create unlogged table ${versions} (like ${name});
    alter table ${versions} add past_from bigint not null default -1, add past_until bigint not null default ${STILL};
    insert into ${versions} (${listed}) select ${listed} from ${name};
    create function ${trigger}() returns trigger language plpgsql as $keep$
    declare entry bigint := current_setting('cordon.entry')::bigint;
    begin
      if tg_op <> 'INSERT' then
        delete from ${versions} where ${sameKey} and past_until = ${STILL} and past_from = entry;
        if not found then update ${versions} set past_until = entry where ${sameKey} and past_until = ${STILL}; end if;
      end if;
      if tg_op <> 'DELETE' then
        insert into ${versions} select new.*, entry;
      end if;
      return null;
    end $keep$;
    create trigger keep_made after insert or delete on ${name} for each row execute function ${trigger}();
    create trigger keep_changed after update on ${name} for each row when (old.* is distinct from new.*) execute function ${trigger}();
    create view ${seen}.${name} as select ${listed} from ${kept}.${versions}
      where past_from < current_setting('cordon.moment')::bigint and past_until >= current_setting('cordon.moment')::bigint`);
  await indexVersions(client, kept, table);
}

/** What was found by an index is found by one in the past as well; only that nothing need be unique there. */
async function indexVersions(client: pg.ClientBase, kept: string, table: OwnedTable): Promise<void> {
  const versions = `${kept}.${quoted(versionsOf(table.name))}`;
  const found = await client.query<{ how: string }>(
    `select substring(pg_get_indexdef(indexrelid) from ' USING .*$') as how from pg_index where indrelid = to_regclass($1)`,
    [`${kept}.${quoted(table.name)}`],
  );
  const key = table.key.map(quoted).join(", ");
  const ways = new Set([...found.rows.map((row) => row.how), `(${key}, past_until)`]);
  for (const how of ways) await client.query(`create index on ${versions} ${how.replace(" NULLS NOT DISTINCT", "")}`);
}

function versionsOf(table: string): string {
  return `${table}__versions`;
}

function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}
