import { ContingentId, type Instant, instantOf, PlaceId, ShiftId, ulid, UnitId } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import type { ShiftView } from "../words.ts";
import { handedOver, hearsHandOver } from "./hand-over.ts";

const START = Date.parse("2024-07-26T08:00:00.000Z");
const hour = (hours: number): Instant => instantOf(START + hours * 3600_000);
let made = 0;
const id = () => ulid(++made, new Uint8Array(10));
const [post, other] = [PlaceId.parse(id()), PlaceId.parse(id())];

const shift = (callSign: string, from: number, until: number, more: Partial<ShiftView> = {}): ShiftView => ({
  ...{ id: ShiftId.parse(id()), unit: UnitId.parse(id()), contingent: ContingentId.parse(id()), place: post },
  ...{ capability: "patrol", from: hour(from), until: hour(until), state: "planned", callSign, unitKind: "patrol" },
  ...{ placeReference: "GATE-3", placeName: { fr: "Porte 3", en: "Gate 3" }, override: "", said: "" },
  ...{ takenUpAt: null, endedAt: null, pressedAt: null, relieves: null, relievedBy: null },
  ...more,
});
const left = (callSign: string, until: number, said: string, more: Partial<ShiftView> = {}) =>
  shift(callSign, until - 8, until, { state: "ended", endedAt: hour(until), said, ...more });

describe("what is handed over", () => {
  const to = shift("B-1", 0, 8);

  it("is what the one before said at the same post and capability, with who and when", () => {
    const before = left("A-1", 0, "The barrier squeaks");
    const said = { shift: to.id, callSign: "A-1", at: hour(0), said: "The barrier squeaks" };
    expect(handedOver(to, [before])).toEqual(said);
    expect(handedOver(to, [{ ...before, pressedAt: hour(-0.5) }])?.at).toBe(hour(-0.5));
    const strangers = [
      { ...before, place: other },
      { ...before, capability: "dog-team" },
      { ...before, unit: to.unit },
      { ...before, said: "" },
      { ...before, relievedBy: ShiftId.parse(id()) },
      left("A-2", -3, "Long ago"),
    ];
    expect(handedOver(to, strangers)).toBeNull();
    expect(handedOver(to, [...strangers, before])).toEqual(said);
  });

  it("is of the shift that is relieved alone, where that is noted; else of who left last", () => {
    const [first, last] = [left("A-1", 0, "First"), left("A-2", 0.5, "Last")];
    expect(handedOver(to, [last, first])?.said).toBe("Last");
    expect(handedOver({ ...to, relieves: first.id }, [last, first])?.said).toBe("First");
    expect(handedOver({ ...to, relieves: first.id }, [last])).toBeNull();
  });

  it("is of who left early too, for whoever is planned from then on", () => {
    const early = shift("A-1", -4, 4, { state: "ended", endedAt: hour(0), said: "Ill" });
    expect(handedOver(to, [early])?.said).toBe("Ill");
  });

  it("is heard from an hour before the shift until its unit leaves", () => {
    expect(hearsHandOver(to, hour(-1.5))).toBe(false);
    expect(hearsHandOver(to, hour(-1))).toBe(true);
    expect(hearsHandOver({ ...to, state: "missed" }, hour(1))).toBe(true);
    expect(hearsHandOver(to, hour(8))).toBe(false);
    expect(hearsHandOver({ ...to, state: "on" }, hour(9))).toBe(true);
    for (const state of ["ended", "cancelled"] as const) expect(hearsHandOver({ ...to, state }, hour(1))).toBe(false);
  });
});
