import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { Schema } from "./schema.ts";

/** How to reach one database. */
export type Target =
  | {
      readonly kind: "socket";
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly database: string;
    }
  | { readonly kind: "url"; readonly url: string };

const INT8 = 20;
const TIMESTAMPTZ = 1184;
const DATE = 1082;

/**
 * How columns become values: `timestamptz` an `Instant` (ISO 8601, UTC, milliseconds), `bigint` a number, `date` its text.
 * @throws RangeError for a bigint that a number cannot hold: nothing in Cordon counts that far
 */
const types = new pg.TypeOverrides();
types.setTypeParser(INT8, (text: string) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit a number`);
  return value;
});
types.setTypeParser(TIMESTAMPTZ, (text: string) => new Date(text).toISOString());
types.setTypeParser(DATE, (text: string) => text);

export interface ConnectOptions {
  /** Shown in pg_stat_activity: what the connection is for. */
  readonly name: string;
  /** Send queries without waiting for the answers of earlier ones. Suits one writer that knows what it does. */
  readonly pipeline?: boolean;
  /** Every transaction is read-only unless it says otherwise. */
  readonly readOnly?: boolean;
  /** Where names without a schema are looked for, and nowhere else. */
  readonly schema?: string;
}

function clientConfig(target: Target, options: ConnectOptions): pg.ClientConfig {
  const config: pg.ClientConfig = {
    ...(target.kind === "url"
      ? { connectionString: target.url }
      : { host: target.host, port: target.port, user: target.user, database: target.database, ssl: false }),
    application_name: `cordon ${options.name}`,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    types,
  };
  if (options.pipeline === true) config.pipeline = true;
  const settings: string[] = [];
  if (options.readOnly === true) settings.push("-c default_transaction_read_only=on -c statement_timeout=30s");
  if (options.schema !== undefined) settings.push(`-c search_path=${options.schema}`);
  if (settings.length > 0) config.options = settings.join(" ");
  return config;
}

/** Opens one connection. It emits `error` when it is lost; its owner listens. @throws when the server does not answer */
export async function connectTo(target: Target, options: ConnectOptions): Promise<pg.Client> {
  const client = new pg.Client(clientConfig(target, options));
  // A connection that is lost while idle has nobody to tell; the next query on it fails and says so.
  client.on("error", () => {});
  await client.connect();
  return client;
}

export function poolOf(target: Target, options: ConnectOptions, max: number): pg.Pool {
  const pool = new pg.Pool({ ...clientConfig(target, options), max, idleTimeoutMillis: 30_000 });
  pool.on("error", () => {});
  // The pool listens to those that wait in it alone: one that is lost while somebody has it, between two queries, would end the process.
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

/** Kysely over a pool. The pool's owner ends it; Kysely has nothing of its own to close. */
export function kyselyOnPool(pool: pg.Pool): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}

/** Kysely over one open connection, which stays its owner's. Queries that are asked side by side take turns: a connection has one at a time. */
export function kyselyOn(client: pg.ClientBase): Kysely<Schema> {
  let free: Promise<void> = Promise.resolve();
  const connect = async () => {
    const before = free;
    const turn = Promise.withResolvers<void>();
    free = turn.promise;
    await before;
    return { query: client.query.bind(client), release: () => turn.resolve() };
  };
  const pool = { connect, end: async () => {}, options: {} };
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}

/** The same server, another database on it. */
export function withDatabase(target: Target, database: string): Target {
  return target.kind === "socket"
    ? { ...target, database }
    : { kind: "url", url: urlWithDatabase(target.url, database) };
}

export function urlWithDatabase(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(database)}`;
  return other.href;
}
