import {
  type Area,
  ContingentId,
  COMMAND_ROOM,
  entry,
  EntryId,
  type Envelope,
  EVERYONE_ON_DUTY,
  instantOf,
  LiveMessage,
  type Principal,
  readPicture,
  type TrackPoint,
  UnitId,
} from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { newId } from "../clock.ts";
import type { Journal } from "../journal/port.ts";
import { Hub } from "./hub.ts";
import type { Wire } from "./viewer.ts";

const Happened = entry("test.happened", z.object({ n: z.number() }), { roles: COMMAND_ROOM });
const Ordered = entry("test.ordered", z.object({ contingent: ContingentId, unit: z.string() }), {
  roles: EVERYONE_ON_DUTY,
  contingentOf: ({ contingent }) => contingent,
});

const ES = newId(ContingentId);
const FR = newId(ContingentId);
const NOW = Date.parse("2024-07-26T18:14:07.000Z");
const SEINE: Area = [2.2, 48.8, 2.4, 48.9];
const operator: Principal = { kind: "person", id: "operator", roles: ["operator"], contingent: null, unit: null };

function envelope(seq: number, kind = "test.happened", data: unknown = { n: seq }): Envelope {
  return {
    seq,
    id: newId(EntryId),
    at: instantOf(NOW),
    kind,
    by: { kind: "system", id: "test" },
    operation: "test.do",
    mandate: null,
    data,
  };
}

/** A journal that holds what a test put in it: the hub only reads. */
function journalOf(entries: Envelope[]): Journal {
  return {
    run: () => Promise.reject(new Error("the hub appends nothing")),
    size: () => entries.length,
    checkpoint: () => "",
    verifierKey: () => "",
    read: async (from, limit) => {
      await new Promise((resolve) => setImmediate(resolve));
      return entries.slice(from, Math.min(from + limit, from + 7));
    },
    tile: async () => null,
  };
}

/** A wire that remembers, and can be told to stop draining. */
class TestWire implements Wire {
  readonly messages: z.infer<typeof LiveMessage>[] = [];
  readonly points: TrackPoint[] = [];
  /** What the viewer's map shows now, by what it was sent. */
  readonly map = new Map<number, TrackPoint>();
  frames = 0;
  bytes = 0;
  bufferedAmount = 0;
  stuck = false;
  closed: number | null = null;

  send(frame: string | Uint8Array): void {
    if (this.stuck) this.bufferedAmount += frame.length;
    if (typeof frame === "string") {
      this.messages.push(LiveMessage.parse(JSON.parse(frame)));
      return;
    }
    this.frames++;
    this.bytes += frame.byteLength;
    const fault = readPicture(new DataView(frame.buffer, frame.byteOffset, frame.byteLength), {
      begin: (everything) => {
        if (everything) this.map.clear();
      },
      gone: (track) => this.map.delete(track),
      position: (track, lon, lat, heading, speed, atMs) => {
        const point = { track, lon, lat, heading, speed, atMs };
        this.points.push(point);
        this.map.set(track, point);
      },
    });
    if (typeof fault === "string") throw new Error(fault);
  }

  close(code: number): void {
    this.closed = code;
  }

  get told(): number[] {
    return this.messages.flatMap((message) =>
      message.type === "entries" ? message.entries.map(({ seq }) => seq) : [],
    );
  }
}

const settle = async () => {
  for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
};

function at(track: number, lon: number, lat: number, atMs = NOW): TrackPoint {
  return { track, lon, lat, heading: null, speed: null, atMs };
}

function hubOn(entries: Envelope[]) {
  return new Hub({ journal: journalOf(entries), kinds: [Happened, Ordered], nowMs: () => NOW });
}

describe("entries", () => {
  it("reach a viewer once each, in order, whenever it comes and however commits fall into its backfill", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(30),
        fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 8 }),
        fc.nat(30),
        async (before, commits, from) => {
          const entries = Array.from({ length: before }, (_, seq) => envelope(seq));
          await using hub = hubOn(entries);
          const wire = new TestWire();
          hub.enter(operator, wire, from, null, "c");
          for (const size of commits) {
            const batch = Array.from({ length: size }, (_, index) => envelope(entries.length + index));
            entries.push(...batch);
            await new Promise((resolve) => setImmediate(resolve));
            hub.announce(batch);
          }
          await settle();
          const first = Math.min(from, before);
          expect(wire.told).toEqual(Array.from({ length: entries.length - first }, (_, index) => first + index));
          expect(wire.messages[0]?.type).toBe("hello");
          expect(wire.messages.some(({ type }) => type === "cut-over")).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("of another contingent, or for another unit, are not told", async () => {
    const entries = [
      envelope(0, "test.ordered", { contingent: FR, unit: "a" }),
      envelope(1, "test.ordered", { contingent: ES, unit: "b" }),
      envelope(2),
      envelope(3, "test.unknown"),
    ];
    await using hub = hubOn(entries);
    const liaison = new TestWire();
    const phone = new TestWire();
    const room = new TestWire();
    hub.enter({ ...operator, roles: ["liaison"], contingent: ES }, liaison, 0, null, "c");
    hub.enter(
      { kind: "device", id: "phone", roles: ["field-device"], contingent: null, unit: "a" },
      phone,
      0,
      null,
      "c",
    );
    hub.enter(operator, room, 0, null, "c");
    await settle();
    expect(liaison.told).toEqual([1, 2]);
    expect(phone.told).toEqual([0]);
    expect(room.told).toEqual([0, 1, 2]);
  });

  it("tell the room how far the journal is with the next positions, and a unit's phone once a minute and with what is its own", async () => {
    const entries: Envelope[] = [];
    let nowMs = NOW;
    await using hub = new Hub({ journal: journalOf(entries), kinds: [Happened, Ordered], nowMs: () => nowMs });
    const [room, phone] = [new TestWire(), new TestWire()];
    const unit = newId(UnitId);
    hub.enter(operator, room, 0, null, "c");
    hub.enter({ ...operator, id: "phone", roles: ["officer"], contingent: FR, unit }, phone, 0, null, "c");
    await new Promise((resolve) => setTimeout(resolve, 20));
    const said = (wire: TestWire) =>
      wire.messages.splice(0).map((message) => (message.type === "head" ? message.size : message.type));
    expect(said(room)).toEqual(["hello", "cut-over", 0]);
    expect(said(phone)).toEqual(["hello", "cut-over", 0]);
    const happen = (...more: readonly Envelope[]) => {
      entries.push(...more);
      hub.announce(more);
    };
    for (let second = 1; second <= 59; second++) {
      nowMs = NOW + second * 1000;
      happen(envelope(entries.length));
      happen(envelope(entries.length));
      hub.flush();
      expect(said(room)).toEqual(["entries", "entries", entries.length]);
    }
    expect(said(phone)).toEqual([]);
    happen(envelope(entries.length, "test.ordered", { contingent: FR, unit }));
    hub.flush();
    expect(said(phone)).toEqual(["entries"]);
    nowMs = NOW + 60_000;
    hub.flush();
    expect(said(phone)).toEqual([entries.length]);
    nowMs = NOW + 200_000;
    hub.flush();
    expect(said(phone)).toEqual([]);
  });

  it("drop a consumer that reads too slowly, by name, with the number to resume from", async () => {
    const entries: Envelope[] = [];
    await using hub = hubOn(entries);
    const wire = new TestWire();
    hub.enter(operator, wire, null, null, "c");
    await settle();
    wire.stuck = true;
    const text = "x".repeat(100_000);
    for (let i = 0; i < 60; i++) {
      const one = envelope(entries.length, "test.happened", { n: i, text });
      entries.push(one);
      hub.announce([one]);
    }
    const dropped = wire.messages.find(({ type }) => type === "dropped");
    expect(dropped).toMatchObject({ error: "slow-consumer" });
    expect(wire.closed).toBe(4008);
    expect(hub.stats()).toMatchObject({ viewers: 0, droppedViewers: 1 });
    // What it had been told and what it is told to resume from meet without a gap.
    const resumeFrom = dropped?.type === "dropped" ? dropped.resumeFrom : Number.NaN;
    expect(wire.told.at(-1)).toBe(resumeFrom - 1);
    expect(wire.bufferedAmount).toBeLessThan(5_000_000);
  });
});

describe("positions", () => {
  it("go to those who look there and may see them; the latest wins whatever the order", async () => {
    await using hub = hubOn([]);
    hub.own(1, { contingent: null, roles: EVERYONE_ON_DUTY });
    hub.own(2, { contingent: ES, roles: EVERYONE_ON_DUTY });
    hub.own(3, { contingent: null, roles: EVERYONE_ON_DUTY });
    const all = new TestWire();
    const french = new TestWire();
    hub.enter(operator, all, null, SEINE, "c");
    hub.enter({ ...operator, contingent: FR }, french, null, SEINE, "c");
    expect(
      hub.report([at(1, 2.3, 48.86, NOW), at(1, 2.31, 48.86, NOW - 5_000), at(2, 2.3, 48.85), at(3, 9, 48.85)]),
    ).toEqual({ taken: 4, refused: 0 });
    hub.flush();
    expect(all.points.map(({ track }) => track).toSorted((one, other) => one - other)).toEqual([1, 2]);
    for (const { lon } of all.points) expect(lon).toBeCloseTo(2.3, 6);
    expect(french.points.map(({ track }) => track)).toEqual([1]);
    hub.flush();
    expect(all.frames).toBe(1);
  });

  it("of unknown tracks, off the globe and in the future are refused", async () => {
    await using hub = hubOn([]);
    hub.own(1, { contingent: null, roles: EVERYONE_ON_DUTY });
    expect(
      hub.report([at(9, 2.3, 48.8), at(1, 200, 48.8), at(1, 2.3, Number.NaN), at(1, 2.3, 48.8, NOW + 3_600_000)]),
    ).toEqual({ taken: 0, refused: 4 });
  });

  it("are skipped for a congested viewer, which then gets the latest and not the backlog", async () => {
    await using hub = hubOn([]);
    hub.own(1, { contingent: null, roles: EVERYONE_ON_DUTY });
    const wire = new TestWire();
    hub.enter(operator, wire, null, SEINE, "c");
    wire.bufferedAmount = 10_000_000;
    for (let i = 0; i < 20; i++) {
      hub.report([at(1, 2.3 + i / 1000, 48.86, NOW - 1000 + i)]);
      hub.flush();
    }
    expect(wire.points).toEqual([]);
    wire.bufferedAmount = 0;
    hub.flush();
    expect(wire.points.length).toBe(1);
    expect(wire.points[0]?.lon).toBeCloseTo(2.319, 6);
  });

  it("show a viewer that looks elsewhere everything that is there", async () => {
    await using hub = hubOn([]);
    for (let track = 0; track < 3000; track++) hub.own(track, { contingent: null, roles: EVERYONE_ON_DUTY });
    hub.report(Array.from({ length: 3000 }, (_, track) => at(track, 2.21 + track / 100_000, 48.85)));
    hub.flush();
    const wire = new TestWire();
    const viewer = hub.enter(operator, wire, null, [0, 0, 1, 1], "c");
    hub.flush();
    expect(wire.points.length).toBe(0);
    hub.look(viewer, SEINE);
    hub.flush();
    expect(wire.points.length).toBe(3000);
  });

  it("of a track that was disowned are gone, and its slot is used again", async () => {
    await using hub = hubOn([]);
    hub.own(1, { contingent: null, roles: EVERYONE_ON_DUTY });
    hub.report([at(1, 2.3, 48.86)]);
    hub.disown(1);
    expect(hub.position(1)).toBeNull();
    hub.own(2, { contingent: null, roles: EVERYONE_ON_DUTY });
    expect(hub.position(2)).toBeNull();
    expect(hub.stats().tracks).toBe(1);
  });
});
