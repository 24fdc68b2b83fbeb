import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import type { StoreProblem } from "./problem.ts";

/** Who PostgreSQL runs as: Cordon's own account, or another one when Cordon is root (PostgreSQL refuses to be root). */
export type Account = { readonly kind: "own" } | { readonly kind: "other"; readonly uid: number; readonly gid: number };

/** The little environment PostgreSQL's programs get: no library path, no locale and no PG* variable of ours reaches them. */
const ENVIRONMENT = { PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" } as const;

/**
 * The account for a data folder: whoever owns its `pg` folder already, else `nobody`.
 * The account must have a name (initdb looks it up), so a number picked from the air will not do.
 */
export function accountFor(folder: string): Account | StoreProblem {
  const existing = statSync(join(folder, "pg"), { throwIfNoEntry: false });
  if (process.getuid?.() !== 0) return existing === undefined && !hasName() ? nameless() : { kind: "own" };
  if (existing !== undefined && existing.uid !== 0) return { kind: "other", uid: existing.uid, gid: existing.gid };
  const nobody = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync("/etc/passwd", "utf8"));
  if (nobody === null) {
    return {
      problem: "no-account",
      message:
        "PostgreSQL refuses to run as root and this system has no account `nobody`. Start Cordon as an ordinary user, or set CORDON_DATABASE_URL.",
    };
  }
  return { kind: "other", uid: Number(nobody[1]), gid: Number(nobody[2]) };
}

function hasName(): boolean {
  try {
    return userInfo().username !== "";
  } catch {
    return false;
  }
}

function nameless(): StoreProblem {
  return {
    problem: "no-account",
    message: `The account Cordon runs as (uid ${process.getuid?.()}) has no name on this system, and PostgreSQL does not create a data folder for one without. Add it to /etc/passwd, use another account, or set CORDON_DATABASE_URL.`,
  };
}

/** Spawn options that run a program as the account. */
export function asAccount(account: Account): { env: Record<string, string>; uid?: number; gid?: number } {
  const env = { ...ENVIRONMENT };
  return account.kind === "own" ? { env } : { env, uid: account.uid, gid: account.gid };
}

/** Whether the account can come to a folder through all folders above it, asked of the system rather than computed. */
export function canReach(account: Account, folder: string): boolean {
  if (account.kind === "own") return true;
  const asked = spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], {
    ...asAccount(account),
    cwd: "/",
    stdio: "ignore",
  });
  return asked.status === 0;
}
