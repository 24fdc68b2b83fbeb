import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TrackStore } from "../TrackStore.ts";
import { GLIDE_SECONDS, mercatorX, mercatorY, symbolPixels, VERTEX } from "./layout.ts";
import { UnitVertices, type VertexBuffer } from "./vertices.ts";

const NOW = Date.parse("2024-07-26T18:14:07.000Z");
const PARIS = [2.3, 48.86] as const;

/** The buffer as the graphics processor would hold it, from what was sent of it. */
class Sent implements VertexBuffer {
  readonly ARRAY_BUFFER = 0x8892;
  readonly DYNAMIC_DRAW = 0x88e8;
  floats = new Float32Array(0);
  sent = 0;
  bufferData(_target: number, data: Float32Array): void {
    this.floats = data.slice();
    this.sent = data.length;
  }
  bufferSubData(_target: number, byte: number, data: Float32Array, from: number, count: number): void {
    this.floats.set(data.subarray(from, from + count), byte / 4);
    this.sent += count;
  }
}

describe("the buffer of units", () => {
  it("holds every track of the store where it is, whatever came and went, when only what changed is sent", () => {
    const change = fc.record({
      track: fc.nat(3000),
      east: fc.integer({ min: -1000, max: 1000 }),
      gone: fc.boolean(),
      look: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 100, maxLength: 600 }), (changes) => {
        const tracks = new TrackStore();
        const vertices = new UnitVertices(tracks, (track) => track % 100);
        vertices.follow(...PARIS);
        const buffer = new Sent();
        let capacity = 0;
        for (let track = 0; track < 2500; track++) tracks.set(track, ...PARIS, 90, 1, NOW - 1);
        const look = (at: number) => {
          vertices.sync(at);
          capacity = vertices.upload(buffer, capacity);
          const bytes = new Uint8Array(buffer.floats.buffer);
          let wrong = 0;
          tracks.forEach((track, lon, lat) => {
            const slot = tracks.slotOf(track) ?? -1;
            const at = (float: number) => buffer.floats[slot * VERTEX.floats + float] ?? Number.NaN;
            const right =
              Math.abs(at(VERTEX.toX) - mercatorX(lon) + mercatorX(PARIS[0])) < 1e-9 &&
              Math.abs(at(VERTEX.toY) - mercatorY(lat) + mercatorY(PARIS[1])) < 1e-9 &&
              bytes[slot * VERTEX.bytes + VERTEX.cell] === track % 100 &&
              bytes[slot * VERTEX.bytes + VERTEX.heading] === 60;
            if (!right) wrong++;
          });
          expect(wrong).toBe(0);
        };
        look(NOW);
        changes.forEach(({ track, east, gone, look: now }, index) => {
          if (gone) tracks.gone(track);
          else tracks.set(track, PARIS[0] + east / 10_000, PARIS[1], 90, 1, NOW + index);
          if (now && index % 20 === 0) look(NOW + index);
        });
        look(NOW + 10_000);
      }),
      { numRuns: 15 },
    );
  });

  it("sends some kilobytes when one of many moved, and nothing when none did", () => {
    const tracks = new TrackStore();
    const vertices = new UnitVertices(tracks, () => 0);
    vertices.follow(...PARIS);
    const buffer = new Sent();
    for (let track = 0; track < 63_000; track++) tracks.set(track, ...PARIS, 0, 0, NOW);
    vertices.sync(NOW);
    let capacity = vertices.upload(buffer, 0);
    buffer.sent = 0;
    tracks.set(40_000, 2.31, 48.86, 0, 0, NOW + 1);
    vertices.sync(NOW + 1);
    capacity = vertices.upload(buffer, capacity);
    expect(buffer.sent).toBe(1024 * VERTEX.floats);
    buffer.sent = 0;
    vertices.sync(NOW + 2);
    vertices.upload(buffer, capacity);
    expect(buffer.sent).toBe(0);
  });

  it("glides from where it was drawn to where it is, and does not glide across a town", () => {
    const tracks = new TrackStore();
    const vertices = new UnitVertices(tracks, () => 0);
    vertices.follow(...PARIS);
    const buffer = new Sent();
    const east = (lon: number) => mercatorX(lon) - mercatorX(PARIS[0]);
    tracks.set(1, PARIS[0], PARIS[1], 0, 0, NOW);
    vertices.sync(NOW);
    tracks.set(1, PARIS[0] + 0.001, PARIS[1], 0, 0, NOW + 1);
    vertices.sync(NOW);
    expect(vertices.glidesAt(NOW)).toBe(true);
    // Half way, it is sent on.
    tracks.set(1, PARIS[0] + 0.002, PARIS[1], 0, 0, NOW + 2);
    vertices.sync(NOW + GLIDE_SECONDS * 500);
    vertices.upload(buffer, 0);
    expect(buffer.floats[VERTEX.fromX]).toBeCloseTo(east(PARIS[0] + 0.0005), 9);
    expect(buffer.floats[VERTEX.toX]).toBeCloseTo(east(PARIS[0] + 0.002), 9);
    tracks.set(1, PARIS[0] + 1, PARIS[1], 0, 0, NOW + 3);
    vertices.sync(NOW + 5000);
    vertices.upload(buffer, 0);
    expect(buffer.floats[VERTEX.fromX]).toBe(buffer.floats[VERTEX.toX]);
    expect(vertices.glidesAt(NOW + 5000)).toBe(false);
  });
});

describe("another store of units", () => {
  it("is drawn where they were then, at once, with the clock of then and nothing left to glide", () => {
    const now = new TrackStore();
    const then = new TrackStore();
    const vertices = new UnitVertices(now, (track) => track);
    vertices.follow(...PARIS);
    const buffer = new Sent();
    now.set(1, PARIS[0], PARIS[1], 0, 0, NOW);
    vertices.sync(NOW);
    now.set(1, PARIS[0] + 0.001, PARIS[1], 0, 0, NOW + 1);
    vertices.sync(NOW + 1);
    let capacity = vertices.upload(buffer, 0);
    const before = NOW - 24 * 3600_000;
    then.set(7, PARIS[0] + 0.0005, PARIS[1], 0, 0, before - 500);
    vertices.setTracks(then);
    vertices.sync(before);
    capacity = vertices.upload(buffer, capacity);
    const x = mercatorX(PARIS[0] + 0.0005) - mercatorX(PARIS[0]);
    expect([buffer.floats[VERTEX.fromX], buffer.floats[VERTEX.toX]]).toEqual([Math.fround(x), Math.fround(x)]);
    expect(new Uint8Array(buffer.floats.buffer)[VERTEX.cell]).toBe(7);
    expect([vertices.size, vertices.slotOf(7), vertices.secondsAt(before)]).toEqual([1, 0, 0]);
    expect(buffer.floats[VERTEX.at]).toBe(-0.5);
    expect(vertices.glidesAt(before)).toBe(false);
    vertices.setTracks(now);
    vertices.sync(NOW + 5000);
    expect([vertices.secondsAt(NOW + 5000), vertices.glidesAt(NOW + 5000)]).toEqual([0, false]);
  });
});

describe("the size of symbols", () => {
  it("is what the zoom wants for few, and so small for very many that they never cover the map", () => {
    expect(symbolPixels(15, 50, 1_000_000)).toBe(24);
    expect(symbolPixels(10, 50, 1_000_000)).toBe(17);
    const crowd = symbolPixels(15, 63_000, 1_300_000);
    expect(crowd).toBe(4);
    expect(symbolPixels(15, 3000, 1_300_000) ** 2 * 3000).toBeLessThan(1_300_000 / 3);
  });
});
