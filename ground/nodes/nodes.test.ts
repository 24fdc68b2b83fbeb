import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { append, enrol, type Fate, Local, Noted, offer, openPair } from "./testing/pair.ts";

const OPERATOR = { roles: ["operator"] } as const;
const noted = (where: "centre" | "node" | "set-aside", n: number) => Noted.of({ where, n });
const numbered = (where: string, count: number) => Array.from({ length: count }, (_, n) => `${where} ${n}`);

describe("a node and its centre", () => {
  it("tell each other every entry once and in order, whatever is lost on the way and whenever the node stops", async () => {
    const fate = fc.constantFrom<Fate>("well", "question-lost", "answer-lost");
    const step = fc.oneof(
      fc.record({ does: fc.constantFrom("centre notes", "node notes"), count: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ does: fc.constantFrom("follow", "report"), fates: fc.array(fate, { maxLength: 3 }) }),
      fc.record({ does: fc.constant("restart" as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        await using pair = await openPair();
        let atCentre = 0;
        let atNode = 0;
        for (const each of steps) {
          if ("count" in each) {
            for (let time = 0; time < each.count; time++) {
              if (each.does === "centre notes") await append(pair.centre, noted("centre", atCentre++));
              else await append(pair.node, Local.of({ n: atNode }), noted("node", atNode++));
            }
          } else if ("fates" in each) {
            pair.fates.splice(0, Number.POSITIVE_INFINITY, ...each.fates);
            if (each.does === "follow") await pair.follow();
            else await pair.report(true);
          } else await pair.restart();
        }
        await pair.settle();
        for (const house of [pair.centre, pair.node]) {
          const all = await pair.notes(house);
          expect(all.filter((note) => note.startsWith("centre"))).toEqual(numbered("centre", atCentre));
          expect(all.filter((note) => note.startsWith("node"))).toEqual(numbered("node", atNode));
        }
        // Nothing goes round: what was told is not told back.
        const kinds = (await pair.node.entries()).map(({ kind }) => kind);
        expect(kinds.filter((kind) => kind === "test.noted")).toHaveLength(atCentre + atNode);
      }),
      { numRuns: 12 },
    );
  });

  it("catch up in batches after a long time alone", async () => {
    await using pair = await openPair();
    await append(pair.node, ...Array.from({ length: 700 }, (_, n) => noted("node", n)));
    await append(pair.centre, ...Array.from({ length: 1300 }, (_, n) => noted("centre", n)));
    let reports = 0;
    while ((await pair.report()) === "more") reports++;
    expect(reports).toBe(4);
    await pair.settle();
    expect(await pair.notes(pair.centre)).toEqual([...numbered("centre", 1300), ...numbered("node", 700)]);
    expect(await pair.notes(pair.node)).toEqual([...numbered("node", 700), ...numbered("centre", 1300)]);
  });

  it("set aside what the node may not say, tell why, and go on with the next", async () => {
    await using pair = await openPair();
    await append(pair.node, noted("node", 0), noted("set-aside", 1), noted("node", 1));
    await pair.settle();
    expect(await pair.notes(pair.centre)).toEqual(["node 0", "node 1"]);
    const aside = (await pair.centre.entries()).filter(({ kind }) => kind === "node.entry-set-aside");
    expect(aside.map(({ data }) => data)).toEqual([
      { node: pair.device, seq: 1, kind: "test.noted", because: "Not at this site." },
    ]);
  });

  it("take nothing, and say so, where the node's folder is older than what was reported from it", async () => {
    await using pair = await openPair();
    await append(pair.node, noted("node", 0));
    await pair.settle();
    const standing = { followed: 0, waiting: 1, skewMs: null };
    const entry = (seq: number) => ({ seq, kind: "test.noted", mandate: null, data: { where: "node", n: seq } });
    const by = { kind: "device", id: pair.device, roles: ["node-device"], contingent: null, unit: null } as const;
    const report = (taken: number, seq: number) =>
      pair.centre.dispatcher.call("nodes.report", { taken, entries: [entry(seq)], standing }, by);
    // From before the folder was put back: what it says it had is not what the centre has.
    expect(await report(1, 500)).toMatchObject({ output: { taken: 501 } });
    expect(await report(1, 2)).toMatchObject({ output: { taken: 501 } });
    expect(await pair.notes(pair.centre)).toEqual(["node 0", "node 500"]);
    await pair.restart();
    await append(pair.node, noted("node", 3));
    expect(await pair.report()).toBe("again");
    expect(pair.standing().now()).toMatchObject({ state: "other-journal" });
    expect(await pair.notes(pair.centre)).toEqual(["node 0", "node 500"]);
    // Nor once it has grown beyond that, by what is scanned and by what it mirrors: what it noted in between would never be asked for.
    await append(pair.centre, ...Array.from({ length: 100 }, (_, n) => noted("centre", n)));
    await append(pair.node, ...Array.from({ length: 500 }, (_, n) => Local.of({ n })), noted("node", 4));
    for (let time = 0; time < 2; time++) {
      expect(await pair.report(true)).toBe("again");
      expect(await pair.follow()).toBe("idle");
      expect(pair.standing().now()).toMatchObject({ state: "other-journal" });
      await pair.restart();
    }
    const taken = await pair.notes(pair.centre);
    expect(taken.filter((note) => note.startsWith("node"))).toEqual(["node 0", "node 500"]);
  });

  it("keep what the centre does not understand at the node, and say that one of them must be updated", async () => {
    await using pair = await openPair();
    await pair.settle();
    const report = (entries: unknown) =>
      pair.centre.dispatcher.call(
        "nodes.report",
        { taken: 0, entries, standing: { followed: 0, waiting: 1, skewMs: null } },
        { kind: "device", id: pair.device, roles: ["node-device"], contingent: null, unit: null },
      );
    const size = pair.centre.journal.size();
    const good = { seq: 0, kind: "test.noted", mandate: null, data: { where: "node", n: 0 } };
    expect(await report([good, { ...good, seq: 1, data: { where: "moon", n: 1 } }])).toMatchObject({
      refused: "stale-client",
    });
    expect(await report([{ ...good, kind: "test.unheard-of" }])).toMatchObject({ refused: "stale-client" });
    expect(
      await report([
        { ...good, seq: 3 },
        { ...good, seq: 3 },
      ]),
    ).toMatchObject({ refused: "invalid" });
    expect(pair.centre.journal.size()).toBe(size);
  });

  it("show how each node does", async () => {
    await using pair = await openPair();
    const list = async () =>
      z.object({ nodes: z.array(z.unknown()) }).parse(await pair.centre.callAs(OPERATOR, "nodes.list")).nodes;
    expect(await list()).toMatchObject([{ site: "trocadero", connected: false, heardAt: null, waiting: null }]);
    await append(pair.node, noted("node", 0));
    pair.node.clock.pass(90);
    await pair.follow();
    await pair.report(true);
    expect(await list()).toMatchObject([
      { connected: true, origin: "https://node.trocadero.example", waiting: 1, skewMs: 90_000, setAside: 0 },
    ]);
    pair.centre.clock.pass(11);
    expect(await list()).toMatchObject([{ connected: false }]);
    await pair.report(true);
    expect(await list()).toMatchObject([{ connected: true, waiting: 0 }]);
  });
});

describe("devices of a site with a node", () => {
  it("enrol at the node while the internet is cut, once; the centre learns it, and its revocation reaches the node", async () => {
    await using pair = await openPair();
    await pair.settle();
    const { code, device, link } = await offer(pair.centre, "gate", "trocadero");
    expect(link).toBe(`https://node.trocadero.example/gate/#enrol=${code}`);
    await pair.follow();
    // From here on the two are cut off.
    expect(await enrol(pair.node, code)).toBe(device);
    await expect(enrol(pair.node, code)).rejects.toThrow("used already");
    await pair.settle();
    const there = (await pair.centre.entries()).filter(({ kind }) => kind === "identity.device-enrolled");
    expect(there.map(({ data }) => data)).toMatchObject([{ device: pair.device }, { device }]);
    await expect(enrol(pair.centre, code)).rejects.toThrow("used already");
    await pair.follow();
    await expect(enrol(pair.node, code)).rejects.toThrow("used already");

    await pair.centre.callAs(OPERATOR, "identity.revoke-device", { device, because: "Lost." });
    await pair.settle();
    expect((await pair.node.entries()).at(-1)).toMatchObject({ kind: "identity.device-revoked", data: { device } });
  });

  it("are trusted no more, on either side, when one code was used with two keys while the two were cut off", async () => {
    await using pair = await openPair();
    await pair.settle();
    const { code, device } = await offer(pair.centre, "gate", "trocadero");
    await pair.follow();
    await enrol(pair.node, code);
    await enrol(pair.centre, code);
    await pair.settle();
    for (const house of [pair.centre, pair.node]) {
      const revoked = (await house.entries()).filter(({ kind }) => kind === "identity.device-revoked");
      expect(revoked.map(({ data }) => data)).toMatchObject([{ device }]);
    }
  });

  it("are none of the business of another site's node, nor are phones and cameras", async () => {
    await using pair = await openPair();
    const other = await offer(pair.centre, "gate", "iena");
    await pair.centre.callAs(OPERATOR, "identity.offer-enrolment", {
      kind: "edge",
      unit: null,
      contingent: null,
      label: "A box",
    });
    const own = await offer(pair.centre, "gate", null);
    await pair.settle();
    const known = (await pair.node.entries()).map(({ data }) => z.object({ device: z.string() }).parse(data).device);
    expect(known).toEqual([own.device]);
    await expect(enrol(pair.node, other.code)).rejects.toThrow("used already, or is over");
  });
});

describe("a node", () => {
  it("speaks for the site it was enrolled for, and is the only one to", async () => {
    await using pair = await openPair();
    await pair.settle();
    const as = (id: string) => ({ kind: "device", id, roles: ["node-device"], contingent: null, unit: null }) as const;
    const connect = (id: string, site: string) =>
      pair.centre.dispatcher.call("nodes.connect", { site, origin: "https://other.example" }, as(id));
    expect(await connect(pair.device, "iena")).toMatchObject({ refused: "not-permitted", what: "site" });
    const second = await enrol(pair.centre, (await offer(pair.centre, "node", "trocadero")).code);
    expect(await connect(second, "trocadero")).toMatchObject({ refused: "conflict", what: pair.device });
    await pair.centre.callAs(OPERATOR, "identity.revoke-device", { device: pair.device, because: "Broken." });
    // Whoever has the revoked one is sent no gate, and no code with it.
    expect((await offer(pair.centre, "gate", "trocadero")).link).not.toContain("node.trocadero.example");
    expect(await connect(second, "trocadero")).toMatchObject({ output: { taken: 0 } });
    expect((await offer(pair.centre, "gate", "trocadero")).link).toMatch(/^https:\/\/other\.example\/gate\/#enrol=/);
    // The revoked one is told nothing and heard no more, though it still asks.
    expect(await pair.follow()).toBe("again");
    expect(pair.standing().now()).toMatchObject({ state: "refused" });
  });
});
