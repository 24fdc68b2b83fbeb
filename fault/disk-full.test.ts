import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { report, startedProcess, until } from "./server-process.ts";
import { smallDisk } from "./small-disk.ts";

const MB = 1024 * 1024;
const disk = smallDisk(512);
afterAll(() => disk[Symbol.dispose]());

describe.skipIf(!disk.mounted)(
  "a full disk under the server (on a tmpfs; skipped where mounting is not allowed)",
  { timeout: 120_000 },
  () => {
    it.each([
      ["nearly full", 100 * MB],
      ["full to the last byte", 0],
    ])(
      "when it is %s: writes are refused with a clear problem, reading goes on, and it heals by itself",
      async (_, leaveBytes) => {
        await using server = await startedProcess(join(disk.path, `data-${leaveBytes}`));
        expect((await server.call("command.raise-signal", report("before"))).status).toBe(200);
        const size = await server.size();
        disk.fillUpTo(leaveBytes);
        await until(async () => (await server.call("command.raise-signal", report("into a full disk"))).status === 507);
        const refused = await server.call("command.raise-signal", report("into a full disk"));
        expect(refused.body).toMatchObject({
          type: "/api/problems#store-full",
          status: 507,
          detail: expect.stringContaining("disk"),
        });
        const grown = (await server.size()) - size;
        const read = await server.query("command.list-signals");
        expect(read.status).toBe(200);
        expect(JSON.stringify(read.body)).toContain("before");
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        expect((await server.size()) - size).toBe(grown);
        disk.free();
        await until(async () => (await server.call("command.raise-signal", report("after"))).status === 200);
        expect(JSON.stringify((await server.query("command.list-signals")).body)).toContain("after");
      },
    );
  },
);
