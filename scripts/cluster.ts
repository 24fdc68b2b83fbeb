/**
 * `npm run test:cluster`: the tests that use a database, on a PostgreSQL server of your own instead of the embedded one.
 * Takes CORDON_TEST_DATABASE_URL, else asks whether a server answers on this machine's usual port.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { isTest } from "./boundaries/rooms.ts";
import { readSource } from "./boundaries/source.ts";
import { follow } from "./boundaries/target.ts";
import { listSourceFiles, listWorkspaces } from "./boundaries/tree.ts";

const usualServer = "postgresql://postgres@127.0.0.1:5432/test";
const oldestMajor = 15;
const root = fileURLToPath(new URL("../", import.meta.url));
const url = process.env["CORDON_TEST_DATABASE_URL"] ?? usualServer;

const problem = await problemWith(url);
if (problem === undefined) {
  const files = testsOfDatabase();
  console.error(`cordon: ${files.length} test files on ${url.replace(/:[^:@/]*@/, ":***@")}`);
  const vitest = [
    `${root}node_modules/vitest/vitest.mjs`,
    "run",
    "--project",
    "unit",
    ...process.argv.slice(2),
    ...files,
  ];
  const env = { ...process.env, CORDON_TEST_DATABASE_URL: url };
  process.exitCode = spawnSync(process.execPath, vitest, { cwd: root, env, stdio: "inherit" }).status ?? 1;
} else {
  console.error(`cordon: ${problem}
Start one, for example:
  docker run --rm -p 127.0.0.1:5432:5432 -e POSTGRES_HOST_AUTH_METHOD=trust -e POSTGRES_DB=test postgres:18
or on Debian, as root:
  apt-get install -y postgresql && su postgres -c "createdb test"
  (and "host all all 127.0.0.1/32 trust" in pg_hba.conf), or name another server that may create databases:
  CORDON_TEST_DATABASE_URL=postgresql://user@host/database npm run test:cluster`);
  process.exitCode = 1;
}

/** The tests that ask for a test database, by themselves or through what only tests use. */
function testsOfDatabase(): string[] {
  const workspaces = listWorkspaces(root);
  const known = new Map<string, boolean>([["ground/store/testing.ts", true]]);
  const asks = (path: string): boolean => {
    const answer = known.get(path);
    if (answer !== undefined) return answer;
    known.set(path, false); // until it is known: files that import each other must not ask for ever
    const found = readSource(root, path).reaches.some(({ specifier }) => {
      const target = follow(root, workspaces, path, specifier);
      return target.kind === "file" && isTest(target.path) && asks(target.path);
    });
    known.set(path, found);
    return found;
  };
  return listSourceFiles(root).filter((path) => path.endsWith(".test.ts") && !path.startsWith("e2e/") && asks(path));
}

/** What keeps the server from serving the tests, in plain words; undefined when nothing does. */
async function problemWith(connectionString: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 3000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; may: boolean }>(
      "select current_setting('server_version_num') as version, rolcreatedb or rolsuper as may from pg_roles where rolname = current_user",
    );
    const [row] = rows;
    const major = Math.floor(Number(row?.version) / 10_000);
    if (major < oldestMajor)
      return `the PostgreSQL at ${connectionString} is version ${major}; ${oldestMajor} or later is needed.`;
    return row?.may === true ? undefined : `the user of ${connectionString} may not create databases.`;
  } catch (error) {
    return `no PostgreSQL answers at ${connectionString}: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    await client.end().catch(() => {});
  }
}
