/**
 * Every command of `scripts/run.mjs`: what it is for, what must be built first, and the arguments for the pinned
 * Node.js. Paths are relative to the root, which is where `npm run` starts; `cordon` keeps the caller's folder.
 */
import { fileURLToPath } from "node:url";

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const vitest = at("node_modules/vitest/vitest.mjs");
const builtPages = async (root) =>
  (await import("./builds.mjs")).ensureBuilt(root, ["console", "field", "gate", "pass"]);

export const commands = {
  ready: {
    what: "install and build what `start` needs, then stop",
    prepare: builtPages,
  },
  start: {
    what: "start the command centre",
    prepare: builtPages,
    run: (rest) => [at("apps/server/start.ts"), ...rest],
  },
  cordon: {
    what: "the command line: cordon journal verify, cordon watch analyse, ...",
    run: (rest) => [at("apps/cli/main.ts"), ...rest],
  },
  test: {
    what: "unit and integration tests",
    run: (rest) => [vitest, "run", "--project", "unit", ...rest],
  },
  e2e: {
    what: "the whole system in a browser",
    prepare: builtPages,
    run: (rest) => [vitest, "run", "--project", "e2e", ...rest],
  },
  cluster: {
    what: "the tests that need PostgreSQL, on a server of your own",
    run: (rest) => [at("scripts/cluster.ts"), ...rest],
  },
  types: {
    what: "check the types",
    run: (rest) => [at("node_modules/typescript/bin/tsc"), "--noEmit", "-p", ".", ...rest],
  },
  lint: { what: "format, lint and unused code", run: (rest) => [at("scripts/lint.ts"), ...rest] },
  format: {
    what: "write the format",
    run: (rest) => [at("node_modules/@biomejs/biome/bin/biome"), "check", "--write", ...rest],
  },
  boundaries: { what: "who may import whom", run: (rest) => [at("scripts/boundaries/check.ts"), ...rest] },
  build: {
    what: "build the web applications anew",
    prepare: async (root) => {
      const { builds, ensureBuilt } = await import("./builds.mjs");
      return ensureBuilt(root, Object.keys(builds), true);
    },
  },
};
