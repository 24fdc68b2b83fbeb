import { describe, expect, it } from "vitest";
import { z } from "zod";
import { scanOf } from "./gate-device.ts";
import { hasSecondLoopback } from "./link.ts";
import { until } from "./server-process.ts";
import { gateSignals, openSites, scansAt } from "./site.ts";

const Doubles = z.object({ doubles: z.array(z.looseObject({ pass: z.number() })) });

describe.skipIf(!hasSecondLoopback)("with the internet cut", { timeout: 180_000 }, () => {
  it("a pass is let in once at the gates of a site; all that was scanned reaches the centre once when the link heals", async () => {
    await using stack = new AsyncDisposableStack();
    const { doors, gate, node, link } = await openSites(stack, ["trocadero", "trocadero"]);
    const [one, two] = [await node.enrolGate(gate("1")), await node.enrolGate(gate("2"))];
    await node.caughtUp();
    await link.cut();
    // Both at once, of twenty passes: whoever is first lets in.
    const verdicts = await Promise.all(
      Array.from({ length: 20 }, async (_, at) =>
        [
          await Promise.all([
            one.verdict(scanOf(one.gate, at + 1, "asked")),
            two.verdict(scanOf(two.gate, at + 1, "asked")),
          ]),
        ].flat(),
      ),
    );
    for (const pair of verdicts) expect(pair.toSorted()).toEqual(["admit", "already-inside"]);
    await until(async () => (await node.here()).state === "cut");
    expect((await node.here()).waiting).toBeGreaterThan(0);
    expect(await scansAt(doors)).toEqual([]);

    await link.heal();
    await node.caughtUp();
    const there = await scansAt(doors);
    expect(there).toHaveLength(40);
    expect(there.filter(({ verdict }) => verdict.is === "admit")).toHaveLength(20);
    expect((await doors.ask("access.list-doubles", Doubles)).doubles).toEqual([]);
  });

  it("what was revoked at the centre is let in by nobody as soon as the link is back; a revoked gate is refused, then a revoked node", async () => {
    await using stack = new AsyncDisposableStack();
    const { doors, gate, node, link } = await openSites(stack, ["trocadero"]);
    const one = await node.enrolGate(gate("1"));
    await node.caughtUp();
    link.freeze();
    await doors.tell("access.revoke-passes", { passes: [7], reason: "stolen", note: "" }, z.object({}));
    await link.heal();
    await until(async () => (await one.verdict(scanOf(one.gate, 7, "asked"))) === "revoked");

    await doors.tell("identity.revoke-device", { device: one.device, because: "Lost." }, z.object({}));
    await until(async () => (await one.record([scanOf(one.gate, 8, "asked")])).status === 401);
    expect((await one.signIn()).status).toBe(403);

    const { nodes } = await doors.ask(
      "nodes.list",
      z.object({ nodes: z.array(z.object({ node: z.string(), connected: z.boolean() })) }),
    );
    expect(nodes).toMatchObject([{ connected: true }]);
    await doors.tell("identity.revoke-device", { device: nodes[0]?.node ?? "", because: "Broken." }, z.object({}));
    await until(async () => (await node.here()).state === "refused");
    expect((await node.here()).because).toContain("not enrolled here, or was revoked");
  });
});

describe.skipIf(!hasSecondLoopback)("doubles", { timeout: 180_000 }, () => {
  it("of gates that were cut off from their node are told at the centre within five seconds of healing", async () => {
    await using stack = new AsyncDisposableStack();
    const { doors, gate, node } = await openSites(stack, ["trocadero", "trocadero"]);
    const [one, two] = [await node.enrolGate(gate("1")), await node.enrolGate(gate("2"))];
    await node.caughtUp();
    // Each let all of them in by itself; then both are back.
    const passes = Array.from({ length: 50 }, (_, at) => at + 1);
    const acted = [one, two].map((device) => passes.map((pass) => scanOf(device.gate, pass, "acted")));
    const healed = Date.now();
    await Promise.all([one.record(acted[0] ?? []), two.record(acted[1] ?? [])]);
    await until(async () => (await gateSignals(doors)).length === 50);
    // What is promised is five seconds.
    console.info(`50 doubles of two gates of one site: all at the centre after ${Date.now() - healed} ms`);
    expect((await doors.ask("access.list-doubles", Doubles)).doubles).toHaveLength(50);
    const kept = await scansAt(doors);
    expect(new Set(kept.map(({ id }) => id))).toEqual(new Set(acted.flat().map(({ id }) => String(id))));
  });

  it("of two sites that were cut off from the centre are told when both are back, each once", async () => {
    await using stack = new AsyncDisposableStack();
    const { doors, gate, nodes, link } = await openSites(stack, ["trocadero", "iena"]);
    const [first, second] = nodes;
    if (first === undefined || second === undefined) throw new Error("two sites");
    const [one, two] = [await first.enrolGate(gate("1")), await second.enrolGate(gate("2"))];
    await Promise.all(nodes.map((each) => each.caughtUp()));
    await link.cut();
    for (let pass = 1; pass <= 10; pass++) {
      expect(await one.verdict(scanOf(one.gate, pass, "asked"))).toBe("admit");
      expect(await two.verdict(scanOf(two.gate, pass, "asked"))).toBe("admit");
    }
    const healed = Date.now();
    await link.heal();
    await until(async () => (await gateSignals(doors)).length === 10);
    console.info(`10 doubles of two sites: all told at the centre after ${Date.now() - healed} ms`);
    await Promise.all(nodes.map((each) => each.caughtUp()));
    expect(await gateSignals(doors)).toHaveLength(10);
    // And each site knows by now who is inside by the other's gate.
    expect(await one.verdict(scanOf(one.gate, 11, "asked"))).toBe("admit");
    await until(async () => (await two.verdict(scanOf(two.gate, 11, "asked"))) === "already-inside");
  });
});
