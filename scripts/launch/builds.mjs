import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fingerprint, isFresh, writeStamp } from "./freshness.mjs";
import { childEnvironment, pinnedNode } from "./paths.mjs";

/** What every web application is made of besides its own folder. */
function sharedWebSources(root) {
  const rooms = readdirSync(join(root, "capabilities")).flatMap((name) =>
    ["ui", "words.ts", "words", "rules.ts", "rules", "contract.ts", "documents", "wings"].map(
      (room) => `capabilities/${name}/${room}`,
    ),
  );
  return ["kernel", "ui", "ground/identity", ...rooms, "package-lock.json"];
}

function webApp(name, ...more) {
  return {
    what: `the ${name} page`,
    applies: (root) => existsSync(join(root, `apps/${name}/vite.config.ts`)),
    sources: (root) => [`apps/${name}`, ...more, ...sharedWebSources(root)],
    output: `apps/${name}/dist/index.html`,
    stamp: `apps/${name}/dist/.stamp.json`,
    args: (root) => [
      join(root, "node_modules/vite/bin/vite.js"),
      "build",
      "--logLevel",
      "error",
      join(root, `apps/${name}`),
    ],
  };
}

/** Everything that is compiled ahead of a start. A new web application is one word here. */
export const builds = {
  // It shows the pages of the events as they are written.
  console: webApp("console", "docs/events"),
  field: webApp("field"),
  gate: webApp("gate"),
  pass: webApp("pass"),
};

/** Builds those of `names` that are missing or stale; returns the exit code. `force` builds them in any case. */
export async function ensureBuilt(root, names, force = false) {
  for (const name of names) {
    const build = builds[name];
    if (!build.applies(root)) continue;
    const described = { sources: build.sources(root), output: build.output, stamp: build.stamp };
    if (!force && isFresh(root, described)) continue;
    const code = await buildOne(root, build, described, force);
    if (code !== 0) return code;
  }
  return 0;
}

async function buildOne(root, build, described, force) {
  const { withLock } = await import("./lock.mjs");
  return withLock(join(root, "toolchain/.build.lock"), waiting, async () => {
    if (!force && isFresh(root, described)) return 0;
    process.stderr.write(`cordon: building ${build.what}\n`);
    const began = Date.now();
    const before = fingerprint(root, described);
    const { spawnSync } = await import("node:child_process");
    const env = { ...childEnvironment(root), NODE_ENV: "production" };
    // Standard output belongs to the command that asked for the build: what the build says goes to standard error.
    const { status, error } = spawnSync(pinnedNode(root), build.args(root), {
      cwd: root,
      env,
      stdio: ["ignore", 2, 2],
    });
    if (status !== 0 || !existsSync(join(root, build.output))) {
      process.stderr.write(`cordon: building ${build.what} failed${error ? `: ${error.message}` : ""}\n`);
      return status || 1;
    }
    writeStamp(root, described, before);
    process.stderr.write(`cordon: built ${build.what} in ${((Date.now() - began) / 1000).toFixed(1)} s\n`);
    return 0;
  });
}

function waiting(pid) {
  process.stderr.write(`cordon: another build is under way (process ${pid}), waiting for it\n`);
}
