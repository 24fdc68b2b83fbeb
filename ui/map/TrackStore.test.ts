import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TrackStore } from "./TrackStore.ts";

const report = fc.record({
  // Numbers beyond the plain table as well.
  track: fc.oneof(
    { weight: 9, arbitrary: fc.nat(600) },
    { weight: 1, arbitrary: fc.integer({ min: 2 ** 20 - 1, max: 2 ** 20 + 5 }) },
  ),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  atMs: fc.integer({ min: 0, max: 1000 }),
});

describe("the store of tracks", () => {
  it("holds for each track the newest report, as a plain map would", () => {
    fc.assert(
      fc.property(fc.array(report, { maxLength: 2000 }), (reports) => {
        const store = new TrackStore();
        const plain = new Map<number, (typeof reports)[number]>();
        for (const each of reports) {
          store.set(each.track, each.lon, each.lat, 90, 1, each.atMs);
          const held = plain.get(each.track);
          if (held === undefined || held.atMs <= each.atMs) plain.set(each.track, each);
        }
        expect(store.size).toBe(plain.size);
        for (const [track, { lon, lat, atMs }] of plain)
          expect(store.get(track)).toMatchObject({ track, lon, lat, atMs });
        let visited = 0;
        store.forEach((track, lon) => {
          visited++;
          expect(plain.get(track)?.lon).toBe(lon);
        });
        expect(visited).toBe(plain.size);
      }),
      { numRuns: 30 },
    );
  });

  it("shows what its frames say: what is gone is gone, and a frame of everything forgets all it does not name", () => {
    const frame = fc.record({
      everything: fc.boolean(),
      gone: fc.array(fc.nat(40), { maxLength: 8 }),
      reports: fc.array(
        report.map((each) => ({ ...each, track: each.track % 40 })),
        { maxLength: 20 },
      ),
    });
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 30 }), (frames) => {
        const store = new TrackStore();
        let plain = new Map<number, number>();
        frames.forEach(({ everything, gone, reports }, atMs) => {
          store.begin(everything);
          const named = new Map<number, number>();
          for (const track of gone) {
            store.gone(track);
            plain.delete(track);
          }
          for (const { track, lon, lat } of reports) {
            store.position(track, lon, lat, 0, 0, atMs);
            named.set(track, lon);
          }
          store.end();
          plain = everything ? named : new Map([...plain, ...named]);
          const shown = new Map<number, number>();
          store.forEach((track, lon) => shown.set(track, lon));
          expect(shown).toEqual(plain);
          for (const [track, lon] of plain) expect(store.get(track)?.lon).toBe(lon);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("tells its readers once a batch, and not those who left", () => {
    const store = new TrackStore();
    let told = 0;
    const leave = store.subscribe(() => told++);
    store.set(1, 2, 3, 0, 0, 1);
    store.set(2, 2, 3, 0, 0, 1);
    expect(told).toBe(0);
    store.announce();
    leave();
    store.announce();
    expect(told).toBe(1);
    expect(store.get(7)).toBeUndefined();
  });
});
