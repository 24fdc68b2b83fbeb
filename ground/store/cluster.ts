import { spawn } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Account, asAccount } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import type { StoreProblem } from "./problem.ts";

/** The superuser of an embedded PostgreSQL; only the socket's owner can come near it. */
export const SUPERUSER = "cordon";

/**
 * Makes sure `<folder>/pg` is a PostgreSQL data folder of our major version, and creates it when there is none.
 * It is made beside and renamed, so a kill half-way leaves nothing that looks finished.
 */
export async function prepareCluster(
  folder: string,
  binaries: Binaries,
  account: Account,
): Promise<"ready" | StoreProblem> {
  const pg = join(folder, "pg");
  if (existsSync(pg)) return checkVersion(folder, binaries.major);
  const making = join(folder, "pg.new");
  rmSync(making, { recursive: true, force: true });
  ownedFolder(making, account);
  const problem = await initialise(making, binaries, account);
  if (problem !== null) {
    rmSync(making, { recursive: true, force: true });
    return problem;
  }
  renameSync(making, pg);
  return "ready";
}

/** A folder that only the account may enter. */
export function ownedFolder(folder: string, account: Account): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  if (account.kind === "other") chownSync(folder, account.uid, account.gid);
}

function checkVersion(folder: string, expected: string): "ready" | StoreProblem {
  const file = join(folder, "pg", "PG_VERSION");
  const found = existsSync(file) ? readFileSync(file, "utf8").trim() : "";
  if (!/^\d+$/.test(found)) {
    return {
      problem: "folder-damaged",
      folder,
      message: `${join(folder, "pg")} is there but is no PostgreSQL data folder (PG_VERSION is missing or unreadable). Restore it from a backup, or move it away to begin anew.`,
    };
  }
  if (found === expected) return "ready";
  return {
    problem: "other-major-version",
    folder,
    found,
    expected,
    message: `The data in ${folder} was written by PostgreSQL ${found}; this Cordon brings PostgreSQL ${expected}. Export the journal with the Cordon that wrote it (cordon journal export) and import it into a new folder, or use pg_upgrade. Nothing was changed.`,
  };
}

/**
 * Collation is PostgreSQL's own C.UTF-8 (builtin provider): the order of text, and with it every index, does not change
 * when the operating system's library does.
 */
async function initialise(target: string, binaries: Binaries, account: Account): Promise<StoreProblem | null> {
  const options = ["-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin"];
  const child = spawn(binaries.initdb, ["-D", dataArgument(target), ...options, "--builtin-locale=C.UTF-8"], {
    ...asAccount(account),
    cwd: target,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code === 0) return null;
  const log = said.trim().split("\n");
  return {
    problem: "did-not-start",
    log,
    message: `PostgreSQL could not create a new data folder: ${log.at(-1) ?? "no reason given"}`,
  };
}

/**
 * How the data folder is named to PostgreSQL. It starts inside the folder, and on Linux calls it by that: an unprivileged
 * account could not walk there by name when the project lies below /root, but it may stay where it was put.
 */
export function dataArgument(folder: string): string {
  return process.platform === "linux" ? "/proc/self/cwd" : folder;
}
