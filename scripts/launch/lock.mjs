import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

let taken = 0;

/**
 * Holds `file` as a lock between processes for as long as `work` runs. The file names its holder by process id and, on
 * Linux, by start time and boot, so that a lock whose holder died - or whose id now belongs to another process - is
 * taken over. `onWait` is called once when another holder is found alive.
 */
export async function withLock(file, onWait, work) {
  mkdirSync(dirname(file), { recursive: true });
  taken += 1;
  const mine = `${file}.${process.pid}.${taken}`;
  writeFileSync(mine, holder());
  const release = () => {
    if (read(file) === holder()) rmSync(file, { force: true });
  };
  try {
    let told = false;
    while (!acquire(mine, file)) {
      const content = read(file);
      if (content !== undefined && !isAlive(content)) {
        breakStale(file, content);
        continue;
      }
      if (!told && content !== undefined) onWait(Number.parseInt(content, 10));
      told = true;
      await sleep(200);
    }
    rmSync(mine, { force: true });
    process.once("exit", release);
    return await work();
  } finally {
    rmSync(mine, { force: true });
    process.off("exit", release);
    release();
  }
}

/** A link appears whole or not at all: no reader ever sees an empty lock. */
function acquire(mine, file) {
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** Takes a dead holder's lock out of the way; when a live one slipped in between, puts that back. */
function breakStale(file, stale) {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
    if (read(aside) !== stale) acquire(aside, file);
    rmSync(aside, { force: true });
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

function holder(pid = process.pid) {
  return `${pid} ${startOf(pid)}`;
}

/** Start time in clock ticks since boot and the boot's id; empty where there is no /proc. */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    return `${ticks} ${readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim()}`;
  } catch {
    return "";
  }
}

function isAlive(content) {
  const pid = Number.parseInt(content, 10);
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== "EPERM") return false;
  }
  return content === holder(pid);
}
