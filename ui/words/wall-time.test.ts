import { describe, expect, it } from "vitest";
import { momentOf, wallTime } from "./wall-time.ts";

const PARIS = "Europe/Paris";

describe("times as clocks show them", () => {
  it.each([
    ["2024-07-26T13:00", "2024-07-26T11:00:00.000Z"],
    ["2024-01-01T00:00", "2023-12-31T23:00:00.000Z"],
    // Twice on the last Sunday of October: the first, in summer time.
    ["2024-10-27T02:30", "2024-10-27T00:30:00.000Z"],
    ["2024-10-27T03:00", "2024-10-27T02:00:00.000Z"],
    ["2024-03-31T03:00", "2024-03-31T01:00:00.000Z"],
  ])("%s in Paris is %s", (wall, moment) => {
    expect(momentOf(wall, PARIS)).toBe(moment);
    expect(wallTime(Date.parse(moment), PARIS)).toBe(wall);
  });
  it("go on where an hour is skipped", () => {
    expect(momentOf("2024-03-31T02:30", PARIS)).toBe("2024-03-31T01:30:00.000Z");
  });
  it.each(["", "2024-07-26", "2024-02-30T10:00", "2024-07-26T24:30", "tomorrow"])("%s is no time", (wall) => {
    expect(momentOf(wall, PARIS)).toBeNull();
  });
});
