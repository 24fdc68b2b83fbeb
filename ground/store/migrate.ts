import { createHash } from "node:crypto";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from "kysely";
import type pg from "pg";
import type { Migration } from "./migration.ts";
import type { MigrationProblem, Said } from "./problem.ts";
import type { Schema } from "./schema.ts";

/**
 * The SQL of a migration, as it would be sent: stable under formatting and refactoring, good for a golden file.
 * `up` is run against a recorder, so it must not depend on rows it reads.
 */
export async function statementsOf(migration: Migration): Promise<readonly CompiledQuery[]> {
  const recorded: CompiledQuery[] = [];
  const connection: DatabaseConnection = {
    async executeQuery(query) {
      recorded.push(query);
      return { rows: [] };
    },
    streamQuery(): never {
      throw new Error(`the migration ${nameOf(migration)} reads rows; say it in SQL instead`);
    },
  };
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: async () => {},
    commitTransaction: async () => {},
    rollbackTransaction: async () => {},
    releaseConnection: async () => {},
    destroy: async () => {},
  };
  const recorder = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  await migration.up(recorder);
  return recorded;
}

export async function checksumOf(migration: Migration): Promise<string> {
  const hash = createHash("sha256");
  for (const statement of await statementsOf(migration)) {
    hash.update(JSON.stringify([statement.sql, statement.parameters]));
  }
  return hash.digest("hex");
}

/** The order in which migrations are applied. */
export function inOrder(migrations: readonly Migration[]): readonly Migration[] {
  return migrations.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** Sixteen hexadecimal digits that change whenever a migration does. */
export async function fingerprintOf(migrations: readonly Migration[]): Promise<string> {
  const hash = createHash("sha256");
  for (const migration of migrations) hash.update(`${nameOf(migration)} ${await checksumOf(migration)}\n`);
  return hash.digest("hex").slice(0, 16);
}

/** "cord" in ASCII: one number for every Cordon node that migrates the same database. */
const MIGRATION_LOCK = 0x636f7264;

/**
 * Brings the database's tables up to date, one node at a time, each migration in a transaction of its own, in the order of
 * capability and then of name.
 * Afterwards every table in the schema `public` has a capability that owns it, or the start is refused.
 * @param client a connection of its own, not in pipeline mode
 */
export async function migrate(
  client: pg.Client,
  migrations: readonly Migration[],
): Promise<Said<MigrationProblem> | null> {
  const twice = migrations.find((one, i) => migrations.findIndex((other) => nameOf(other) === nameOf(one)) !== i);
  if (twice !== undefined) {
    return {
      problem: "migration-twice",
      migration: nameOf(twice),
      message: `Two migrations are called ${nameOf(twice)}. Rename the newer one.`,
    };
  }
  await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
  try {
    return await migrateLocked(client, migrations);
  } finally {
    // On a lost connection the lock is gone already, and the first error is the one that matters.
    await client.query("select pg_advisory_unlock($1)", [MIGRATION_LOCK]).catch(() => {});
  }
}

async function migrateLocked(
  client: pg.Client,
  migrations: readonly Migration[],
): Promise<Said<MigrationProblem> | null> {
  await client.query(`
    create table if not exists cordon_migration (
      position int primary key generated always as identity,
      capability text not null, name text not null, checksum text not null,
      applied_at timestamptz not null default now(), unique (capability, name));
    create table if not exists cordon_table_owner (table_name text primary key, capability text not null);
    insert into cordon_table_owner values ('cordon_migration', 'store'), ('cordon_table_owner', 'store') on conflict do nothing`);
  const applied = await client.query<{ capability: string; name: string; checksum: string }>(
    "select capability, name, checksum from cordon_migration order by position",
  );
  const known = new Map<string, Migration>(migrations.map((one) => [nameOf(one), one]));
  const done = new Set<string>();
  for (const row of applied.rows) {
    const migration = known.get(nameOf(row));
    if (migration === undefined) {
      return {
        problem: "migration-unknown",
        migration: nameOf(row),
        message: `The database has the migration ${nameOf(row)}, which this Cordon does not know: a newer Cordon, or one with more capabilities, has used it. Start that one.`,
      };
    }
    if ((await checksumOf(migration)) !== row.checksum) {
      return {
        problem: "migration-changed",
        migration: nameOf(row),
        message: `The migration ${nameOf(row)} was changed after it had been applied. Restore it as it was and write a new migration for the difference.`,
      };
    }
    done.add(nameOf(row));
  }
  for (const migration of inOrder(migrations)) {
    if (done.has(nameOf(migration))) continue;
    const failure = await apply(client, migration);
    if (failure !== null) {
      return {
        problem: "migration-failed",
        migration: nameOf(migration),
        cause: failure,
        message: `The migration ${nameOf(migration)} failed and changed nothing: ${failure}`,
      };
    }
  }
  return ownerless(client, new Set(["store", ...migrations.map((one) => one.capability)]));
}

/** Tables that appear while a migration runs belong to its capability. Returns why it failed, or null. */
async function apply(client: pg.Client, migration: Migration): Promise<string | null> {
  const statements = await statementsOf(migration);
  const checksum = await checksumOf(migration);
  await client.query("begin");
  try {
    const before = await client.query<{ tablename: string }>(
      "select tablename from pg_tables where schemaname = 'public'",
    );
    for (const statement of statements) await client.query(statement.sql, [...statement.parameters]);
    await client.query("insert into cordon_migration (capability, name, checksum) values ($1, $2, $3)", [
      migration.capability,
      migration.name,
      checksum,
    ]);
    await client.query(
      `insert into cordon_table_owner select tablename, $1 from pg_tables where schemaname = 'public'
       and tablename <> all($2)`,
      [migration.capability, before.rows.map((row) => row.tablename)],
    );
    await client.query(
      "delete from cordon_table_owner where table_name not in (select tablename from pg_tables where schemaname = 'public')",
    );
    await client.query("commit");
    return null;
  } catch (error) {
    await client.query("rollback").catch(() => {});
    return error instanceof Error ? error.message : String(error);
  }
}

async function ownerless(client: pg.Client, capabilities: ReadonlySet<string>): Promise<Said<MigrationProblem> | null> {
  const tables = await client.query<{ table: string; capability: string | null }>(
    `select tablename as table, capability from pg_tables left join cordon_table_owner on table_name = tablename
     where schemaname = 'public' order by tablename`,
  );
  const lost = tables.rows.find((row) => row.capability === null || !capabilities.has(row.capability));
  if (lost === undefined) return null;
  return {
    problem: "table-without-owner",
    table: lost.table,
    message: `The table ${lost.table} belongs to no capability of this Cordon. Create tables in a capability's migration only, or drop it.`,
  };
}

function nameOf(migration: { readonly capability: string; readonly name: string }): string {
  return `${migration.capability}/${migration.name}`;
}
