import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configOf } from "@cordon/ground";
import { testDatabase } from "@cordon/ground/store/testing.ts";
import { type RunningServer, startServer } from "./server.ts";

/**
 * A whole server on any free port, with a data folder and a database of its own, for a test that comes through the doors.
 * `stack` ends it and takes both away.
 */
export async function testServer(
  stack: AsyncDisposableStack,
  {
    rehearsing,
    environment = {},
  }: { readonly rehearsing: boolean; readonly environment?: Readonly<Record<string, string>> },
): Promise<RunningServer> {
  const folder = await mkdtemp(join(tmpdir(), "cordon-server-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const database = stack.use(await testDatabase());
  const config = configOf({
    CORDON_DATA: folder,
    CORDON_PORT: "0",
    CORDON_LOG: "silent",
    CORDON_DATABASE_URL: database.url,
    ...environment,
  });
  if ("problem" in config) throw new Error(config.message);
  const started = await startServer({ config, rehearsing });
  if ("problem" in started) throw new Error(started.message);
  return stack.use(started);
}
