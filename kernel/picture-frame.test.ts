import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packPicture, readPicture } from "./picture-frame.ts";

const now = Date.parse("2024-07-26T18:14:07.000Z");
/** Half a step of the finest unit of a position, in degrees: 1.9 cm. */
const HALF_STEP = 360 / 16_384 / 65_536 / 2;

interface Point {
  readonly track: number;
  readonly lon: number;
  readonly lat: number;
  readonly heading: number;
  readonly speed: number;
  readonly ageMs: number;
}

const unknownOr = (known: fc.Arbitrary<number>) => fc.oneof(known, fc.constant(Number.NaN));
const point: fc.Arbitrary<Point> = fc.record({
  track: fc.nat(0xffff_ffff),
  lon: fc.oneof(fc.double({ min: -180, max: 180, noNaN: true }), fc.constantFrom(-180, 180, 0, 2.3)),
  lat: fc.oneof(fc.double({ min: -90, max: 90, noNaN: true }), fc.constantFrom(-90, 90, 0)),
  heading: unknownOr(fc.double({ min: -720, max: 720, noNaN: true })),
  speed: unknownOr(fc.double({ min: 0, max: 600, noNaN: true })),
  ageMs: fc.oneof(fc.integer({ min: 0, max: 70_000 }), fc.integer({ min: 0, max: 32_000_000 })),
});

const known = (value: number) => (Number.isNaN(value) ? null : value);

function packed(points: readonly Point[], gone: readonly number[], everything: boolean): DataView {
  const bytes = packPicture(
    points.map(({ heading, speed, ageMs, ...where }) => ({
      ...where,
      heading: known(heading),
      speed: known(speed),
      atMs: now - ageMs,
    })),
    { packedAtMs: now, everything, gone },
  );
  return new DataView(bytes.buffer);
}

function read(view: DataView) {
  const points: Point[] = [];
  const gone: number[] = [];
  let everything: boolean | null = null;
  const answer = readPicture(view, {
    begin: (all) => {
      everything = all;
    },
    gone: (track) => gone.push(track),
    position: (track, lon, lat, heading, speed, atMs) =>
      points.push({ track, lon, lat, heading, speed, ageMs: now - atMs }),
  });
  return { answer, points, gone, everything };
}

const turn = (degrees: number) => ((degrees % 360) + 360) % 360;

describe("a frame of the picture", () => {
  it("gives back what was packed: to 2 cm, 1.5 degrees, a tenth of the speed's root, and 2 ms of age while it is fresh", () => {
    fc.assert(
      fc.property(
        fc.array(point, { maxLength: 40 }),
        fc.array(fc.nat(0xffff_ffff)),
        fc.boolean(),
        (points, gone, all) => {
          const out = read(packed(points, gone, all));
          expect(out).toMatchObject({ answer: points.length, gone, everything: all });
          points.forEach((wanted, index) => {
            const got = out.points[index];
            if (got === undefined) throw new Error("one is missing");
            expect(got.track).toBe(wanted.track);
            // Beside the half step: what a double of some hundred degrees rounds.
            expect(Math.abs(got.lon - wanted.lon)).toBeLessThanOrEqual(HALF_STEP * 1.001);
            expect(Math.abs(got.lat - wanted.lat)).toBeLessThanOrEqual(HALF_STEP * 1.001);
            expect(Number.isNaN(got.heading)).toBe(Number.isNaN(wanted.heading));
            if (!Number.isNaN(wanted.heading)) {
              const apart = turn(got.heading - wanted.heading);
              expect(Math.min(apart, 360 - apart)).toBeLessThanOrEqual(0.7501);
            }
            expect(Number.isNaN(got.speed)).toBe(Number.isNaN(wanted.speed));
            if (!Number.isNaN(wanted.speed))
              expect(Math.abs(got.speed - wanted.speed)).toBeLessThanOrEqual(0.0026 + Math.sqrt(wanted.speed) / 10);
            expect(Math.abs(got.ageMs - wanted.ageMs)).toBeLessThanOrEqual(wanted.ageMs < 65_000 ? 1 : 500);
          });
        },
      ),
    );
  });

  it("keeps an age beyond nine hours at nine hours, and one in the future at now", () => {
    const [old, future] = [1e9, -5000].map((ageMs) =>
      read(packed([{ track: 1, lon: 2, lat: 48, heading: 0, speed: 0, ageMs }], [], false)).points.at(0),
    );
    expect(old?.ageMs).toBe(65_536 + 32_767_000);
    expect(future?.ageMs).toBe(0);
  });

  it("takes 12 bytes a position", () => {
    const one = { track: 7, lon: 2.29, lat: 48.86, heading: 3, speed: 1, ageMs: 0 };
    expect(packed([one, one], [], false).byteLength - packed([one], [], false).byteLength).toBe(12);
  });

  it("names what is wrong with any other bytes and hands nothing on", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 80 }),
          // A true frame, cut short, made longer or with a byte of another value.
          fc.tuple(fc.array(point, { maxLength: 4 }), fc.nat(100), fc.nat(255)).map(([points, at, value]) => {
            const bytes = new Uint8Array(packed(points, [1], false).buffer);
            return at < bytes.length ? bytes.with(at, value) : bytes.slice(0, at % bytes.length);
          }),
        ),
        (bytes) => {
          const { answer, points, gone, everything } = read(new DataView(bytes.slice().buffer));
          if (typeof answer === "string") expect([points.length, gone.length, everything]).toEqual([0, 0, null]);
          else expect(points.length).toBe(answer);
        },
      ),
    );
  });
});
