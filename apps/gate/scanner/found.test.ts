import { describe, expect, it } from "vitest";
import { foundOf, NOTHING, Recently, TWO_IN_A_ROW } from "./found.ts";

const TWO = foundOf(["one", "other"]);

describe("codes in one picture", () => {
  it("are one when they say the same, as in a reflection, and two when not", () => {
    expect(foundOf([])).toEqual(NOTHING);
    expect(foundOf([""])).toEqual(NOTHING);
    expect(foundOf(["one", "one"])).toEqual({ found: "code", text: "one" });
    expect(TWO).toEqual({ found: "two" });
  });
});

describe("pictures one after another", () => {
  it("tell of a code at once", () => {
    expect(new Recently().after(foundOf(["one"]))).toEqual({ found: "code", text: "one" });
  });

  it("tell of two codes only when they stay, so that neither is taken and a sweep is no question", () => {
    const recently = new Recently();
    for (let picture = 1; picture < TWO_IN_A_ROW; picture++) expect(recently.after(TWO)).toBeNull();
    expect(recently.after(NOTHING)).toBeNull();
    for (let picture = 1; picture < TWO_IN_A_ROW; picture++) expect(recently.after(TWO)).toBeNull();
    expect(recently.after(TWO)).toEqual({ found: "two" });
  });

  it("are looked at harder now and then while there is nothing, and never after a code", () => {
    const recently = new Recently();
    expect(recently.harder).toBe(false);
    const harder = Array.from({ length: 9 }, () => {
      recently.after(NOTHING);
      return recently.harder;
    });
    expect(harder.filter(Boolean)).toHaveLength(3);
    recently.after(foundOf(["one"]));
    expect(recently.harder).toBe(false);
  });
});
