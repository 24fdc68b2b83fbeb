import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TrackStore } from "./TrackStore.ts";

const report = fc.record({
  track: fc.integer({ min: 0, max: 600 }),
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
