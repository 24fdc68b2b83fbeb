import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Whether what a build made is still what its sources say.
 *
 * A build is `{ sources, output, stamp }`: folders or files it reads, one file it must leave behind, and where to write
 * the stamp, all relative to the root. The stamp holds two fingerprints: of names, sizes and times (cheap, asked first)
 * and of contents (asked when the first differs, so that a fresh checkout of the same sources builds nothing).
 */
export function isFresh(root, build) {
  const stamp = readJson(join(root, build.stamp));
  if (stamp === undefined || lstatSync(join(root, build.output), { throwIfNoEntry: false }) === undefined) return false;
  const files = listSources(root, build.sources);
  const looks = fingerprintOfLooks(files);
  if (stamp.looks === looks) return true;
  if (stamp.contents !== fingerprintOfContents(files)) return false;
  writeStamp(root, build, { looks, contents: stamp.contents });
  return true;
}

/** The fingerprint to take before a build: sources that change during it leave the result stale, as they should. */
export function fingerprint(root, build) {
  const files = listSources(root, build.sources);
  return { looks: fingerprintOfLooks(files), contents: fingerprintOfContents(files) };
}

export function writeStamp(root, build, stamp) {
  const file = join(root, build.stamp);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(stamp)}\n`);
}

function listSources(root, sources) {
  const files = [];
  const visit = (path) => {
    const stat = lstatSync(join(root, path), { throwIfNoEntry: false });
    if (stat === undefined) return;
    if (!stat.isDirectory()) {
      files.push({ path, size: stat.size, changedMs: stat.mtimeMs, absolute: join(root, path) });
      return;
    }
    for (const name of readdirSync(join(root, path)).sort()) {
      const isOutput = name === "node_modules" || name === "dist" || name.startsWith(".");
      if (!isOutput && !/\.test\.tsx?$/.test(name)) visit(`${path}/${name}`);
    }
  };
  for (const source of sources) visit(source);
  return files;
}

function fingerprintOfLooks(files) {
  const hash = createHash("sha256");
  for (const { path, size, changedMs } of files) hash.update(`${path}\0${size}\0${changedMs}\n`);
  return hash.digest("hex");
}

function fingerprintOfContents(files) {
  const hash = createHash("sha256");
  for (const { path, size, absolute } of files) hash.update(`${path}\0${size}\n`).update(readFileSync(absolute));
  return hash.digest("hex");
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT" || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
