import { randomFillSync } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { join } from "node:path";

/** Watches that PostgreSQL never meets a full disk: a database that cannot write its log stops, and then nobody reads either. */
export interface DiskSpace {
  /** False when there is less than the minimum free. Cheap: looked up when asked, at most every `CHECK_EVERY_MS`. */
  enough(): boolean;
  freeBytes(): number;
  /** Gives the reserve back to the disk, so that a PostgreSQL that has to recover finds room to. */
  releaseReserve(): void;
}

export const MINIMUM_FREE_BYTES = 192 * 1024 * 1024;
export const RESERVE_BYTES = 32 * 1024 * 1024;
const CHECK_EVERY_MS = 200;

/**
 * @param minimumFreeBytes below this, writes are refused; must outlast what PostgreSQL can write between two checks
 * @param monotonicMs a clock that never jumps, in milliseconds
 */
export function watchDiskSpace(folder: string, minimumFreeBytes: number, monotonicMs: () => number): DiskSpace {
  const reserve = join(folder, "reserve");
  const reserveBytes = Math.min(RESERVE_BYTES, Math.floor(minimumFreeBytes / 2));
  let checkedAt = Number.NEGATIVE_INFINITY;
  let free = 0;
  const freeBytes = () => {
    const now = monotonicMs();
    if (now - checkedAt >= CHECK_EVERY_MS) {
      checkedAt = now;
      const disk = statfsSync(folder);
      free = disk.bavail * disk.bsize;
      if (free >= minimumFreeBytes + reserveBytes && !existsSync(reserve)) fillReserve(reserve, reserveBytes);
    }
    return free;
  };
  return {
    freeBytes,
    enough: () => freeBytes() >= minimumFreeBytes,
    releaseReserve: () => rmSync(reserve, { force: true }),
  };
}

/** Written, not only declared, and not compressible: a sparse file would reserve nothing. */
function fillReserve(reserve: string, bytes: number): void {
  const block = randomFillSync(new Uint8Array(1024 * 1024));
  const file = openSync(reserve, "w", 0o600);
  try {
    for (let written = 0; written < bytes; written += block.length) writeSync(file, block);
    fsyncSync(file);
  } catch {
    rmSync(reserve, { force: true });
  } finally {
    closeSync(file);
  }
}
