import { describe, expect, it } from "vitest";
import { groupFor } from "./groups.ts";

function spread(cameras: number, most: number): number[] {
  const loads: number[] = [];
  for (let camera = 0; camera < cameras; camera++) {
    const group = groupFor(loads, most);
    loads[group] = (loads[group] ?? 0) + 1;
  }
  return loads;
}

describe("groups of cameras", () => {
  it("are one thread for few cameras, and as many as allowed, evenly, for many", () => {
    expect(spread(1, 8)).toEqual([1]);
    expect(spread(4, 8)).toEqual([4]);
    expect(spread(6, 2)).toEqual([4, 2]);
    expect(spread(40, 1)).toEqual([40]);
    expect(spread(41, 4)).toEqual([11, 10, 10, 10]);
  });

  it("fill the place of a camera that went before anything else", () => {
    expect(groupFor([5, 3, 5], 3)).toBe(1);
    expect(groupFor([4, 4], 3)).toBe(2);
    expect(groupFor([0, 4], 3)).toBe(0);
  });
});
