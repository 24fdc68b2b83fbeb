import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Area, packTracks, readTracks, TRACK_FRAME, type TrackPoint } from "./live.ts";

const now = Date.parse("2024-07-26T18:14:07.000Z");

const point = fc.record({
  track: fc.nat(0xffff_ffff),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  heading: fc.option(fc.double({ min: 0, max: 359.99, noNaN: true })),
  speed: fc.option(fc.double({ min: 0, max: 600, noNaN: true })),
  atMs: fc.integer({ min: now - 1_000_000, max: now }),
});

function unpack(frame: DataView): TrackPoint[] {
  const points: TrackPoint[] = [];
  const count = readTracks(frame, (track, lon, lat, heading, speed, atMs) =>
    points.push({
      track,
      lon,
      lat,
      heading: Number.isNaN(heading) ? null : heading,
      speed: Number.isNaN(speed) ? null : speed,
      atMs,
    }),
  );
  expect(count).toBe(points.length);
  return points;
}

describe("packed positions", () => {
  it("come out as they went in, to the centimetre", () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 50 }), (points) => {
        const out = unpack(packTracks(points, now));
        expect(out.length).toBe(points.length);
        points.forEach((wanted, index) => {
          const got = out[index];
          expect(got?.track).toBe(wanted.track);
          expect(got?.lon).toBeCloseTo(wanted.lon, 6);
          expect(got?.lat).toBeCloseTo(wanted.lat, 6);
          expect(got?.atMs).toBe(wanted.atMs);
          if (wanted.heading === null) expect(got?.heading).toBeNull();
          else expect(got?.heading).toBeCloseTo(wanted.heading, 1);
          if (wanted.speed === null) expect(got?.speed).toBeNull();
          else expect(got?.speed).toBeCloseTo(wanted.speed, 1);
        });
      }),
    );
  });

  it("take 20 bytes each", () => {
    const one = { track: 7, lon: 2.29, lat: 48.86, heading: null, speed: null, atMs: now };
    expect(packTracks([one, one], now).byteLength - packTracks([one], now).byteLength).toBe(20);
  });

  it("names what is wrong with any other bytes and hands nothing on", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        let handed = 0;
        const answer = readTracks(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), () => handed++);
        if (typeof answer === "string") expect(handed).toBe(0);
        else expect(bytes.byteLength).toBe(TRACK_FRAME.header + answer * TRACK_FRAME.stride);
      }),
    );
  });
});

describe("an area", () => {
  it("is refused when its corners are swapped", () => {
    expect(Area.safeParse([2.2, 48.8, 2.4, 48.9]).success).toBe(true);
    expect(Area.safeParse([2.4, 48.8, 2.2, 48.9]).success).toBe(false);
  });
});
