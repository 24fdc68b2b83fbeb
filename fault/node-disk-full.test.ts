import { afterAll, describe, expect, it } from "vitest";
import { okay, scanOf } from "./gate-device.ts";
import { hasSecondLoopback } from "./link.ts";
import { until } from "./server-process.ts";
import { openSites, scansAt } from "./site.ts";
import { smallDisk } from "./small-disk.ts";

const disk = smallDisk(512);
afterAll(() => disk[Symbol.dispose]());

describe.skipIf(!hasSecondLoopback || !disk.mounted)(
  "a full disk under a site's node (on a tmpfs; skipped where mounting is not allowed)",
  { timeout: 120_000 },
  () => {
    it("takes no scan that it cannot keep, so its gates keep them; with room again all of them reach the centre, once", async () => {
      await using stack = new AsyncDisposableStack();
      const { doors, gate, node } = await openSites(stack, ["trocadero"], disk.path);
      const device = await node.enrolGate(gate("1"));
      const scans = Array.from({ length: 60 }, (_, at) => scanOf(gate("1"), at + 1, "asked"));
      for (const scan of scans.slice(0, 20)) expect(await device.verdict(scan)).toBe("admit");

      disk.fillUpTo(0);
      const statuses: number[] = [];
      const kept: object[] = [];
      const offer = async (scan: (typeof scans)[number]) => {
        const { status } = await device.record([scan]);
        statuses.push(status);
        // What a gate does that is not answered: it rules alone and keeps the scan.
        if (status !== 200) kept.push({ ...scan, standing: "acted" });
      };
      for (const scan of scans.slice(20)) await offer(scan);
      const last = scans[59];
      if (last === undefined) throw new Error("sixty scans");
      await until(async () => (await device.record([last])).status === 507);
      expect(new Set(statuses)).toEqual(new Set([...(kept.length < 40 ? [200] : []), 507]));
      expect((await node.here()).followed).toBeGreaterThan(0);

      disk.free();
      await until(async () => (await device.record([kept.at(-1) ?? last])).status === 200);
      okay(await device.record(kept));
      await node.caughtUp();
      const there = await scansAt(doors);
      expect(there.map(({ id }) => id).toSorted()).toEqual(scans.map(({ id }) => String(id)).toSorted());
      expect(new Set(there.map(({ verdict }) => verdict.is))).toEqual(new Set(["admit"]));
    });
  },
);
