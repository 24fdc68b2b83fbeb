import { describe, expect, it } from "vitest";
import { report, startedProcess, startProcess, temporaryFolder } from "./server-process.ts";

describe("two servers on one data folder", { timeout: 120_000 }, () => {
  it("the second refuses, names the first, and the first goes on; after a kill -9 of the first, the next one opens", async () => {
    using folder = temporaryFolder();
    await using first = await startedProcess(folder.path);
    const second = await startProcess(folder.path);
    expect(second).toMatchObject({ refused: true, code: 1 });
    if (!("refused" in second)) throw new Error("it started");
    expect(second.said).toContain(`process ${first.child.pid}`);
    expect(second.said).toContain("data folder");
    // A sentence for a person, not a stack.
    expect(second.said).not.toMatch(/\n\s+at /);
    expect((await first.call("command.raise-signal", report("still here"))).status).toBe(200);
    const size = await first.size();

    first.child.kill("SIGKILL");
    await using third = await startedProcess(folder.path);
    expect(await third.size()).toBeGreaterThanOrEqual(size);
    expect(JSON.stringify((await third.query("command.list-signals")).body)).toContain("still here");
  });
});
