import { Scan } from "@cordon/access/words";
import { type ScanId, ulid } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { BATCH, Courier, type Sent } from "./courier.ts";

function scanOf(number: number, standing: Scan["standing"] = "acted"): Scan {
  const random = new Uint8Array(10);
  new DataView(random.buffer).setUint32(0, number);
  return Scan.parse({
    id: ulid(1_721_980_800_000, random),
    gate: "01J3QZ0000000000000000GATE",
    lane: "A",
    direction: "in",
    means: "foot",
    at: "2024-07-26T18:00:00.000Z",
    source: "camera",
    pass: number + 1,
    found: { is: "admit" },
    standing,
    override: null,
    rules: 1,
    revocationsAsOf: null,
    skewMs: null,
  });
}

const REFUSED: Sent = {
  outcome: "refused",
  problem: { reason: "invalid", detail: "another gate", what: null, issues: [] },
};
const taken = (scans: readonly Scan[]): Sent => ({
  outcome: "taken",
  ruled: scans.map(({ id, found }) => ({ scan: id, verdict: found })),
});

/** A gate's disk with these scans, and a server that answers like this. */
function carried(scans: readonly Scan[], answer: (scans: readonly Scan[]) => Sent) {
  const kept = new Map(scans.map((scan) => [scan.id, scan]));
  const refused = new Map<ScanId, string>();
  const sent: (readonly Scan[])[] = [];
  const courier = new Courier({
    kept: async (most) => [...kept.values()].slice(0, most),
    send: async (batch) => {
      sent.push(batch);
      return answer(batch);
    },
    taken: async (ids) => {
      for (const id of ids) kept.delete(id);
    },
    refused: async (id, because) => {
      kept.delete(id);
      refused.set(id, because);
    },
    spread: () => 0,
  });
  return { courier, kept, refused, sent };
}

describe("what a gate still has to say", () => {
  it("is carried in the order of scanning, in batches, until nothing is left", async () => {
    const scans = Array.from({ length: BATCH * 2 + 5 }, (_, number) => scanOf(number));
    const { courier, kept, sent } = carried(scans, taken);
    using _ = courier;
    await courier.wake();
    expect(sent.map(({ length }) => length)).toEqual([BATCH, BATCH, 5]);
    expect(sent.flat()).toEqual(scans);
    expect(kept.size).toBe(0);
  });

  it("stays kept while nobody knows whether it arrived, and goes again when woken", async () => {
    const scans = [scanOf(0), scanOf(1)];
    let reached = false;
    const { courier, kept, sent } = carried(scans, (batch) => (reached ? taken(batch) : { outcome: "unknown" }));
    using _ = courier;
    await courier.wake();
    expect(kept.size).toBe(2);
    reached = true;
    await courier.wake();
    expect(kept.size).toBe(0);
    expect(sent).toHaveLength(2);
  });

  it("is not held up by one scan that is refused, which stays kept, with what the server said", async () => {
    const scans = [scanOf(0), scanOf(1), scanOf(2)];
    const [, wrong] = scans;
    const { courier, kept, refused } = carried(scans, (batch) =>
      batch.some(({ id }) => id === wrong?.id) ? REFUSED : taken(batch),
    );
    using _ = courier;
    await courier.wake();
    expect(kept.size).toBe(0);
    expect([...refused]).toEqual([[wrong?.id, "another gate"]]);
  });

  it("is said as done when the server rules it no more", async () => {
    const asked = scanOf(0, "asked");
    const { courier, kept, refused } = carried([asked], (batch) =>
      batch.some(({ standing }) => standing === "asked") ? REFUSED : taken(batch),
    );
    using _ = courier;
    await courier.wake();
    expect(kept.size).toBe(0);
    expect(refused.size).toBe(0);
  });

  it("leaves alone what a steward is waiting for, until it is let go", async () => {
    const [held, other] = [scanOf(0), scanOf(1)];
    const { courier, kept, sent } = carried([held, other], taken);
    using _ = courier;
    courier.hold(held.id);
    await courier.wake();
    expect([...kept.keys()]).toEqual([held.id]);
    courier.release(held.id);
    await courier.wake();
    expect(sent.flat().map(({ id }) => id)).toEqual([other.id, held.id]);
  });

  it("is not dropped because of an answer that names nothing of it", async () => {
    const { courier, kept, sent } = carried([scanOf(0)], () => ({ outcome: "taken", ruled: [] }));
    using _ = courier;
    await courier.wake();
    expect(kept.size).toBe(1);
    expect(sent).toHaveLength(1);
  });
});
