import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { LockHolder, StoreProblem } from "./problem.ts";

/** An exclusive hold on a data folder that ends with the process, however that ends. */
export interface FolderLock extends Disposable {
  readonly folder: string;
}

const Holder = z.object({ pid: z.number(), since: z.string() });

/**
 * Takes the data folder for this process. The kernel keeps the lock (an fcntl lock, taken through SQLite because Node
 * offers no other way), so nothing is left behind by a kill and a reused process id cannot fool it; it also holds between
 * containers that share the folder on one machine.
 * `lock.json` beside it only names the holder for the message.
 */
export function lockFolder(folder: string, now: () => string): FolderLock | StoreProblem {
  const note = join(folder, "lock.json");
  const file = new DatabaseSync(join(folder, "lock"), { timeout: 0 });
  try {
    file.exec("pragma journal_mode = memory; pragma locking_mode = exclusive; begin exclusive");
  } catch (error) {
    file.close();
    if (!(error instanceof Error) || !/locked|busy/i.test(error.message)) throw error;
    return inUse(folder, readHolder(note));
  }
  writeFileSync(note, JSON.stringify({ pid: process.pid, since: now() }), { mode: 0o644 });
  return {
    folder,
    [Symbol.dispose]() {
      rmSync(note, { force: true });
      file.close();
    },
  };
}

function inUse(folder: string, holder: LockHolder | null): StoreProblem {
  const who = holder === null ? "Another Cordon" : `Another Cordon (process ${holder.pid}, since ${holder.since})`;
  return {
    problem: "folder-in-use",
    folder,
    holder,
    message: `${who} has the data folder ${folder} open. Stop it first, or give this one a folder of its own.`,
  };
}

function readHolder(note: string): LockHolder | null {
  try {
    return Holder.parse(JSON.parse(readFileSync(note, "utf8")));
  } catch {
    // Being written at this moment, or gone: the lock itself is what counts.
    return null;
  }
}
