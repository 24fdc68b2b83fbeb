import { destination } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { settle, UNSETTLED } from "./pace.ts";
import type { Fix } from "./state.ts";

const fix = (metres: number, seconds: number, accuracyMetres = 8): Fix => {
  const [lon, lat] = destination([2.2885, 48.8617], 90, metres);
  return { lon, lat, accuracyMetres, headingDegrees: null, speed: null, atMs: seconds * 1000 };
};
const after = (fixes: readonly Fix[], urgent = false) =>
  fixes.reduce((settling, one) => settle(settling, one, urgent), UNSETTLED);

describe("how often a phone looks where it is", () => {
  it("is seldom once it stood for a minute, and often as soon as it left", () => {
    expect(after([fix(0, 0), fix(4, 30)]).pace).toBe("moving");
    expect(after([fix(0, 0), fix(4, 30), fix(9, 61)]).pace).toBe("still");
    expect(after([fix(0, 0), fix(4, 30), fix(9, 61), fix(60, 121)]).pace).toBe("moving");
  });
  it("does not take a jump within the error for a walk", () => {
    expect(after([fix(0, 0, 60), fix(50, 30, 60), fix(0, 61, 60)]).pace).toBe("still");
  });
  it("is often for whoever goes on walking, and for whoever called for help", () => {
    expect(after([fix(0, 0), fix(80, 60), fix(160, 120), fix(240, 180)]).pace).toBe("moving");
    expect(after([fix(0, 0), fix(0, 120)], true).pace).toBe("moving");
  });
});
