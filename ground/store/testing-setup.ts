import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "./embedded.ts";
import { isStoreProblem } from "./problem.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** CORDON_TEST_DATABASE_URL, or empty. Read in vitest.config.ts. */
    givenDatabaseUrl: string;
    /** The server that `testDatabase` makes databases on. */
    testDatabaseUrl: string;
  }
}

/** Vitest's global set-up: one PostgreSQL for the whole run, thrown away with everything in it. */
export default async function startTestServer(project: TestProject): Promise<() => Promise<void>> {
  const given = project.config.provide.givenDatabaseUrl;
  if (given !== undefined && given !== "") {
    project.provide("testDatabaseUrl", given);
    return async () => {};
  }
  const folder = mkdtempSync(join(tmpdir(), "cordon-test-"));
  // PostgreSQL's own account passes through when the tests are root.
  chmodSync(folder, 0o711);
  const server = await startEmbedded({ folder: join(folder, "data"), durable: false, minimumFreeBytes: 0 });
  if (isStoreProblem(server)) throw new Error(server.message);
  const { host, port, user } = server.address;
  project.provide(
    "testDatabaseUrl",
    `postgresql://${user}@localhost:${port}/postgres?host=${encodeURIComponent(host)}`,
  );
  return async () => {
    await server[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  };
}
