import { describe, expect, it } from "vitest";
import { readCorners, readPoint, writeCorners, writePoint } from "./coordinates.ts";

describe("coordinates that are typed", () => {
  it.each([
    ["48.8583, 2.2945", [2.2945, 48.8583]],
    ["48,8583 ; 2,2945", [2.2945, 48.8583]],
    [" 48.8583  2.2945 ", [2.2945, 48.8583]],
    ["-33.85, 151.21", [151.21, -33.85]],
  ])("%s is latitude, then longitude", (text, coordinates) => {
    expect(readPoint(text)).toEqual({ ok: true, shape: { type: "Point", coordinates } });
  });
  it.each([
    ["48.8583", "not-two-numbers"],
    ["48.8583, 2.2945, 35", "not-two-numbers"],
    ["48°51'N, 2°17'E", "not-two-numbers"],
    ["1e1, 2", "not-two-numbers"],
    ["95, 2", "out-of-range"],
    ["48, 190", "out-of-range"],
  ])("%s is refused: %s", (text, because) => {
    expect(readPoint(text)).toEqual({ ok: false, line: 1, because });
  });

  it("close a ring by themselves, and come back as they were typed", () => {
    const text = "48.86, 2.29\n48.86, 2.3\n48.87, 2.3";
    const read = readCorners(text);
    expect(read).toMatchObject({ ok: true });
    if (!read.ok) return;
    expect(read.shape.coordinates[0]).toHaveLength(4);
    expect(writeCorners(read.shape)).toBe(text);
    expect(readCorners(`${text}\n48.86, 2.29\n`)).toEqual(read);
    expect(writePoint({ type: "Point", coordinates: [2.3, 48.86] })).toBe("48.86, 2.3");
  });
  it("name the line that is wrong", () => {
    expect(readCorners("48.86, 2.29\n\nnowhere\n48.87, 2.3")).toEqual({
      ok: false,
      line: 3,
      because: "not-two-numbers",
    });
    expect(readCorners("48.86, 2.29\n48.87, 2.3")).toMatchObject({ ok: false, because: "too-few" });
    expect(readCorners("")).toMatchObject({ ok: false, because: "too-few" });
  });
});
