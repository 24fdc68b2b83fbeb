import {
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely";
import type pg from "pg";
import type { Schema } from "../store/schema.ts";

/** A statement the server keeps a plan for. `name` must be unique to the text. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/**
 * The writer's connection. What is sent in one go travels in one write: a system call a query would cost as much as the query.
 */
export class Wire {
  readonly client: pg.Client;
  #gathering = false;

  constructor(client: pg.Client) {
    this.client = client;
  }

  /** Sends a query without waiting for earlier ones. */
  query<Row extends object>(statement: string | pg.QueryConfig): Promise<pg.QueryResult<Row>> {
    if (!this.#gathering) {
      this.#gathering = true;
      this.client.connection.stream.cork();
      process.nextTick(() => this.flush());
    }
    return this.client.query<Row>(statement);
  }

  /** Puts what was gathered on its way at once, before this thread computes something else. */
  flush(): void {
    if (!this.#gathering) return;
    this.#gathering = false;
    this.client.connection.stream.uncork();
  }
}

const MAX_PREPARED = 500;

/** Statements of the same text share a prepared plan: the journal runs the same few hundred all day. */
export class Preparing {
  readonly #names = new Map<string, string>();

  nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    // Beyond the bound they still run, planned each time.
    if (this.#names.size >= MAX_PREPARED) return undefined;
    const name = `cordon_${this.#names.size}`;
    this.#names.set(text, name);
    return name;
  }
}

/** What one piece of work does inside the batch's transaction, watched so that order can be kept without waiting. */
export class Turn {
  /** Kysely over the open transaction, for this turn. */
  readonly tx: Kysely<Schema>;
  readonly #send: (query: CompiledQuery) => Promise<QueryResult<unknown>>;
  readonly #begun: (turn: Turn) => void;
  /** Queries sent so far. */
  sent = 0;
  /** Sent something that was not a plain SELECT. */
  wrote = false;
  /** A later turn has sent a query. */
  overtaken = false;
  /** Sent a query after it was overtaken: the order of effects is not the order of works. */
  late = false;
  /** Its work is done; whoever still holds on to it gets nothing more. */
  closed = false;
  #onFirst: (() => void) | undefined;

  constructor(send: (query: CompiledQuery) => Promise<QueryResult<unknown>>, begun: (turn: Turn) => void) {
    this.#send = send;
    this.#begun = begun;
    this.tx = kyselyOver((query) => this.#execute(query));
  }

  /** Resolves once the first query has been sent. */
  firstSent(): Promise<void> {
    return new Promise((resolve) => {
      if (this.sent > 0) resolve();
      else this.#onFirst = resolve;
    });
  }

  async #execute(query: CompiledQuery): Promise<QueryResult<unknown>> {
    if (this.closed) throw new Error("this work's turn in the transaction is over");
    if (this.overtaken) this.late = true;
    if (query.query.kind !== "SelectQueryNode") this.wrote = true;
    this.#begun(this);
    const result = this.#send(query);
    this.sent += 1;
    this.#onFirst?.();
    return await result;
  }
}

/** Sends a Kysely query over the writer's connection. */
export async function sendQuery(wire: Wire, preparing: Preparing, query: CompiledQuery): Promise<QueryResult<unknown>> {
  const name = preparing.nameOf(query.sql);
  const values = [...query.parameters];
  const result = await wire.query<object>(
    name === undefined ? { text: query.sql, values } : { name, text: query.sql, values },
  );
  return { rows: result.rows, numAffectedRows: BigInt(result.rowCount ?? 0) };
}

const adapter = new PostgresAdapter();
const compiler = new PostgresQueryCompiler();
const nested = async () => {
  throw new Error("a work runs in the journal's transaction already");
};
/** Stands where Kysely wants a driver; queries go past it. */
const driver: Driver = {
  init: async () => {},
  acquireConnection: nested,
  beginTransaction: nested,
  commitTransaction: nested,
  rollbackTransaction: nested,
  releaseConnection: async () => {},
  destroy: async () => {},
};
const dialect: Dialect = {
  createAdapter: () => adapter,
  createDriver: () => driver,
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => compiler,
};

/** Built for every turn, so from parts that are shared: a Kysely of its own parts costs as much as a query. */
function kyselyOver(execute: (query: CompiledQuery) => Promise<QueryResult<unknown>>): Kysely<Schema> {
  const connection: DatabaseConnection = {
    async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      const result = await execute(query);
      // Kysely asserts the row's type from the query; what comes over the wire has none.
      return result as QueryResult<Row>;
    },
    // There is no streaming inside a batch.
    async *streamQuery() {
      throw new Error("a work cannot stream inside the journal's transaction");
    },
  };
  const executor = new DefaultQueryExecutor(compiler, adapter, {
    provideConnection: async (consumer) => consumer(connection),
  });
  return new Kysely<Schema>({ config: { dialect }, dialect, driver, executor });
}
