import { describe, expect, it } from "vitest";
import { neighbour } from "./useRoomKeys.ts";

const queue = [{ id: "a" }, { id: "b" }, { id: "c" }];

describe("J and K", () => {
  it.each([
    ["a", 1, "b"],
    ["b", -1, "a"],
    ["c", 1, "c"],
    ["a", -1, "a"],
    [null, 1, "a"],
    [null, -1, "c"],
    ["gone", 1, "a"],
  ] as const)("from %s by %d comes to %s", (from, by, to) => {
    expect(neighbour(queue, from, by)?.id).toBe(to);
  });
  it("go nowhere in an empty queue", () => {
    expect(neighbour([], null, 1)).toBeUndefined();
  });
});
