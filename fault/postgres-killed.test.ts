import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { postgresPid, report, startedProcess, temporaryFolder, until } from "./server-process.ts";

const CORDON = join(import.meta.dirname, "..", "apps", "cli", "main.ts");

describe("PostgreSQL killed under the server", { timeout: 120_000 }, () => {
  it("is started again; whoever asked meanwhile was told, and nothing that was acknowledged is lost", async () => {
    using folder = temporaryFolder();
    const acknowledged: string[] = [];
    const refused = new Set<string>();
    {
      await using server = await startedProcess(folder.path);
      for (let round = 0; round < 3; round++) {
        const before = acknowledged.length;
        let asking = true;
        const asked = Array.from({ length: 8 }, async (_, i) => {
          for (let n = 0; asking; n++) {
            const note = `round ${round} caller ${i} number ${n}`;
            const answer = await server.call("command.raise-signal", report(note));
            if (answer.status === 200) acknowledged.push(note);
            else refused.add(`${answer.status} ${JSON.stringify(answer.body)}`);
          }
        });
        await until(() => acknowledged.length >= before + 20);
        process.kill(postgresPid(folder.path), "SIGKILL");
        await until(() => refused.size > 0);
        const atKill = acknowledged.length;
        await until(() => acknowledged.length >= atKill + 20);
        asking = false;
        await Promise.all(asked);
      }
      for (const told of refused) expect(told).toMatch(/^503 .*"type":"\/api\/problems#unavailable"/);
      const { body } = await server.query("command.list-signals", { limit: 1000 });
      expect(body).toBeDefined();
    }
    const verified = spawnSync(process.execPath, [CORDON, "journal", "verify", "--data", folder.path, "--json"], {
      encoding: "utf8",
    });
    expect(verified.status, verified.stdout + verified.stderr).toBe(0);
    const file = join(folder.path, "exported");
    const exported = spawnSync(process.execPath, [CORDON, "journal", "export", file, "--data", folder.path], {
      encoding: "utf8",
    });
    expect(exported.status, exported.stderr).toBe(0);
    const text = spawnSync("cat", [file], { encoding: "utf8", maxBuffer: 2 ** 28 }).stdout;
    for (const note of acknowledged) expect(text).toContain(`${note}"`);
  });
});
