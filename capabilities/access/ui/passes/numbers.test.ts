import { describe, expect, it } from "vitest";
import { readNumbers } from "./numbers.ts";

describe("pass numbers as they are typed", () => {
  it("are single, in ranges, and each once", () => {
    expect(readNumbers("7, 12\n 15-17; 16 – 18 7")).toEqual({ ok: true, numbers: [7, 12, 15, 16, 17, 18] });
    expect(readNumbers(" \n")).toEqual({ ok: true, numbers: [] });
  });
  it.each([
    ["12 x", "not-a-number", "x"],
    ["0", "not-a-number", "0"],
    ["4294967296", "not-a-number", "4294967296"],
    ["20-10", "backwards", "20-10"],
    ["1-10001", "too-many", "1-10001"],
    ["1-6000 6001-12000", "too-many", "6001-12000"],
  ])("%s: %s", (text, because, word) => {
    expect(readNumbers(text)).toEqual({ ok: false, because, word });
  });
});
