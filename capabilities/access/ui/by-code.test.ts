import { expect, it } from "vitest";
import { byCode } from "./by-code.ts";

it("counts gates as people do", () => {
  const codes = ["10", "S1", "9", "N12", "1", "N2", "G10", "G2"].map((code) => ({ code }));
  expect(codes.toSorted(byCode).map(({ code }) => code)).toEqual(["1", "9", "10", "G2", "G10", "N2", "N12", "S1"]);
});
