import { CameraId, isRefusal, ScoreRunId, ulid } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SceneSchema } from "../words/scene.ts";
import { type ScoreLine, ScoreState } from "../words/score.ts";
import {
  cancelRun,
  failRun,
  finishRun,
  keepScore,
  keptUntilMs,
  sceneWith,
  type StandingRun,
  startRun,
  trialsOf,
} from "./score.ts";

const id = ulid(0, new Uint8Array(10));
const line: ScoreLine = {
  kind: "zone-entry",
  setting: { name: "dwellSeconds", value: 5 },
  truePositives: 3,
  falsePositives: 1,
  missed: 0,
  precision: 0.75,
  recall: 1,
  delaySeconds: { median: 0.2, p95: 0.4 },
};
const standing = (state: ScoreState): StandingRun => ({
  id: ScoreRunId.parse(id),
  camera: CameraId.parse(id),
  clip: "yard.mp4",
  sha256: state === "done" ? "a".repeat(64) : null,
  state,
  lines: state === "done" ? [line] : [],
});

const DECIDE = {
  start: startRun,
  finish: (run: StandingRun) => finishRun(run, { sha256: "a".repeat(64), seconds: 10, lines: [line] }),
  fail: (run: StandingRun) => failRun(run, "no video"),
  cancel: cancelRun,
};
/** What somebody who asks for a replay was promised, written without the table. */
const PROMISED: Record<keyof typeof DECIDE, { from: readonly ScoreState[]; to: ScoreState }> = {
  start: { from: ["queued"], to: "running" },
  finish: { from: ["running"], to: "done" },
  fail: { from: ["queued", "running"], to: "failed" },
  cancel: { from: ["queued", "running"], to: "cancelled" },
};

describe("a replay", () => {
  it("follows what was promised, whatever is asked of it and in whatever order", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("start", "finish", "fail", "cancel"), { maxLength: 12 }), (events) => {
        let state: ScoreState = "queued";
        let ends = 0;
        for (const event of events) {
          const decision = DECIDE[event](standing(state));
          const may = PROMISED[event].from.includes(state);
          expect(isRefusal(decision), `${event} of one that is ${state}`).toBe(!may);
          if (!may) continue;
          state = PROMISED[event].to;
          if (event !== "start") ends++;
        }
        expect(ends).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("has a score to keep when it is done, and of what it measured alone", () => {
    for (const state of ScoreState.options)
      expect(isRefusal(keepScore(standing(state), "zone-entry", 5, false)), state).toBe(state !== "done");
    expect(keepScore(standing("done"), "zone-entry", 7, false)).toMatchObject({ refused: "not-found" });
    expect(keepScore(standing("done"), "abandoned-object", 5, false)).toMatchObject({ refused: "not-found" });
    expect(keepScore(standing("done"), "zone-entry", 5, true)).toMatchObject({
      entry: { kind: "watch.score.kept", data: { precision: 0.75, clip: "yard.mp4", applied: true } },
    });
  });
});

describe("a sweep", () => {
  const scene = SceneSchema.parse({
    events: [
      { kind: "zone-entry", dwellSeconds: 1, zone: "quay" },
      { kind: "zone-entry", dwellSeconds: 2 },
      { kind: "abandoned-object", dwellSeconds: 30 },
    ],
    zones: {
      quay: [
        [0, 0],
        [9, 0],
        [9, 9],
      ],
    },
  });

  it("changes one number of every event of one kind, and nothing else", () => {
    const changed = sceneWith(scene, "zone-entry", { name: "dwellSeconds", value: 5 });
    if (isRefusal(changed)) throw new Error(changed.because);
    expect(changed).toEqual({
      ...scene,
      events: scene.events.map((event) => (event.kind === "zone-entry" ? { ...event, dwellSeconds: 5 } : event)),
    });
  });

  it("tries each value once, and refuses in words what the scene does not have or take", () => {
    const sweep = (name: string, ...values: number[]) => trialsOf(scene, { kind: "zone-entry", name, values });
    expect(sweep("dwellSeconds", 1, 5, 5)).toMatchObject([{ setting: { value: 1 } }, { setting: { value: 5 } }]);
    expect(trialsOf(scene, null)).toMatchObject([{ setting: null, kinds: ["zone-entry", "abandoned-object"] }]);
    expect(sweep("zone", 1)).toMatchObject({ refused: "invalid", what: "name" });
    expect(sweep("constructor", 1)).toMatchObject({ refused: "invalid", what: "name" });
    expect(sweep("dwellSeconds", -1)).toMatchObject({ refused: "invalid", what: "values" });
  });
});

it("a clip is kept for a year at most, or as long as its mandate says", () => {
  const written = Date.parse("2026-01-01T00:00:00.000Z");
  expect(new Date(keptUntilMs(written)).toISOString()).toBe("2027-01-01T00:00:00.000Z");
  expect(new Date(keptUntilMs(written, 30)).toISOString()).toBe("2026-01-31T00:00:00.000Z");
  expect(keptUntilMs(written, 10_000)).toBe(keptUntilMs(written));
});
