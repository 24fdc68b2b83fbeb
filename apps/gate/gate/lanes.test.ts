import { Gate } from "@cordon/access/words";
import { describe, expect, it } from "vitest";
import { fitting } from "./lanes.ts";

const GATE = Gate.parse({
  place: "01J3QZ0000000000000000GATE",
  code: "7",
  name: { fr: "Sept", en: "Seven" },
  position: [2.29, 48.86],
  zone: "G1",
  site: "trocadero",
  lanes: [
    { code: "A", direction: "both", means: [] },
    { code: "B", direction: "in", means: ["car", "van"] },
  ],
  hours: {},
});

describe("what a steward chose", () => {
  it("stands as long as the gate has it", () => {
    expect(fitting(GATE, { lane: "A", direction: "out", means: "bicycle" })).toEqual({
      lane: "A",
      direction: "out",
      means: "bicycle",
    });
  });

  it("gives way to what the lane is for", () => {
    expect(fitting(GATE, { lane: "B", direction: "out", means: "foot" })).toEqual({
      lane: "B",
      direction: "in",
      means: "car",
    });
  });

  it("gives way to the first lane when its own is gone, or nothing was chosen", () => {
    const first = { lane: "A", direction: "in", means: "foot" };
    expect(fitting(GATE, { lane: "Z" })).toEqual(first);
    expect(fitting(GATE, {})).toEqual(first);
    expect(fitting({ ...GATE, lanes: [] }, {})).toEqual(first);
  });
});
