import { randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import type pg from "pg";
import { type ConnectOptions, connectTo, kyselyOnPool, poolOf, type Target, withDatabase } from "./connection.ts";
import { fingerprintOf, migrate } from "./migrate.ts";
import type { Migration } from "./migration.ts";
import { isStoreProblem, type StoreProblem } from "./problem.ts";
import type { Schema } from "./schema.ts";

/** A database of its own, with every table there and empty. Dropped when disposed of. */
export interface ScratchDatabase extends AsyncDisposable {
  readonly name: string;
  readonly target: Target;
  /** Reads and writes. */
  readonly db: Kysely<Schema>;
  connect(options: ConnectOptions): Promise<pg.Client>;
}

/** "scra" in ASCII: nodes that need the same template wait for the one that makes it. */
const TEMPLATE_LOCK = 0x73637261;

/**
 * Clones a template that is migrated once for each set of migrations (named after their checksum), so that the second
 * scratch database costs a copy and no migration.
 * @param maintenance a database of the same server, to give orders from
 */
export async function scratchDatabase(
  maintenance: Target,
  migrations: readonly Migration[],
): Promise<ScratchDatabase | StoreProblem> {
  const client = await connectTo(maintenance, { name: "scratch" });
  const name = `cordon_scratch_${randomBytes(8).toString("hex")}`;
  try {
    const template = await templateFor(client, maintenance, migrations);
    if (isStoreProblem(template)) return template;
    await client.query(`create database ${name} template ${template.name}`);
  } finally {
    await client.end();
  }
  const target = withDatabase(maintenance, name);
  const pool = poolOf(target, { name: "scratch" }, 4);
  return {
    name,
    target,
    db: kyselyOnPool(pool),
    connect: (options) => connectTo(target, options),
    async [Symbol.asyncDispose]() {
      await pool.end();
      await dropDatabase(maintenance, name);
    },
  };
}

/** Drops a database with whoever is still connected to it. */
export async function dropDatabase(maintenance: Target, name: string): Promise<void> {
  const client = await connectTo(maintenance, { name: "scratch" });
  try {
    await client.query(`drop database if exists ${name} with (force)`);
  } finally {
    await client.end();
  }
}

async function templateFor(
  client: pg.Client,
  maintenance: Target,
  migrations: readonly Migration[],
): Promise<{ readonly name: string } | StoreProblem> {
  const name = `cordon_template_${await fingerprintOf(migrations)}`;
  await client.query("select pg_advisory_lock($1)", [TEMPLATE_LOCK]);
  try {
    const found = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (found.rows.length > 0) return { name };
    const making = `${name}_new`;
    await client.query(`drop database if exists ${making} with (force)`);
    await client.query(`create database ${making} template template0`);
    const problem = await migrateDatabase(withDatabase(maintenance, making), migrations);
    if (problem !== null) return problem;
    await client.query(`alter database ${making} rename to ${name}`);
    return { name };
  } finally {
    await client.query("select pg_advisory_unlock($1)", [TEMPLATE_LOCK]).catch(() => {});
  }
}

async function migrateDatabase(target: Target, migrations: readonly Migration[]): Promise<StoreProblem | null> {
  const client = await connectTo(target, { name: "migrate" });
  try {
    return await migrate(client, migrations);
  } finally {
    await client.end();
  }
}
