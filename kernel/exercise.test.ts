import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  commandExercise,
  type ExerciseClock,
  type ExerciseCommand,
  exerciseMachine,
  exercisePhase,
  exerciseSeconds,
  FASTEST_SPEED,
  instantOf,
  isRefusal,
  SLOWEST_SPEED,
} from "./index.ts";

const t0 = Date.UTC(2026, 6, 26);
const endsSeconds = 16_200;

function running(anchorSeconds: number): ExerciseClock {
  return { phase: "running", speed: 1, anchorSeconds, anchorAt: instantOf(t0), endsSeconds };
}

const anyCommand: fc.Arbitrary<ExerciseCommand> = fc.oneof(
  fc.constant<ExerciseCommand>({ kind: "pause" }),
  fc.constant<ExerciseCommand>({ kind: "resume" }),
  fc
    .double({ min: SLOWEST_SPEED, max: FASTEST_SPEED, noNaN: true })
    .map((speed): ExerciseCommand => ({ kind: "set-speed", speed })),
  fc
    .double({ min: 0, max: endsSeconds, maxExcluded: true, noNaN: true })
    .map((seconds): ExerciseCommand => ({ kind: "seek", seconds })),
);
const history = fc.array(fc.tuple(anyCommand, fc.integer({ min: 0, max: 600_000 })), { maxLength: 30 });

/** Plays a history, looking at each command that was accepted. */
function play(
  steps: readonly (readonly [ExerciseCommand, number])[],
  look: (before: ExerciseClock, after: ExerciseClock, command: ExerciseCommand, nowMs: number) => void,
): { readonly clock: ExerciseClock; readonly nowMs: number } {
  let clock = running(0);
  let nowMs = t0;
  for (const [command, waitMs] of steps) {
    nowMs += waitMs;
    const next = commandExercise(clock, command, instantOf(nowMs));
    if (isRefusal(next)) continue;
    look(clock, next, command, nowMs);
    clock = next;
  }
  return { clock, nowMs };
}

describe("the exercise's clock", () => {
  it("does not jump on pause, resume or a change of speed, and lands where it was sent on seek", () => {
    fc.assert(
      fc.property(history, (steps) => {
        play(steps, (before, after, command, nowMs) => {
          const expected = command.kind === "seek" ? command.seconds : exerciseSeconds(before, instantOf(nowMs));
          expect(exerciseSeconds(after, instantOf(nowMs))).toBeCloseTo(expected, 6);
        });
      }),
    );
  });

  it("never runs backwards, and never past its end", () => {
    fc.assert(
      fc.property(history, fc.array(fc.integer({ min: 0, max: 100_000_000 }), { minLength: 2 }), (steps, waits) => {
        const { clock, nowMs } = play(steps, () => undefined);
        const moments = [...waits].sort((a, b) => a - b).map((wait) => exerciseSeconds(clock, instantOf(nowMs + wait)));
        for (const [i, seconds] of moments.entries()) {
          expect(seconds).toBeGreaterThanOrEqual(moments[i - 1] ?? 0);
          expect(seconds).toBeLessThanOrEqual(endsSeconds);
        }
      }),
    );
  });

  it("stands while paused and when it is over, and does not follow a real clock that is set back", () => {
    const paused = commandExercise(running(50), { kind: "pause" }, instantOf(t0 + 1000));
    if (isRefusal(paused)) throw new Error(paused.because);
    expect(exerciseSeconds(paused, instantOf(t0 + 9_000_000))).toBe(51);
    expect(exercisePhase(running(endsSeconds - 1), instantOf(t0 + 999))).toBe("running");
    expect(exercisePhase(running(endsSeconds - 1), instantOf(t0 + 1000))).toBe("ended");
    expect(exerciseSeconds(running(50), instantOf(t0 - 3_600_000))).toBe(50);
  });

  it.each([
    ["running", running(0), t0],
    ["ended", running(endsSeconds - 1), t0 + 5000],
  ] as const)("refuses, when %s, what its table refuses and nothing else", (phase, clock, nowMs) => {
    for (const kind of ["pause", "resume"] as const) {
      expect(isRefusal(commandExercise(clock, { kind }, instantOf(nowMs)))).toBe(
        exerciseMachine.table[phase][kind] === null,
      );
    }
  });

  it("refuses speeds and moments out of its range", () => {
    for (const speed of [0, 0.2, 61, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(commandExercise(running(0), { kind: "set-speed", speed }, instantOf(t0))).toMatchObject({
        refused: "invalid",
      });
    }
    expect(commandExercise(running(0), { kind: "seek", seconds: endsSeconds }, instantOf(t0))).toMatchObject({
      refused: "invalid",
    });
  });

  it("runs again when someone seeks back after the end", () => {
    const again = commandExercise(running(endsSeconds), { kind: "seek", seconds: 10 }, instantOf(t0 + 5000));
    if (isRefusal(again)) throw new Error(again.because);
    expect(exerciseSeconds(again, instantOf(t0 + 7000))).toBe(12);
  });
});
