import { Position } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { AFFILIATIONS, night } from "../theme/tokens.ts";
import { drawingNames, drawingShapes, outlineFeatures } from "./drawings.ts";
import { FRAME } from "./frames.ts";
import { operationLayers } from "./style.ts";

const at = (lon: number, lat: number) => Position.parse([lon, lat]);
const [a, b, c] = [at(2.29, 48.86), at(2.3, 48.86), at(2.3, 48.87)];
const propertiesOf = (...outlines: Parameters<typeof outlineFeatures>[0]) =>
  outlineFeatures(outlines).features.map(({ geometry, properties }) => ({ type: geometry.type, ...properties }));

describe("what is drawn for others", () => {
  it("is its shape, and its name once", () => {
    expect(propertiesOf({ id: "l", label: "Way in", as: "arrow", line: [a, b, c] })).toEqual([
      { type: "LineString", id: "l", affiliation: "none" },
      { type: "Point", id: "l", affiliation: "none", as: "head", icon: "arrow-none", heading: 0 },
      { type: "Point", id: "l", affiliation: "none", as: "label", label: "Way in", icon: "" },
    ]);
    const [area, name] = outlineFeatures([{ id: "z", label: "Rally", rings: [[a, b, c, a]] }]).features;
    expect([area?.geometry.type, name?.properties?.label]).toEqual(["Polygon", "Rally"]);
    expect(propertiesOf({ id: "ring", label: "", rings: [[a, b, c, a]] })).toHaveLength(1);
  });

  it("that is a text is written where it was put, and a mark without an affiliation is a pin", () => {
    expect(propertiesOf({ id: "t", label: "RV 1", as: "text", point: a })).toEqual([
      { type: "Point", id: "t", affiliation: "none", as: "text", label: "RV 1", icon: "" },
    ]);
    expect(propertiesOf({ id: "m", label: "RV", as: "mark", point: a })).toMatchObject([{ as: "label", icon: "pin" }]);
  });

  it("has the frame of its affiliation beside its name and along its line, each another shape", () => {
    for (const affiliation of AFFILIATIONS) {
      const drawn = propertiesOf({ id: "l", label: "Line", affiliation, line: [a, b] });
      expect(drawn).toMatchObject([{ affiliation }, { affiliation, icon: `frame-${affiliation}` }]);
    }
    expect(new Set(Object.values(FRAME)).size).toBe(AFFILIATIONS.length);
    expect(JSON.stringify(drawingShapes(night))).toContain('["concat","frame-",["get","affiliation"]]');
  });

  it("is named above units and beneath what calls for a human, whose symbols names keep clear of", () => {
    const layers = operationLayers(night);
    const order = layers.map(({ id }) => id);
    for (const { id } of drawingNames(night, ["Inter Variable"])) {
      expect(order.indexOf(id)).toBeGreaterThan(order.indexOf("units"));
      expect(order.indexOf(id)).toBeLessThan(order.indexOf("incidents"));
    }
    for (const layer of layers.filter(({ id }) => id === "signals" || id === "incidents"))
      expect(layer.layout).not.toHaveProperty("icon-ignore-placement");
  });
});
