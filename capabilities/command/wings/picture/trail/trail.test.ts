import { Hub, tablesOf } from "@cordon/ground";
import { instantOf, type TrackPoint } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openRoom } from "../../../testing/room.ts";
import { keepTrail, sweep } from "../workers/keep-trail.ts";
import { columns, Latest, pack, put, putGone, unpack } from "./block.ts";
import { positionsAt, trailExtent } from "./positions-at.ts";
import type { TrailTables } from "./tables.ts";
import { Thinning } from "./thinning.ts";

const point = fc.record({
  track: fc.integer({ min: 0, max: 0xffff_ffff }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  heading: fc.option(fc.double({ min: 0, max: 360, noNaN: true })),
  speed: fc.option(fc.double({ min: 0, max: 300, noNaN: true })),
  ageMs: fc.integer({ min: 0, max: 86_400_000 }),
});

describe("a block of positions", () => {
  it("comes back as it was, to a tenth of a metre, a degree and a decimetre a second", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(point, { selector: ({ track }) => track, maxLength: 50 }), async (points) => {
        const block = columns(points.length);
        for (const { track, lon, lat, heading, speed, ageMs } of points)
          put(block, track, lon, lat, heading ?? Number.NaN, speed ?? Number.NaN, ageMs);
        const latest = new Latest();
        latest.add(await unpack(await pack(block)), 1e12);
        const back = latest.points();
        expect(back.map(({ track }) => track)).toEqual(points.map(({ track }) => track));
        back.forEach((each, at) => {
          const was = points[at];
          if (was === undefined) throw new Error("more came back");
          expect(Math.abs(each.lon - was.lon)).toBeLessThanOrEqual(1e-6);
          expect(Math.abs(each.lat - was.lat)).toBeLessThanOrEqual(1e-6);
          expect(each.atMs).toBe(1e12 - was.ageMs);
          expect(each.heading === null).toBe(was.heading === null);
          if (was.speed !== null) expect(Math.abs((each.speed ?? 0) - was.speed)).toBeLessThanOrEqual(0.051);
        });
      }),
    );
  });

  it("says of a track that it is gone, until it is there again", () => {
    const latest = new Latest();
    const there = columns(1);
    put(there, 7, 2.29, 48.86, Number.NaN, Number.NaN, 0);
    const gone = columns(1);
    putGone(gone, 7);
    latest.add(there, 1000);
    latest.add(gone, 2000);
    expect(latest.points()).toEqual([]);
    latest.add(there, 3000);
    expect(latest.points()).toHaveLength(1);
  });
});

describe("the thinning", () => {
  const at = (track: number, lon: number, atMs: number): TrackPoint => ({
    ...{ track, lon, atMs },
    ...{ lat: 48.86, heading: null, speed: null },
  });
  const taken = (thinning: Thinning, points: readonly TrackPoint[], nowMs: number, whole = false) =>
    thinning.take(
      (take) => {
        for (const { track, lon, lat, atMs } of points) take(track, lon, lat, Number.NaN, Number.NaN, atMs);
      },
      nowMs,
      whole,
    ).count;

  it("writes what moved ten metres, what stood still once a minute, and what is gone once", () => {
    const thinning = new Thinning();
    expect(taken(thinning, [at(1, 2.29, 1)], 10_000)).toBe(1);
    expect(taken(thinning, [at(1, 2.29, 2)], 20_000)).toBe(0);
    expect(taken(thinning, [at(1, 2.2902, 3)], 30_000)).toBe(1);
    expect(taken(thinning, [at(1, 2.29021, 4)], 40_000)).toBe(0);
    expect(taken(thinning, [at(1, 2.29021, 5)], 90_000)).toBe(1);
    // Not heard again: nothing new.
    expect(taken(thinning, [at(1, 2.29021, 5)], 200_000)).toBe(0);
    expect(taken(thinning, [], 210_000)).toBe(1);
    expect(taken(thinning, [], 220_000)).toBe(0);
  });
});

describe("the trail", () => {
  it("tells where units were, and forgets after its time or when it is too much", async () => {
    await using room = await openRoom();
    await using opened = new AsyncDisposableStack();
    let nowMs = Date.parse("2026-07-26T18:00:00.000Z");
    const hub = opened.use(new Hub({ journal: room.journal, kinds: [], nowMs: () => nowMs }));
    const clock = { now: () => instantOf(nowMs), elapsedMs: () => nowMs };
    const settings = { keepHours: 24, maxBytes: 1e9 };
    const context = { ...room.context, live: hub, clock };
    const sample = async () => {
      await using _worker = await keepTrail(settings).start(context);
    };
    hub.own(1, { contingent: null, roles: [] });
    hub.own(2, { contingent: null, roles: [] });
    const seen = (track: number, lon: number) =>
      hub.report([{ track, lon, lat: 48.86, heading: 90, speed: 1.2, atMs: nowMs }]);
    seen(1, 2.29);
    seen(2, 2.3);
    await sample();
    const first = nowMs;
    nowMs += 3_600_000;
    seen(1, 2.31);
    hub.disown(2);
    await sample();
    const lonOf = async (ms: number) =>
      (await positionsAt(room.store.read, instantOf(ms))).map(({ track, lon }) => [track, lon]);
    expect(await lonOf(first - 1)).toEqual([]);
    expect(await lonOf(first + 1000)).toEqual([
      [1, 2.29],
      [2, 2.3],
    ]);
    expect(await lonOf(nowMs)).toEqual([[1, 2.31]]);
    expect(await trailExtent(room.store.read)).toEqual({ from: instantOf(first), until: instantOf(nowMs) });

    // A server that starts anew knows where they were, of whoever shares now; what it hears is newer, and no refusal is counted.
    const again = opened.use(new Hub({ journal: room.journal, kinds: [], nowMs: () => nowMs }));
    again.own(1, { contingent: null, roles: [] });
    const resumed = async () => {
      await using _worker = await keepTrail(settings).start({ ...context, live: again });
    };
    nowMs += 60_000;
    await resumed();
    expect([again.position(1)?.lon, again.position(1)?.atMs, again.position(2)]).toEqual([2.31, nowMs - 60_000, null]);
    again.report([{ track: 1, lon: 2.32, lat: 48.86, heading: null, speed: null, atMs: nowMs }]);
    await resumed();
    expect(again.position(1)?.lon).toBe(2.32);
    expect(again.refused().tracks).toEqual([]);
    expect(again.refused().counts.unknown).toBe(0);

    nowMs = first + 24 * 3_600_000 + 1;
    await sample();
    expect(await lonOf(first + 1000)).toEqual([]);
    // The last position of a unit that was not heard for a day is not kept on.
    const swept = await room.journal.run({
      by: { kind: "system", id: "test" },
      operation: "test.sweep",
      async decide({ tx }) {
        await sweep(tablesOf<TrailTables>(tx), nowMs, { keepHours: 24, maxBytes: 0 });
        return { entries: [], output: null };
      },
    });
    expect(swept).toMatchObject({ output: null });
    expect(await trailExtent(room.store.read)).toBeNull();
  });
});
