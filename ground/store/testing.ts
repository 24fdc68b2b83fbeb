import { inject } from "vitest";
import { urlWithDatabase } from "./connection.ts";
import type { Migration } from "./migration.ts";
import { isStoreProblem } from "./problem.ts";
import { scratchDatabase } from "./scratch.ts";
import { openTarget, type Store } from "./store.ts";

/** A database of a test's own on a real PostgreSQL, and a store opened on it. Dropped when disposed of. */
export interface TestDatabase extends AsyncDisposable {
  readonly store: Store;
  /** For whatever takes an address: a child process, `cordon journal verify --url`. */
  readonly url: string;
}

/**
 * `await using database = await testDatabase(migrations)`. A clone of a template that is migrated once a run: some 50 ms.
 * The server is thrown away after the run and does not sync to disk; a test of durability opens its own store on a folder.
 */
export async function testDatabase(migrations: readonly Migration[] = []): Promise<TestDatabase> {
  const server = { kind: "url", url: inject("testDatabaseUrl") } as const;
  const scratch = await scratchDatabase(server, migrations);
  if (isStoreProblem(scratch)) throw new Error(scratch.message);
  const store = await openTarget(scratch.target, null);
  if (isStoreProblem(store)) throw new Error(store.message);
  return {
    store,
    url: urlWithDatabase(server.url, scratch.name),
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      await scratch[Symbol.asyncDispose]();
    },
  };
}
