import { IncidentId, Instant, OverlayId, Position } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import type { DrawnOverlay } from "../../phone/state.ts";
import { cornersOf, middleOf, thingsOf } from "./things.ts";
import { nearest } from "./view.ts";

const at = (lon: number, lat: number) => Position.parse([lon, lat]);
const line = { type: "LineString" as const, coordinates: [at(2.28, 48.86), at(2.29, 48.86), at(2.29, 48.87)] };
const overlay: DrawnOverlay = {
  ...{ id: OverlayId.parse("01J3ZK8Q4M7V9X2B5N6P0RSTWY"), version: 1, name: "Way in", style: "line", shape: line },
  ...{ text: "", audience: { to: "incident", incident: IncidentId.parse("01J3ZK8Q4M7V9X2B5N6P0RSTWX") } },
  ...{ drawnAt: Instant.parse("2026-07-26T18:00:00.000Z"), drawnBy: { kind: "system", id: "test" } },
};

describe("what is on the plan", () => {
  it("is nothing before anything was read, and a drawing where its name stands", () => {
    expect(thingsOf({ tasks: null, shifts: null, places: [], overlays: null })).toEqual([]);
    expect(thingsOf({ tasks: null, shifts: null, places: [], overlays: [overlay] })).toEqual([
      { what: "overlay", id: overlay.id, at: [2.285, 48.86], overlay },
    ]);
  });

  it("has the middle of its shape within it, and is as far as its nearest corner", () => {
    const ring = [at(2.28, 48.86), at(2.29, 48.86), at(2.29, 48.87), at(2.28, 48.86)];
    const area = { type: "Polygon" as const, coordinates: [ring] };
    const middle = middleOf(area);
    expect(middle !== undefined && middle[0] > 2.28 && middle[0] < 2.29 && middle[1] > 48.86).toBe(true);
    expect(nearest(at(2.3, 48.871), cornersOf(area))).toEqual([2.29, 48.87]);
    expect(middleOf({ type: "Point", coordinates: at(2, 48) })).toEqual([2, 48]);
  });
});
