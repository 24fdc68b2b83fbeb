import type { Position } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { ALWAYS, Perimeters, type Rule } from "../words.ts";
import { differenceOf } from "./difference.ts";
import { faultsOfPerimeters } from "./perimeters.ts";
import { paris, perimeters, placeOf, ruleOf, ruleSetOf } from "./testing/perimeter.ts";

const faultsOf = (said: Partial<Perimeters>) =>
  faultsOfPerimeters({ ...perimeters, ...said }).map(
    ({ severity, kind, subject }) => `${severity} ${kind} ${subject.kind} ${subject.code}`,
  );
const [grey, red] = perimeters.zones;
const [gate7] = perimeters.gates;
if (grey === undefined || red === undefined || gate7 === undefined) throw new Error("no perimeters");
const swap = ([longitude, latitude]: Position): Position => [latitude, longitude];

describe("perimeters", () => {
  it("of Paris have nothing wrong", () => {
    expect(faultsOfPerimeters(perimeters)).toEqual([]);
    expect(Perimeters.parse(perimeters)).toEqual(perimeters);
  });

  it("that name what does not exist are refused", () => {
    expect(faultsOf({ gates: [...perimeters.gates, { ...gate7, place: placeOf(50), code: "9", zone: "ZZ" }] })).toEqual(
      ["error unknown-zone gate 9"],
    );
    const rules = [...perimeters.rules, ruleOf("new", { zones: ["ZZ"], categories: ["clown"], regimes: ["pink"] })];
    expect(faultsOf({ rules })).toEqual([
      "error unknown-zone rule new",
      "error unknown-category rule new",
      "warning unknown-regime rule new",
    ]);
    expect(faultsOf({ timeZone: "Europe/Atlantis" })).toEqual(["error unknown-time-zone perimeter Europe/Atlantis"]);
    expect(faultsOf({ rules: [ruleOf("old", { ages: { from: 18, below: 18 } }), ...perimeters.rules] })).toEqual([
      "error no-ages rule old",
    ]);
  });

  it("that say the same twice are refused", () => {
    const twice = faultsOf({
      zones: [...perimeters.zones, { ...grey, place: placeOf(60) }],
      gates: [...perimeters.gates.slice(1), { ...gate7, lanes: [...gate7.lanes, ...gate7.lanes.slice(0, 1)] }, gate7],
      categories: [...perimeters.categories, ...perimeters.categories.slice(0, 1)],
    });
    expect(twice).toEqual([
      "error duplicate-code zone G1",
      "error duplicate-code gate 7",
      "error duplicate-code category resident",
      "error duplicate-code gate 7",
    ]);
  });

  it("with latitude and longitude swapped are refused, and what lies far away is told", () => {
    const swapped = {
      ...grey,
      shape: { ...grey.shape, coordinates: grey.shape.coordinates.map((ring) => ring.map(swap)) },
    };
    expect(faultsOf({ zones: [swapped, ...perimeters.zones.slice(1)] })).toEqual(["error swapped-coordinates zone G1"]);
    expect(faultsOf({ gates: [{ ...gate7, position: swap(gate7.position) }, ...perimeters.gates.slice(1)] })).toEqual([
      "error swapped-coordinates gate 7",
    ]);
    expect(faultsOf({ gates: [{ ...gate7, position: [5.37, 43.3] }, ...perimeters.gates.slice(1)] })).toEqual([
      "warning far-from-the-rest gate 7",
    ]);
  });

  it("whose gate is far from its zone are shown, on whichever side", () => {
    const moved = (position: Position) =>
      faultsOfPerimeters({ ...perimeters, gates: [{ ...gate7, position }, ...perimeters.gates.slice(1)] }).map(
        ({ because }) => because.en,
      );
    // The border runs along 48.87; a thousandth of a degree is 111 m.
    expect(moved([2.285, 48.871])).toEqual([]);
    expect(moved([2.285, 48.872])).toEqual(["Gate 7 is 222 m outside the border of zone G1."]);
    expect(moved([2.285, 48.865])).toEqual(["Gate 7 is 366 m inside the border of zone G1."]);
  });

  it("with a zone nobody can enter are shown", () => {
    expect(faultsOf({ gates: perimeters.gates.filter(({ zone }) => zone !== "R1") })).toEqual([
      "warning nobody-can-enter zone R1",
    ]);
    expect(
      faultsOf({
        rules: perimeters.rules
          .filter(({ regimes }) => !regimes.includes("red"))
          .filter(({ regimes }) => regimes.length > 0),
      }),
    ).toEqual(["warning nobody-can-enter zone R1"]);
  });
});

describe("a rule that never decides", () => {
  const order = (...rules: readonly Rule[]) =>
    faultsOfPerimeters({ ...perimeters, rules })
      .filter(({ kind }) => kind === "never-decides")
      .map(({ subject }) => subject.code);
  const span = (from: string, until: string) => ({ ...ALWAYS, spans: [{ from: paris(from), until: paris(until) }] });

  it("comes after one that speaks of all its cases", () => {
    expect(order(ruleOf("all"), ruleOf("workers", { categories: ["worker"] }))).toEqual(["workers"]);
    expect(order(ruleOf("workers", { categories: ["worker"] }), ruleOf("all"))).toEqual([]);
    expect(order(ruleOf("grey", { regimes: ["grey"] }), ruleOf("g1", { zones: ["G1"], means: ["car"] }))).toEqual([
      "g1",
    ]);
    expect(
      order(
        ruleOf("long", { when: span("07-18T00:00", "07-27T00:00") }),
        ruleOf("short", { when: span("07-20T00:00", "07-21T00:00") }),
      ),
    ).toEqual(["short"]);
    expect(
      order(
        ruleOf("short", { when: span("07-20T00:00", "07-21T00:00") }),
        ruleOf("long", { when: span("07-18T00:00", "07-27T00:00") }),
      ),
    ).toEqual([]);
  });

  it("is not one that also speaks of those without a pass, or of an age that is not known", () => {
    expect(order(ruleOf("passes"), ruleOf("anyone", { pass: "not-needed" }))).toEqual([]);
    expect(order(ruleOf("anyone", { pass: "not-needed" }), ruleOf("passes"))).toEqual(["passes"]);
    expect(order(ruleOf("passes"), ruleOf("nobody", { effect: "refuse" }))).toEqual([]);
    const minors = { ages: { from: 0, below: 18 } };
    expect(
      order(ruleOf("minors", { effect: "refuse", ...minors }), ruleOf("children", { ages: { from: 0, below: 12 } })),
    ).toEqual([]);
    expect(order(ruleOf("minors", minors), ruleOf("children", { ages: { from: 0, below: 12 } }))).toEqual(["children"]);
  });
});

describe("what publishing would change", () => {
  it("is everything when nothing was published, and nothing when all is the same", () => {
    expect(differenceOf(ruleSetOf(), perimeters)).toEqual([]);
    expect(new Set(differenceOf(null, perimeters).map(({ how }) => how))).toEqual(new Set(["added"]));
  });

  it("names what was added, removed, changed and moved", () => {
    const [first, second, ...others] = perimeters.rules;
    if (first === undefined || second === undefined) throw new Error("no rules");
    expect(
      differenceOf(ruleSetOf(), {
        ...perimeters,
        timeZone: "Europe/London",
        zones: [{ ...grey, capacity: 500, antiPassback: false }, ...perimeters.zones.slice(1)],
        gates: perimeters.gates.slice(1),
        rules: [second, ...others, first, ruleOf("new")],
      }),
    ).toEqual([
      { what: "zone", code: "G1", how: "changed", fields: ["capacity", "antiPassback"] },
      { what: "gate", code: "7", how: "removed", fields: [] },
      { what: "rule", code: "new", how: "added", fields: [] },
      { what: "rule", code: first.id, how: "moved", fields: [] },
      { what: "time-zone", code: "Europe/London", how: "changed", fields: ["timeZone"] },
    ]);
  });
});
