import { ContingentId, instantOf, PlaceId, ShiftId, UnitId } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { id, trocadero } from "../../../testing/standing.ts";
import { Coverage } from "./coverage.ts";
import { minuteOf } from "./rest.ts";
import { MOST_BARS, timelineOf } from "./timeline.ts";

const START = Date.parse("2024-07-26T06:00:00.000Z");
const hour = (hours: number) => instantOf(START + hours * 3600_000);
const BASE = minuteOf(hour(0));
const [ours, theirs] = [ContingentId.parse(id()), ContingentId.parse(id())];
const asked = {
  ...{ from: BASE, until: BASE + 24 * 60, capability: null, search: "", lacking: false, offset: 0, limit: 100 },
  knows: () => true,
};

function house() {
  const coverage = new Coverage();
  const places = new Map<string, PlaceId>();
  return {
    coverage,
    post(reference: string, name: string, needed: number) {
      const place = PlaceId.parse(id());
      places.set(reference, place);
      coverage.setPlace(place, { at: trocadero, reference, name: { fr: name, en: name } });
      const need = { capability: "patrol", from: hour(0), until: hour(8) };
      coverage.setRequirements(place, needed === 0 ? [] : [{ ...need, units: needed }]);
    },
    shift(reference: string, from: number, until: number, contingent = ours, override = "") {
      const unit = UnitId.parse(id());
      const callSign = `U${unit.slice(-4)}`;
      coverage.setUnit({ id: unit, callSign, kind: "patrol", contingent, strength: 4, withdrawn: false });
      const place = places.get(reference) ?? PlaceId.parse(id());
      coverage.setShift({
        ...{ id: ShiftId.parse(id()), unit, contingent, place, capability: "patrol" },
        ...{ from: hour(from), until: hour(until), state: "planned", override, endedAt: null },
      });
      return callSign;
    },
    references: (more: Partial<typeof asked>) => {
      const { count, rows } = timelineOf(coverage, { ...asked, ...more });
      return [count, ...rows.map(({ place }) => coverage.post(place)?.reference)];
    },
  };
}

describe("the timeline", () => {
  it("lists posts as people count them, a page at a time, those of the window alone, and finds them without their accents", () => {
    const { post, shift, references } = house();
    post("P-10", "Hôtel de Ville", 1);
    post("P-2", "Quai", 1);
    post("P-1", "Nobody is needed here", 0);
    shift("P-2", 0, 8);
    shift("P-10", 30, 34);
    expect(references({})).toEqual([2, "P-2", "P-10"]);
    expect(references({ offset: 1, limit: 1 })).toEqual([2, "P-10"]);
    expect(references({ lacking: true })).toEqual([1, "P-10"]);
    expect(references({ search: " hotel DE" })).toEqual([1, "P-10"]);
    expect(references({ from: BASE + 30 * 60, until: BASE + 31 * 60 })).toEqual([1, "P-10"]);
    expect(references({ from: BASE + 34 * 60, until: BASE + 35 * 60 })).toEqual([0]);
    post("P-3", "Added later", 1);
    expect(references({})).toEqual([3, "P-2", "P-3", "P-10"]);
  });

  it("makes one bar of who comes and goes together, of the units that one may know of, and counts those left out", () => {
    const { post, shift, coverage } = house();
    post("P-1", "Quai", 4);
    const [first, second] = [shift("P-1", 0, 8), shift("P-1", 0, 8)];
    shift("P-1", 0, 8, theirs);
    shift("P-1", 4, 8, ours, "storm");
    shift("P-1", 4, 8, theirs, "their own reason");
    const page = (knows: (contingent: string) => boolean) => timelineOf(coverage, { ...asked, knows }).rows[0];
    expect(page((contingent) => contingent === ours)?.bars).toMatchObject([
      { from: BASE, until: BASE + 480, units: 2, people: 8, callSigns: [first, second], overrides: [] },
      { from: BASE + 240, until: BASE + 480, units: 1, overrides: ["storm"] },
    ]);
    expect(page(() => true)).toMatchObject({ moreBars: 0, voids: [[BASE, BASE + 240, 1, 0]], moreVoids: 0 });
    for (let at = 0; at < MOST_BARS; at++) shift("P-1", at / 2, at / 2 + 0.25);
    expect(page(() => true)?.bars).toHaveLength(MOST_BARS);
    expect(page(() => true)?.moreBars).toBe(2);
  });
});
