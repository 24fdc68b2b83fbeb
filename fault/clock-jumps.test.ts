import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { report, startedProcess, temporaryFolder, until } from "./server-process.ts";

const CORDON = join(import.meta.dirname, "..", "apps", "cli", "main.ts");

describe("a clock that jumps", { timeout: 120_000 }, () => {
  it("a day forward, three days back and home again: requests are answered, numbers go on, and the journal verifies", async () => {
    using folder = temporaryFolder();
    {
      await using server = await startedProcess(folder.path, [new URL("jumping-clock.ts", import.meta.url).href]);
      expect((await server.call("command.raise-signal", report("before"))).status).toBe(200);
      for (const [i, jump] of ["forward", "back", "home"].entries()) {
        server.child.kill("SIGUSR2");
        await until(() => server.said().includes(`clock jumped ${i + 1} times`));
        const began = performance.now();
        const answer = await server.call("command.raise-signal", report(`after the jump ${jump}`));
        expect(answer.status, JSON.stringify(answer.body)).toBe(200);
        expect(performance.now() - began).toBeLessThan(30_000);
        expect((await server.query("command.list-signals")).status).toBe(200);
      }
      await until(async () => (await server.size()) >= 4);
      expect(server.complaints()).toBe("");
    }
    const verified = spawnSync(process.execPath, [CORDON, "journal", "verify", "--data", folder.path], {
      encoding: "utf8",
    });
    expect(verified.status, verified.stdout + verified.stderr).toBe(0);
    const exported = join(folder.path, "exported");
    const written = spawnSync(process.execPath, [CORDON, "journal", "export", exported, "--data", folder.path]);
    expect(written.status).toBe(0);
    // The jumps were real: the entries bear three different days, and stand in the order in which they came.
    const raised = readFileSync(exported, "utf8")
      .split("\n")
      .filter((line) => line.includes('"kind":"signal.raised"'));
    const days = raised.map((line) => /"at":"(\d{4}-\d\d-\d\d)T/.exec(line)?.[1]);
    expect(new Set(days).size).toBe(3);
    expect(days).not.toEqual(days.toSorted((a = "", b = "") => (a < b ? -1 : 1)));
  });
});
