/**
 * `node scripts/complete-lockfile.mjs`, after `npm install` from a registry mirror that does not carry every platform.
 *
 * npm leaves an optional package that it cannot find out of the lockfile, and `npm ci` then refuses that very lockfile as
 * "out of sync". This adds what is missing - name, the exact version its parent asks for, and the platform, which is in
 * the name - so that no platform but its own ever asks the registry for it.
 */
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../package-lock.json", import.meta.url);
const lockfile = JSON.parse(readFileSync(file, "utf8"));
const { packages } = lockfile;
let added = 0;

for (const [path, { dev, optionalDependencies = {} }] of Object.entries(packages)) {
  if (!path.startsWith("node_modules/")) continue;
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const isThere = `node_modules/${name}` in packages || `${path}/node_modules/${name}` in packages;
    const platform = platformIn(name);
    if (isThere || platform === undefined || !/^\d+\.\d+\.\d+/.test(version)) continue;
    packages[`node_modules/${name}`] = {
      version,
      cpu: platform.cpu,
      dev,
      libc: platform.libc,
      optional: true,
      os: platform.os,
    };
    added += 1;
  }
}

if (added > 0) {
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, "en"));
  writeFileSync(file, `${JSON.stringify({ ...lockfile, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
}
process.stderr.write(`package-lock.json: ${added} packages of other platforms added\n`);

/** The platform that a package of native code is for, as its name says: `@oxlint/binding-linux-arm64-musl`. */
function platformIn(name) {
  const [, os, cpu, abi] =
    /(android|darwin|freebsd|linux|openbsd|openharmony|win32)-(arm64|arm|x64|ia32|loong64|ppc64|riscv64|s390x)(?:-(gnu|musl|msvc|eabi)?\w*)?$/.exec(
      name,
    ) ?? [];
  if (os === undefined) return undefined;
  const libc = { gnu: ["glibc"], musl: ["musl"] }[abi];
  return { os: [os], cpu: [cpu], libc: os === "linux" ? libc : undefined };
}
