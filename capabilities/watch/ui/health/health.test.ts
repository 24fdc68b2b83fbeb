import { Instant } from "@cordon/kernel";
import { expect, it } from "vitest";
import { toneOfHealth } from "./health.ts";

const at = Instant.parse("2024-07-26T18:00:00.000Z");
const nowMs = Date.parse(at) + 5000;
const health = { blind: null, behind: false, at };

it("calls somebody for a camera that does not see, and tells of one that cannot keep up or is silent", () => {
  expect(toneOfHealth(undefined, nowMs)).toBe("calm");
  expect(toneOfHealth(health, nowMs)).toBe("calm");
  expect(toneOfHealth({ ...health, behind: true }, nowMs)).toBe("notice");
  expect(toneOfHealth(health, nowMs + 60_000)).toBe("notice");
  expect(toneOfHealth({ ...health, blind: "covered", behind: true }, nowMs)).toBe("attention");
});
