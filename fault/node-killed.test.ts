import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { GateDevice, okay, scanOf } from "./gate-device.ts";
import { hasSecondLoopback } from "./link.ts";
import { startedProcess, startProcess, temporaryFolder, until } from "./server-process.ts";
import { openSites, scansAt } from "./site.ts";

/** Sends scans one after the other, each until it was taken, as a gate does; tells which were. */
function scanning(device: GateDevice, passes: readonly number[]) {
  const acknowledged = new Set<string>();
  let stop = false;
  const done = (async () => {
    for (const pass of passes) {
      if (stop) return;
      const scan = scanOf(device.gate, pass, "asked");
      for (;;) {
        const answered = await device.record([scan]).catch(() => null);
        if (answered?.status === 200) break;
        // Its session may be gone with the server.
        if (answered?.status === 401) await device.signIn().catch(() => null);
        await sleep(20);
      }
      acknowledged.add(scan.id);
    }
  })();
  return {
    acknowledged,
    done,
    stop() {
      stop = true;
    },
  };
}

describe.skipIf(!hasSecondLoopback)("killed without warning, while gates scan", { timeout: 240_000 }, () => {
  it("a node, three times: nothing acknowledged is lost, and all of it reaches the centre once", async () => {
    await using stack = new AsyncDisposableStack();
    const { doors, gate, node } = await openSites(stack, ["trocadero", "trocadero"]);
    const devices = [await node.enrolGate(gate("1")), await node.enrolGate(gate("2"))];
    await node.caughtUp();
    const passes = Array.from({ length: 200 }, (_, at) => at + 1);
    // Both offer every pass, the one from the front and the other from the back: they meet in the middle.
    const [one, two] = devices.map((device, at) => scanning(device, at === 0 ? passes : passes.toReversed()));
    if (one === undefined || two === undefined) throw new Error("two gates");
    const told = () => one.acknowledged.size + two.acknowledged.size;
    for (const share of [60, 160, 260]) {
      await until(() => told() >= share);
      await node.kill();
      await node.startAgain();
    }
    await Promise.all([one.done, two.done]);
    await node.caughtUp();
    const there = await scansAt(doors);
    const ids = there.map(({ id }) => id);
    expect(new Set(ids)).toEqual(new Set([...one.acknowledged, ...two.acknowledged]));
    expect(ids).toHaveLength(400);
    for (const pass of passes) {
      const verdicts = there.filter((scan) => scan.pass === pass).map(({ verdict }) => verdict.is);
      expect(verdicts.toSorted(), `pass ${pass}`).toEqual(["admit", "already-inside"]);
    }
  });

  it("a centre: its node goes on alone and reports everything once when it is back", async () => {
    await using stack = new AsyncDisposableStack();
    const { centre, doors, gate, node } = await openSites(stack, ["trocadero"]);
    const device = await node.enrolGate(gate("1"));
    await node.caughtUp();
    const passes = Array.from({ length: 150 }, (_, at) => at + 1);
    const scans = scanning(device, passes);
    for (const share of [30, 90]) {
      await until(() => scans.acknowledged.size >= share);
      await centre.kill();
      await until(() => scans.acknowledged.size >= share + 20);
      await centre.startAgain();
    }
    await scans.done;
    await node.caughtUp();
    const there = await scansAt(doors);
    expect(there).toHaveLength(150);
    expect(new Set(there.map(({ id }) => id))).toEqual(scans.acknowledged);
    expect(new Set(there.map(({ verdict }) => verdict.is))).toEqual(new Set(["admit"]));
  });
});

describe.skipIf(!hasSecondLoopback)("a node alone for long", { timeout: 240_000 }, () => {
  it("tells its centre ten thousand scans afterwards, in batches, each once", async () => {
    await using stack = new AsyncDisposableStack();
    const { doors, gate, node, link } = await openSites(stack, ["trocadero"]);
    const device = await node.enrolGate(gate("1"));
    await node.caughtUp();
    await link.cut();
    const ids = new Set<string>();
    for (let batch = 0; batch < 50; batch++) {
      const scans = Array.from({ length: 200 }, (_, at) =>
        scanOf(device.gate, (at % 200) + 1, "acted", batch % 2 === 0 ? "in" : "out"),
      );
      okay(await device.record(scans));
      for (const { id } of scans) ids.add(id);
    }
    // Counted only where there is somebody to tell.
    const began = performance.now();
    await link.heal();
    await node.caughtUp(120_000);
    console.info(`10,000 scans reached the centre in ${Math.round(performance.now() - began)} ms`);
    const there = await scansAt(doors);
    expect(there).toHaveLength(10_000);
    expect(new Set(there.map(({ id }) => id))).toEqual(ids);
  });

  it("enrols a gate whose enrolment was offered before, once; and starts with nobody to ask", async () => {
    await using stack = new AsyncDisposableStack();
    const { centre, doors, gate, node, link } = await openSites(stack, ["trocadero"]);
    const offer = { kind: "gate", unit: null, contingent: null, label: "Lane A", site: "trocadero" };
    const Offer = z.object({ code: z.string(), device: z.string() });
    const { code, device } = await doors.tell("identity.offer-enrolment", offer, Offer);
    await doors.tell("access.post-device", { device, gate: gate("1"), lane: null }, z.object({}));
    await node.caughtUp();
    await link.cut();
    await node.kill();
    await node.startAgain();
    const { url } = node.server;
    const enrolled = await GateDevice.enrol(url, code, gate("1"));
    await expect(GateDevice.enrol(url, code, gate("1"))).rejects.toThrow("used already");
    expect(await enrolled.verdict(scanOf(gate("1"), 1, "asked"))).toBe("admit");
    await link.heal();
    await node.caughtUp();
    await expect(GateDevice.enrol(centre.url, code, gate("1"))).rejects.toThrow("used already");
    const Devices = z.object({ devices: z.array(z.looseObject({ id: z.string(), state: z.string() })) });
    const { devices } = await doors.ask("identity.list-devices", Devices);
    expect(devices.find(({ id }) => id === device)).toMatchObject({ state: "enrolled" });
    expect(await scansAt(doors)).toHaveLength(1);
  });
});

describe.skipIf(!hasSecondLoopback)("a node that was revoked while it was cut off", { timeout: 120_000 }, () => {
  it("is enrolled anew on the same folder, and what it had not reported comes once", async () => {
    await using stack = new AsyncDisposableStack();
    const { doors, gate, node, link } = await openSites(stack, ["trocadero"]);
    const device = await node.enrolGate(gate("1"));
    const record = (from: number) =>
      device.record(Array.from({ length: 10 }, (_, at) => scanOf(gate("1"), from + at, "asked")));
    okay(await record(1));
    await node.caughtUp();
    await until(async () => (await scansAt(doors)).length === 10);
    await link.cut();
    okay(await record(11));
    const Nodes = z.object({ nodes: z.array(z.object({ node: z.string(), state: z.string() })) });
    const { nodes } = await doors.ask("nodes.list", Nodes);
    await doors.tell("identity.revoke-device", { device: nodes[0]?.node ?? "", because: "Error." }, z.object({}));
    await link.heal();
    await until(async () => (await node.here()).state === "refused");
    expect(await scansAt(doors)).toHaveLength(10);

    const offer = { kind: "node", unit: null, contingent: null, label: "Again", site: "trocadero" };
    const { code } = await doors.tell("identity.offer-enrolment", offer, z.object({ code: z.string() }));
    const before = await doors.size();
    await node.kill();
    await node.startAgain(code);
    await until(async () => (await scansAt(doors)).length === 20);
    await node.caughtUp();
    // What was known already was not written down again: ten scans, the enrolment and what nodes say of themselves.
    expect((await doors.size()) - before).toBeLessThan(20);
    expect(await device.verdict(scanOf(gate("1"), 11, "asked"))).toBe("already-inside");
  });
});

describe("a node that cannot be one", { timeout: 120_000 }, () => {
  it("says why and does not start: no centre, no code, a code that is used, for another site or another kind of device", async () => {
    using folder = temporaryFolder();
    await using centre = await startedProcess(`${folder.path}/centre`);
    const start = async (name: string, ...more: readonly string[]) => {
      const started = await startProcess(`${folder.path}/${name}`, [], { more });
      if (!("refused" in started)) {
        await started[Symbol.asyncDispose]();
        throw new Error("it started");
      }
      expect(started.code).toBe(1);
      // A sentence for a person, not a stack.
      expect(started.said).not.toMatch(/\n\s+at /);
      return started.said;
    };
    const offered = async (kind: string, site: string | null) => {
      const offer = { kind, unit: null, contingent: null, label: "A device", site };
      return z.object({ code: z.string() }).parse(okay(await centre.call("identity.offer-enrolment", offer)).body).code;
    };
    const node = ["--node", centre.url, "--site", "trocadero"];
    expect(await start("a", ...node)).toContain("--enrol");
    const nobody = ["--node", "http://127.0.0.1:9", "--site", "trocadero", "--enrol", "A".repeat(43)];
    expect(await start("a", ...nobody)).toContain("does not answer");
    expect(await start("a", ...node, "--enrol", "A".repeat(43))).toContain("used already, or is over");
    expect(await start("a", ...node, "--enrol", await offered("gate", "trocadero"))).toContain("for a gate device");
    expect(await start("a", ...node, "--enrol", await offered("node", "iena"))).toContain("for the node of iena");
    const code = await offered("node", "trocadero");
    await using taken = await startedProcess(`${folder.path}/b`, [], { more: [...node, "--enrol", code] });
    expect(await start("c", ...node, "--enrol", code)).toContain("used already, or is over");
    expect(taken.said()).toContain("node      of trocadero");
  });
});
