import { distanceMetres, Place, Position, Unit } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import type { MapCamera } from "./content.ts";
import { coneOf, placeFeatures, STALE_AFTER_MS, trackNear, unitLabels, voidFeatures } from "./features.ts";
import { TrackStore } from "./TrackStore.ts";

const iena = Position.parse([2.2925, 48.8597]);
const camera: MapCamera = {
  id: "c",
  name: "cam 7",
  position: iena,
  headingDegrees: 350,
  fieldOfViewDegrees: 60,
  rangeMetres: 80,
  running: true,
};

const WORLD = { west: -180, south: -90, east: 180, north: 90 };

describe("a camera's cone", () => {
  it("is closed, starts at the camera and reaches as far as it sees, also across north", () => {
    const cone = coneOf(camera);
    expect(cone[0]).toEqual(cone.at(-1));
    for (const position of cone.slice(1, -1)) expect(distanceMetres(iena, position)).toBeCloseTo(80, 0);
    expect(cone[1]?.[0]).toBeLessThan(iena[0]);
    expect(cone.at(-2)?.[0]).toBeGreaterThan(iena[0]);
  });
  it("of a camera that sees all around is a disc", () => {
    expect(coneOf({ ...camera, fieldOfViewDegrees: 360 }).length).toBeGreaterThan(50);
  });
});

describe("places", () => {
  const zone = Place.parse({
    id: "01J3ZK8Q4M7V9X2B5N6P0RSTWY",
    reference: "z",
    kind: "zone",
    name: { fr: "Quai interdit", en: "Closed quay" },
    shape: {
      type: "Polygon",
      coordinates: [
        [
          [2.29, 48.85],
          [2.3, 48.85],
          [2.3, 48.86],
          [2.29, 48.85],
        ],
      ],
    },
    regime: "grey",
  });
  const drawn = (place: Place, language: "fr" | "en") => placeFeatures([place], language).features[0]?.properties;
  it("are named in the language of the page", () => {
    expect(drawn(zone, "fr")).toMatchObject({ name: "Quai interdit", regime: "grey" });
    expect(drawn(zone, "en")).toMatchObject({ name: "Closed quay" });
  });
  it("of a regime Cordon has no pattern for are still drawn", () => {
    expect(drawn({ ...zone, regime: "violet" }, "en")).toMatchObject({ regime: "other" });
    expect(drawn({ ...zone, regime: "sensitive" }, "en")).toMatchObject({ regime: "forbidden" });
    expect(drawn({ ...zone, regime: null }, "en")).toMatchObject({ regime: "other" });
  });
});

describe("how zones are drawn", () => {
  const square = [
    [
      [2.29, 48.85],
      [2.3, 48.85],
      [2.3, 48.86],
      [2.29, 48.86],
      [2.29, 48.85],
    ],
  ];
  const place = (kind: string, regime: string | null) =>
    Place.parse({
      id: "01J3ZK8Q4M7V9X2B5N6P0RSTWY",
      reference: "z",
      kind,
      name: { fr: "z", en: "z" },
      shape: { type: "Polygon", coordinates: square },
      regime,
    });
  it("names a hatched one once, at a point inside it", () => {
    const { features } = placeFeatures([place("quay", "forbidden")], "en");
    expect(features.map(({ geometry, properties }) => [geometry.type, properties?.["kind"]])).toEqual([
      ["Polygon", "quay"],
      ["Point", "name"],
    ]);
  });
  it("leaves water water, whatever the rule on it, and a quay without a rule a quay", () => {
    expect(placeFeatures([place("river", "sensitive")], "en").features).toMatchObject([
      { properties: { ruled: false } },
    ]);
    expect(placeFeatures([place("quay", null)], "en").features).toMatchObject([{ properties: { ruled: false } }]);
    expect(placeFeatures([place("zone", null)], "en").features).toMatchObject([
      { properties: { ruled: true, filled: false } },
    ]);
  });
});

describe("units", () => {
  const unit = Unit.parse({
    id: "01J3ZK8Q4M7V9X2B5N6P0RSTWY",
    callSign: "PN 12",
    kind: "patrol",
    contingent: "01J3ZK8Q4M7V9X2B5N6P0RSTWZ",
    strength: 4,
    track: 7,
  });
  it("are drawn where they are known to be, and stale once nobody confirmed it", () => {
    const tracks = new TrackStore();
    tracks.set(7, 2.29, 48.85, Number.NaN, 0, 1000);
    tracks.set(8, 2.3, 48.85, 0, 0, 1000);
    const units = new Map([[7, unit]]);
    const fresh = unitLabels(units, tracks, WORLD, 1000 + STALE_AFTER_MS, 10);
    expect(fresh.features).toHaveLength(1);
    expect(fresh.features[0]?.properties).toMatchObject({ callSign: "PN 12", stale: false });
    expect(unitLabels(units, tracks, WORLD, 1001 + STALE_AFTER_MS, 10).features[0]?.properties).toMatchObject({
      stale: true,
    });
    expect(unitLabels(units, tracks, { ...WORLD, east: 0 }, 0, 10).features).toEqual([]);
    expect(unitLabels(units, tracks, WORLD, 0, 0).features).toEqual([]);
  });

  it("are found by the one nearest to where somebody points, within reach and among units alone", () => {
    const tracks = new TrackStore();
    tracks.set(1, 2.29, 48.86, 0, 0, 1);
    tracks.set(2, 2.2901, 48.86, 0, 0, 1);
    tracks.set(3, 2.29012, 48.86, 0, 0, 1);
    const at = Position.parse([2.29013, 48.86]);
    expect(trackNear(tracks, at, 0.001, () => true)).toBe(3);
    expect(trackNear(tracks, at, 0.001, (track) => track !== 3)).toBe(2);
    expect(trackNear(tracks, Position.parse([2.3, 48.86]), 0.001, () => true)).toBeNull();
  });
});

describe("posts that lack units", () => {
  it("say in words what is missing, with a sign where somebody has to be sent", () => {
    const gap = { place: "p", position: iena, label: "1 patrol missing" };
    const drawn = voidFeatures([
      { ...gap, tone: "calm" },
      { ...gap, tone: "attention" },
    ]).features.map(({ properties }) => [properties?.["tone"], properties?.["label"]]);
    expect(drawn).toEqual([
      ["calm", "1 patrol missing"],
      ["attention", "◆ 1 patrol missing"],
    ]);
  });
});
