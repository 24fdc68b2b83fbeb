import { spawnSync } from "node:child_process";
import { closeSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./server-process.ts";

const MB = 1024 * 1024;

/** A disk of its own that can be filled: a tmpfs. */
export interface SmallDisk extends Disposable {
  readonly path: string;
  /** False where mounting is not allowed: then nothing can be tested with it. */
  readonly mounted: boolean;
  fillUpTo(leaveBytes: number): void;
  free(): void;
}

export function smallDisk(megabytes: number): SmallDisk {
  const folder = temporaryFolder();
  const { path } = folder;
  const options = `size=${megabytes}m,mode=0711`;
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", options, "none", path]).status === 0;
  const filler = join(path, "filler");
  return {
    path,
    mounted,
    fillUpTo(leaveBytes) {
      const file = openSync(filler, "a");
      for (;;) {
        const stat = statfsSync(path);
        const over = stat.bavail * stat.bsize - leaveBytes;
        if (over <= 0) break;
        writeSync(file, new Uint8Array(Math.min(over, MB)));
      }
      closeSync(file);
    },
    free: () => rmSync(filler),
    [Symbol.dispose]() {
      if (mounted) spawnSync("umount", [path]);
      folder[Symbol.dispose]();
    },
  };
}
