import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  areaSquareMetres,
  bearingDegrees,
  boundingBox,
  boxesMeet,
  destination,
  distanceMetres,
  EARTH_RADIUS_METRES,
  Point,
  Polygon,
  pointInPolygon,
  polygonContainsPolygon,
  polygonsIntersect,
  type Position,
  positionWithin,
  rightHanded,
} from "../geo.ts";

const AUSTERLITZ: Position = [2.3655, 48.843];
const TROCADERO: Position = [2.2885, 48.8617];

type Box = { readonly x: number; readonly y: number; readonly w: number; readonly h: number };

function ringOf({ x, y, w, h }: Box): Position[] {
  return [
    [x, y],
    [x + w, y],
    [x + w, y + h],
    [x, y + h],
    [x, y],
  ];
}

function box(outer: Box, ...holes: Box[]): Polygon {
  return { type: "Polygon", coordinates: [ringOf(outer), ...holes.map(ringOf)] };
}

/** Small whole numbers, so that corners and edges coincide often. */
const boxes: fc.Arbitrary<Box> = fc.record({
  x: fc.integer({ min: 0, max: 6 }),
  y: fc.integer({ min: 0, max: 6 }),
  w: fc.integer({ min: 1, max: 5 }),
  h: fc.integer({ min: 1, max: 5 }),
});

const positions: fc.Arbitrary<Position> = fc.tuple(
  fc.double({ min: -179, max: 179, noNaN: true }),
  fc.double({ min: -85, max: 85, noNaN: true }),
);

/** A star around a centre: any number of corners, never crossing itself. */
const stars: fc.Arbitrary<Polygon> = fc
  .tuple(
    fc.double({ min: -3, max: 3, noNaN: true }),
    fc.double({ min: -3, max: 3, noNaN: true }),
    fc.array(fc.double({ min: 1, max: 4, noNaN: true }), { minLength: 5, maxLength: 12 }),
  )
  .map(([x, y, radii]) => {
    const ring = radii.map((radius, at): Position => {
      const angle = (2 * Math.PI * at) / radii.length;
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    });
    return { type: "Polygon", coordinates: [[...ring, ring[0] ?? [0, 0]]] };
  });

describe("shapes", () => {
  it("takes GeoJSON, of either winding", () => {
    const polygon = box({ x: 0, y: 0, w: 4, h: 4 }, { x: 1, y: 1, w: 1, h: 1 });
    expect(Polygon.parse(polygon)).toEqual(polygon);
    const turned = { ...polygon, coordinates: polygon.coordinates.map((ring) => ring.toReversed()) };
    expect(Polygon.safeParse(turned).success).toBe(true);
    expect(Point.parse({ type: "Point", coordinates: AUSTERLITZ }).coordinates).toEqual(AUSTERLITZ);
  });

  it.each([[[181, 0]], [[0, 90.1]], [[Number.NaN, 0]], [[2, 48, 30]], [[2]], [["2", "48"]]])(
    "refuses the position %j",
    (coordinates) => {
      expect(Point.safeParse({ type: "Point", coordinates }).success).toBe(false);
    },
  );

  it.each<[string, Position[][]]>([
    ["no ring", []],
    [
      "three positions",
      [
        [
          [0, 0],
          [1, 0],
          [0, 0],
        ],
      ],
    ],
    [
      "an open ring",
      [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 1],
        ],
      ],
    ],
    [
      "a bow tie",
      [
        [
          [0, 0],
          [1, 1],
          [1, 0],
          [0, 1],
          [0, 0],
        ],
      ],
    ],
    [
      "a ring that touches itself",
      [
        [
          [0, 0],
          [2, 0],
          [1, 1],
          [2, 2],
          [0, 2],
          [1, 1],
          [0, 0],
        ],
      ],
    ],
    [
      "a spike",
      [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [1, 0.5],
          [0, 0],
        ],
      ],
    ],
    [
      "a line",
      [
        [
          [0, 0],
          [1, 0],
          [2, 0],
          [0, 0],
        ],
      ],
    ],
    [
      "the same position twice in a row",
      [
        [
          [0, 0],
          [1, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    ],
    ["a hole outside", [ringOf({ x: 0, y: 0, w: 1, h: 1 }), ringOf({ x: 2, y: 2, w: 1, h: 1 })]],
    ["a hole across the border", [ringOf({ x: 0, y: 0, w: 2, h: 2 }), ringOf({ x: 1, y: 1, w: 2, h: 0.5 })]],
    [
      "a hole in a hole",
      [ringOf({ x: 0, y: 0, w: 9, h: 9 }), ringOf({ x: 1, y: 1, w: 5, h: 5 }), ringOf({ x: 2, y: 2, w: 1, h: 1 })],
    ],
    ["more positions than can be checked", [circle(2001)]],
  ])("refuses %s", (_what, coordinates) => {
    expect(Polygon.safeParse({ type: "Polygon", coordinates }).success).toBe(false);
  });

  it("accepts the largest polygon in well under a second's work", () => {
    expect(Polygon.safeParse({ type: "Polygon", coordinates: [circle(2000)] }).success).toBe(true);
  });

  it("takes every star, whichever way round", () => {
    fc.assert(
      fc.property(stars, (star) => {
        expect(Polygon.safeParse(star).error?.issues).toBeUndefined();
      }),
    );
  });

  it("writes the outer ring counter-clockwise and holes clockwise", () => {
    const polygon = box({ x: 0, y: 0, w: 4, h: 4 }, { x: 1, y: 1, w: 1, h: 1 });
    const [outer, hole] = polygon.coordinates;
    expect(rightHanded(polygon).coordinates).toEqual([outer, hole?.toReversed()]);
    const turned: Polygon = { type: "Polygon", coordinates: polygon.coordinates.map((ring) => ring.toReversed()) };
    expect(rightHanded(turned).coordinates).toEqual([outer, hole?.toReversed()]);
  });
});

describe("in and across", () => {
  const park = box({ x: 0, y: 0, w: 10, h: 10 }, { x: 4, y: 4, w: 2, h: 2 });

  it.each<[string, Position, boolean]>([
    ["inside", [1, 1], true],
    ["outside", [11, 1], false],
    ["in the hole", [5, 5], false],
    ["on the border", [10, 5], true],
    ["on a corner", [0, 0], true],
    ["on the hole's border", [4, 5], true],
    ["level with a corner", [-1, 0], false],
  ])("knows a position %s", (_where, position, expected) => {
    expect(pointInPolygon(position, park)).toBe(expected);
  });

  it("puts a position in a box where arithmetic puts it", () => {
    fc.assert(
      fc.property(boxes, fc.integer({ min: -1, max: 12 }), fc.integer({ min: -1, max: 12 }), (b, x, y) => {
        const expected = x >= b.x && x <= b.x + b.w && y >= b.y && y <= b.y + b.h;
        expect(pointInPolygon([x, y], box(b))).toBe(expected);
      }),
    );
  });

  it("knows which box contains which, and which meet", () => {
    fc.assert(
      fc.property(boxes, boxes, (a, b) => {
        const contains = b.x >= a.x && b.y >= a.y && b.x + b.w <= a.x + a.w && b.y + b.h <= a.y + a.h;
        const meets = b.x <= a.x + a.w && a.x <= b.x + b.w && b.y <= a.y + a.h && a.y <= b.y + b.h;
        expect(polygonContainsPolygon(box(a), box(b))).toBe(contains);
        expect(polygonsIntersect(box(a), box(b))).toBe(meets);
        expect(polygonsIntersect(box(b), box(a))).toBe(meets);
      }),
      { numRuns: 500 },
    );
  });

  it("minds holes", () => {
    expect(polygonContainsPolygon(park, box({ x: 1, y: 1, w: 2, h: 2 }))).toBe(true);
    expect(polygonContainsPolygon(park, box({ x: 1, y: 1, w: 8, h: 8 }))).toBe(false);
    expect(polygonContainsPolygon(park, box({ x: 4, y: 4, w: 2, h: 2 }))).toBe(false);
    expect(polygonContainsPolygon(park, box({ x: 4.5, y: 4.5, w: 1, h: 1 }))).toBe(false);
    expect(polygonContainsPolygon(park, box({ x: 1, y: 1, w: 8, h: 8 }, { x: 3, y: 3, w: 4, h: 4 }))).toBe(true);
    expect(polygonContainsPolygon(park, box({ x: 1, y: 1, w: 8, h: 8 }, { x: 4, y: 4, w: 2, h: 2 }))).toBe(true);
    expect(polygonContainsPolygon(park, park)).toBe(true);
    expect(polygonsIntersect(park, box({ x: 4.5, y: 4.5, w: 1, h: 1 }))).toBe(false);
    expect(polygonsIntersect(park, box({ x: 4, y: 4.5, w: 1, h: 1 }))).toBe(true);
  });

  it("sees that a bay in the area is not the area, though every corner is in it", () => {
    const bay: Polygon = {
      type: "Polygon",
      coordinates: [
        [
          [0, 0],
          [10, 0],
          [10, 10],
          [6, 10],
          [6, 2],
          [4, 2],
          [4, 10],
          [0, 10],
          [0, 0],
        ],
      ],
    };
    const bridge = box({ x: 1, y: 5, w: 8, h: 1 });
    expect(bridge.coordinates[0]?.every((position) => pointInPolygon(position, bay))).toBe(true);
    expect(polygonContainsPolygon(bay, bridge)).toBe(false);
    expect(polygonContainsPolygon(bay, box({ x: 0, y: 0, w: 10, h: 2 }))).toBe(true);
  });

  it("finds that every star contains itself, shrunk, and nothing shifted away", () => {
    fc.assert(
      fc.property(stars, fc.double({ min: 0.1, max: 0.9, noNaN: true }), (star, scale) => {
        const centre = star.coordinates[0]?.reduce(
          ([x, y], [px, py], _at, all) => [x + px / all.length, y + py / all.length],
          [0, 0],
        ) ?? [0, 0];
        const moved = (dx: number, factor: number): Polygon => ({
          type: "Polygon",
          coordinates: star.coordinates.map((ring) =>
            ring.map(
              ([x, y]): Position => [centre[0] + (x - centre[0]) * factor + dx, centre[1] + (y - centre[1]) * factor],
            ),
          ),
        });
        expect(polygonContainsPolygon(star, star)).toBe(true);
        expect(polygonContainsPolygon(star, moved(20, scale))).toBe(false);
        expect(polygonsIntersect(star, moved(20, scale))).toBe(false);
        expect(polygonsIntersect(star, moved(0, scale))).toBe(true);
      }),
    );
  });

  it("finds a place for a label in every star, and not in a hole", () => {
    fc.assert(
      fc.property(stars, (star) => {
        const place = positionWithin(star);
        expect(place !== undefined && pointInPolygon(place, star)).toBe(true);
      }),
    );
    const place = positionWithin(box({ x: 0, y: 0, w: 10, h: 10 }, { x: 1, y: 1, w: 8, h: 8 }));
    expect(place !== undefined && pointInPolygon(place, box({ x: 1, y: 1, w: 8, h: 8 }))).toBe(false);
  });

  it("boxes positions", () => {
    expect(boundingBox([AUSTERLITZ, TROCADERO])).toEqual([2.2885, 48.843, 2.3655, 48.8617]);
    expect(boundingBox([])).toBeUndefined();
    expect(boxesMeet([0, 0, 1, 1], [1, 1, 2, 2])).toBe(true);
    expect(boxesMeet([0, 0, 1, 1], [1.1, 0, 2, 2])).toBe(false);
  });
});

describe("on the sphere", () => {
  it("measures a quarter of a meridian, and a known pair of cities", () => {
    expect(distanceMetres([0, 0], [0, 90])).toBeCloseTo((Math.PI / 2) * EARTH_RADIUS_METRES, 3);
    // Paris to London, 343.5 km.
    expect(distanceMetres([2.3522, 48.8566], [-0.1278, 51.5074]) / 1000).toBeCloseTo(343.56, 0);
  });

  it("knows the four winds", () => {
    expect(bearingDegrees([2, 48], [2, 49])).toBeCloseTo(0, 9);
    expect(bearingDegrees([0, 0], [1, 0])).toBeCloseTo(90, 9);
    expect(bearingDegrees([2, 49], [2, 48])).toBeCloseTo(180, 9);
    expect(bearingDegrees([1, 0], [0, 0])).toBeCloseTo(270, 9);
  });

  it("arrives where it set out for", () => {
    fc.assert(
      fc.property(
        positions,
        fc.double({ min: 0, max: 359.9, noNaN: true }),
        fc.double({ min: 1, max: 50_000, noNaN: true }),
        (from, heading, metres) => {
          const to = destination(from, heading, metres);
          expect(distanceMetres(from, to)).toBeCloseTo(metres, 2);
          const turn = Math.abs(bearingDegrees(from, to) - heading);
          expect(Math.min(turn, 360 - turn) * metres).toBeLessThan(1);
          expect(to[0]).toBeGreaterThanOrEqual(-180);
          expect(to[0]).toBeLessThanOrEqual(180);
        },
      ),
    );
  });

  it("is symmetric and keeps the triangle inequality", () => {
    fc.assert(
      fc.property(positions, positions, positions, (a, b, c) => {
        expect(distanceMetres(a, b)).toBeCloseTo(distanceMetres(b, a), 6);
        expect(distanceMetres(a, c)).toBeLessThanOrEqual(distanceMetres(a, b) + distanceMetres(b, c) + 1e-3);
      }),
    );
  });

  it("measures areas", () => {
    const degree = (Math.PI / 180) * EARTH_RADIUS_METRES;
    expect(areaSquareMetres(box({ x: 0, y: 0, w: 0.01, h: 0.01 })) / (degree * 0.01) ** 2).toBeCloseTo(1, 6);
    const whole = areaSquareMetres(box({ x: 2, y: 48, w: 1, h: 1 }));
    const hole = areaSquareMetres(box({ x: 2.2, y: 48.2, w: 0.2, h: 0.2 }));
    expect(areaSquareMetres(box({ x: 2, y: 48, w: 1, h: 1 }, { x: 2.2, y: 48.2, w: 0.2, h: 0.2 }))).toBeCloseTo(
      whole - hole,
      0,
    );
  });
});

function circle(positions: number): Position[] {
  const ring = Array.from({ length: positions - 1 }, (_, at): Position => {
    const angle = (2 * Math.PI * at) / (positions - 1);
    return [2 + 0.1 * Math.cos(angle), 48 + 0.1 * Math.sin(angle)];
  });
  return [...ring, ring[0] ?? [0, 0]];
}
