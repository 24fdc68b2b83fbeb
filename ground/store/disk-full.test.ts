import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore, refusalOf, type Store } from "./index.ts";
import { isStoreProblem } from "./problem.ts";

const MB = 1024 * 1024;
const disk = mkdtempSync(join(tmpdir(), "cordon-small-disk-"));
const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=320m,mode=0755", "none", disk]).status === 0;
if (!mounted) rmSync(disk, { recursive: true });

/** Leaves so many bytes on the small disk. */
function fillUpTo(leaveBytes: number): void {
  const file = openSync(join(disk, "filler"), "a");
  try {
    for (;;) {
      const stat = statfsSync(disk);
      const over = stat.bavail * stat.bsize - leaveBytes;
      if (over <= 0) return;
      writeSync(file, new Uint8Array(Math.min(over, MB)));
    }
  } finally {
    closeSync(file);
  }
}

async function until(holds: () => boolean | Promise<boolean>, patienceMs = 20_000): Promise<void> {
  const start = performance.now();
  while (!(await holds())) {
    if (performance.now() - start > patienceMs) throw new Error("it did not happen in time");
    await sleep(50);
  }
}

describe.skipIf(!mounted)(
  "a full disk (on a tmpfs of its own; skipped where mounting is not allowed)",
  { timeout: 60_000 },
  () => {
    let store: Store;

    beforeAll(async () => {
      const opened = await openStore({ kind: "embedded", folder: join(disk, "data"), minimumFreeBytes: 64 * MB });
      if (isStoreProblem(opened)) throw new Error(opened.message);
      store = opened;
      const client = await store.connect({ name: "test" });
      await client.query("create table kept (n int, filler text)");
      await client.query("insert into kept select n, 'kept' from generate_series(1, 1000) as n");
      await client.end();
    });

    afterAll(async () => {
      await store[Symbol.asyncDispose]();
      spawnSync("umount", [disk]);
      rmSync(disk, { recursive: true, force: true });
    });

    const count = async () => (await store.pool.query<{ n: number }>("select count(*) as n from kept")).rows[0]?.n;

    it("refuses writes before PostgreSQL meets it, goes on reading, and heals when there is room", async () => {
      expect(store.obstacle()).toBeNull();
      fillUpTo(40 * MB);
      await until(() => store.obstacle() !== null);
      expect(store.obstacle()).toMatchObject({ refused: "store-full", because: expect.stringContaining("full") });
      expect(await count()).toBe(1000);
      rmSync(join(disk, "filler"));
      await until(() => store.obstacle() === null);
    });

    it("reads again, with everything committed, when PostgreSQL meets it all the same", async () => {
      fillUpTo(0);
      // Against the store's advice: what a writer would meet that does not ask for an obstacle first.
      let failure: unknown = null;
      for (let i = 0; failure === null && i < 50; i++) {
        try {
          const client = await store.connect({ name: "test" });
          await client.query("insert into kept select n, repeat('x', 2000) from generate_series(1, 10000) as n");
          await client.end();
        } catch (error) {
          failure = error;
        }
      }
      expect(refusalOf(failure)?.refused).toMatch(/^(store-full|unavailable)$/);
      expect(store.obstacle()).not.toBeNull();
      await until(async () => ((await count().catch(() => 0)) ?? 0) >= 1000);
      rmSync(join(disk, "filler"));
      await until(() => store.obstacle() === null);
      const client = await store.connect({ name: "test" });
      await client.query("insert into kept values (0, 'after')");
      await client.end();
    });

    it("starts and reads on a disk that is full already, where an unclean end left work to recover", async () => {
      const client = await store.connect({ name: "test" });
      await client.query("insert into kept values (-1, 'before the cut')");
      await client.end();
      fillUpTo(0);
      process.kill(store.postmasterPid() ?? 0, "SIGKILL");
      await until(() => store.obstacle()?.refused === "unavailable");
      await until(() => store.obstacle()?.refused === "store-full");
      await until(async () => ((await count().catch(() => 0)) ?? 0) >= 1000);
      expect((await store.pool.query("select filler from kept where n = -1")).rows).toEqual([
        { filler: "before the cut" },
      ]);
      rmSync(join(disk, "filler"));
      await until(() => store.obstacle() === null);
    });
  },
);
