import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withLock } from "./lock.mjs";

const lockModule = new URL("./lock.mjs", import.meta.url).href;
let folder = "";
let file = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cordon-lock-"));
  file = join(folder, "lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A real process that holds the lock while it adds to a counter the unsafe way: read, wait, write. */
function addOne(counter: string): Promise<number | null> {
  const program = `
    import { readFileSync, writeFileSync } from "node:fs";
    import { withLock } from ${JSON.stringify(lockModule)};
    await withLock(${JSON.stringify(file)}, () => {}, async () => {
      const before = Number(readFileSync(${JSON.stringify(counter)}, "utf8"));
      await new Promise((resolve) => setTimeout(resolve, 30));
      writeFileSync(${JSON.stringify(counter)}, String(before + 1));
    });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: "inherit" });
  return new Promise((resolve) => child.once("exit", resolve));
}

describe("withLock", () => {
  it("lets one process in at a time", async () => {
    const counter = join(folder, "counter");
    writeFileSync(counter, "0");
    const codes = await Promise.all(Array.from({ length: 6 }, () => addOne(counter)));
    expect(codes).toEqual([0, 0, 0, 0, 0, 0]);
    expect(readFileSync(counter, "utf8")).toBe("6");
    expect(existsSync(file)).toBe(false);
  });

  it("takes over from a process that died", async () => {
    const program = `
      import { withLock } from ${JSON.stringify(lockModule)};
      await withLock(${JSON.stringify(file)}, () => {}, async () => process.kill(process.pid, "SIGKILL"));`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", program]);
    await new Promise((resolve) => child.once("exit", resolve));
    expect(existsSync(file)).toBe(true);
    let waited = false;
    const inside = await withLock(
      file,
      () => {
        waited = true;
      },
      async () => readFileSync(file, "utf8"),
    );
    expect(inside).toMatch(new RegExp(`^${process.pid} `));
    expect(waited).toBe(false);
  });

  it.runIf(process.platform === "linux")(
    "takes over when the holder's process id belongs to another process now",
    async () => {
      writeFileSync(file, `${process.ppid} 1 another-boot`);
      expect(
        await withLock(
          file,
          () => {},
          async () => "in",
        ),
      ).toBe("in");
    },
  );

  it("names the live holder to who waits, and releases when the work throws", async () => {
    const inside = Promise.withResolvers<undefined>();
    const finish = Promise.withResolvers<undefined>();
    const first = withLock(
      file,
      () => {},
      async () => {
        inside.resolve(undefined);
        await finish.promise;
        throw new Error("broken machine");
      },
    );
    await inside.promise;
    const told: number[] = [];
    const second = withLock(
      file,
      (pid: number) => {
        told.push(pid);
        finish.resolve(undefined);
      },
      async () => "in",
    );
    await expect(first).rejects.toThrow("broken machine");
    expect(await second).toBe("in");
    expect(told).toEqual([process.pid]);
  });
});
