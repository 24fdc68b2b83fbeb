import type { Refusal } from "@cordon/kernel";
import type { Kysely } from "kysely";
import type pg from "pg";
import { type ConnectOptions, connectTo, kyselyOn, kyselyOnPool, poolOf, type Target } from "./connection.ts";
import { type EmbeddedConfig, type EmbeddedServer, runningOn, startEmbedded } from "./embedded.ts";
import { migrate } from "./migrate.ts";
import type { Migration } from "./migration.ts";
import { isStoreProblem, type StoreProblem } from "./problem.ts";
import type { Schema } from "./schema.ts";
import { type ScratchDatabase, scratchDatabase } from "./scratch.ts";

/** Where Cordon keeps its rows: a PostgreSQL it starts itself on a folder, or one that somebody runs. */
export type StoreConfig =
  | (EmbeddedConfig & { readonly kind: "embedded" })
  /** A data folder that another Cordon may have open: joins the PostgreSQL that runs there, else starts one. For tools. */
  | (EmbeddedConfig & { readonly kind: "embedded-or-running" })
  | { readonly kind: "url"; readonly url: string };

export interface Store extends AsyncDisposable {
  /** PostgreSQL's version, as in `18.4`. */
  readonly version: string;
  /** Reads, over a pool whose transactions are read-only: state changes by entries alone. */
  readonly read: Kysely<Schema>;
  /** The pool behind `read`, for COPY and other things Kysely has no words for. */
  readonly pool: pg.Pool;
  /** Opens one connection of the caller's own, to be ended by the caller. @throws when PostgreSQL does not answer: see `refusalOf` */
  connect(options: ConnectOptions): Promise<pg.Client>;
  /** A pool of the caller's own, to be ended by the caller. */
  pooled(options: ConnectOptions, max: number): pg.Pool;
  kyselyOn(client: pg.ClientBase): Kysely<Schema>;
  /** Null when writes are accepted; otherwise the refusal to answer with (disk full, PostgreSQL being restarted). Asks nobody: cheap. */
  obstacle(): Refusal | null;
  /** Brings the tables up to date. Null when they are. */
  migrate(migrations: readonly Migration[]): Promise<StoreProblem | null>;
  /** A database beside this one, with fresh tables, gone when disposed of: for replays and rebuilds. */
  scratch(migrations: readonly Migration[]): Promise<ScratchDatabase | StoreProblem>;
  /** The process id of the PostgreSQL that was started here; null when it is not ours. */
  postmasterPid(): number | null;
}

/** PostgreSQL 15 is the oldest whose SQL the migrations may use. */
const OLDEST_MAJOR = 15;
const DATABASE = "cordon";
const READERS = 8;

/** Opens the store. Every expected way to fail is a `StoreProblem` whose message says what to do. */
export async function openStore(config: StoreConfig): Promise<Store | StoreProblem> {
  if (config.kind === "url") return openTarget({ kind: "url", url: config.url }, null);
  const running = config.kind === "embedded-or-running" ? runningOn(config.folder) : null;
  if (running !== null) {
    const joined = await openTarget({ kind: "socket", ...running, database: DATABASE }, null);
    // A socket that a crash left behind: nobody answers there, so the folder is ours to open.
    if (!isStoreProblem(joined)) return joined;
  }
  const server = await startEmbedded(config);
  if (isStoreProblem(server)) return server;
  const problem = await makeDatabase({ kind: "socket", ...server.address, database: "postgres" });
  const opened = problem ?? (await openTarget({ kind: "socket", ...server.address, database: DATABASE }, server));
  if (isStoreProblem(opened)) await server[Symbol.asyncDispose]();
  return opened;
}

async function makeDatabase(target: Target): Promise<StoreProblem | null> {
  let client: pg.Client;
  try {
    client = await connectTo(target, { name: "start" });
  } catch (error) {
    return { problem: "did-not-start", log: [], message: `PostgreSQL started but does not answer: ${String(error)}` };
  }
  try {
    const found = await client.query("select 1 from pg_database where datname = $1", [DATABASE]);
    if (found.rows.length === 0) await client.query(`create database ${DATABASE}`);
    // What a killed Cordon was computing in; nobody else can be using it, the folder is locked.
    const left = await client.query<{ datname: string }>(
      "select datname from pg_database where datname like 'cordon\\_scratch\\_%'",
    );
    for (const row of left.rows) await client.query(`drop database if exists ${row.datname} with (force)`);
    return null;
  } finally {
    await client.end();
  }
}

/** Opens a database that is there; `server` is ended with the store. */
export async function openTarget(target: Target, server: EmbeddedServer | null): Promise<Store | StoreProblem> {
  const facts = await askFacts(target);
  if (isStoreProblem(facts)) return facts;
  const pool = poolOf(target, { name: "read", readOnly: true }, READERS);
  return {
    version: facts.version,
    read: kyselyOnPool(pool),
    pool,
    connect: (options) => connectTo(target, options),
    pooled: (options, max) => poolOf(target, options, max),
    kyselyOn,
    obstacle: () => server?.obstacle() ?? null,
    postmasterPid: () => server?.postmasterPid() ?? null,
    async migrate(migrations) {
      const client = await connectTo(target, { name: "migrate" });
      try {
        return await migrate(client, migrations);
      } finally {
        await client.end();
      }
    },
    scratch: (migrations) => scratchDatabase(target, migrations),
    async [Symbol.asyncDispose]() {
      await pool.end();
      await server?.[Symbol.asyncDispose]();
    },
  };
}

async function askFacts(target: Target): Promise<{ readonly version: string } | StoreProblem> {
  let client: pg.Client;
  try {
    client = await connectTo(target, { name: "start" });
  } catch (error) {
    const where = target.kind === "url" ? withoutPassword(target.url) : target.host;
    const why = error instanceof Error ? error.message : String(error);
    return { problem: "unreachable", url: where, message: `No PostgreSQL could be reached at ${where}: ${why}` };
  }
  try {
    const asked = await client.query<{ number: string; encoding: string }>(
      "select current_setting('server_version_num') as number, current_setting('server_encoding') as encoding",
    );
    const number = Number(asked.rows[0]?.number);
    const found = Math.floor(number / 10_000);
    if (found < OLDEST_MAJOR) {
      return {
        problem: "too-old",
        found,
        needed: OLDEST_MAJOR,
        message: `This PostgreSQL is version ${found}; Cordon needs ${OLDEST_MAJOR} or newer.`,
      };
    }
    const encoding = asked.rows[0]?.encoding ?? "";
    if (encoding !== "UTF8") {
      return {
        problem: "not-utf8",
        found: encoding,
        message: `This database stores text as ${encoding}; Cordon needs one created with ENCODING 'UTF8'.`,
      };
    }
    return { version: `${found}.${number % 10_000}` };
  } finally {
    await client.end();
  }
}

function withoutPassword(url: string): string {
  try {
    const shown = new URL(url);
    shown.password = "";
    return shown.href;
  } catch {
    return "the configured address";
  }
}
