import { exerciseSeconds, instantOf, isRefusal } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { begin, setClock } from "./rules.ts";
import type { Exercise } from "./words.ts";

const START = Date.parse("2026-06-01T10:00:00.000Z");
const after = (seconds: number) => instantOf(START + seconds * 1000);
const standing: Exercise = {
  name: { fr: "Cérémonie", en: "Ceremony" },
  dayBegins: instantOf(Date.parse("2024-07-26T17:00:00.000Z")),
  clock: { phase: "running", speed: 1, anchorSeconds: 100, anchorAt: after(0), endsSeconds: 1000 },
};

describe("an exercise", () => {
  it("that begins again goes on where it was; another one takes its place", () => {
    expect(begin(null, standing)).toHaveLength(1);
    expect(begin(standing, { ...standing, clock: { ...standing.clock, anchorSeconds: 0 } })).toEqual([]);
    expect(begin(standing, { ...standing, name: { fr: "Match", en: "Match" } })).toHaveLength(1);
  });

  it("has its clock set by an entry that says what it became", () => {
    const decided = setClock(standing, { kind: "set-speed", speed: 10 }, after(20));
    if (isRefusal(decided)) throw new Error(decided.because);
    expect(decided.entries).toHaveLength(1);
    expect(exerciseSeconds(decided.clock, after(30))).toBe(100 + 20 + 100);
  });

  it("that nobody began has no clock to set, and one that is paused cannot be paused", () => {
    expect(setClock(null, { kind: "pause" }, after(0))).toMatchObject({ refused: "not-found" });
    expect(
      setClock({ ...standing, clock: { ...standing.clock, phase: "paused" } }, { kind: "pause" }, after(0)),
    ).toMatchObject({ refused: "not-possible-now" });
    expect(setClock(standing, { kind: "seek", seconds: 1000 }, after(0))).toMatchObject({ refused: "invalid" });
    expect(setClock(standing, { kind: "set-speed", speed: 61 }, after(0))).toMatchObject({ refused: "invalid" });
  });
});
