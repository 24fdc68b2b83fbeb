import { z } from "zod";
import { entry, EVERYONE_ON_DUTY } from "./entry.ts";
import { type Machine, step } from "./machine.ts";
import { isRefusal, type Refusal, refuse } from "./refusal.ts";
import { Instant, millisecondsOf } from "./time.ts";

export const ExercisePhase = z.enum(["running", "paused", "ended"]);
export type ExercisePhase = z.infer<typeof ExercisePhase>;

export const SLOWEST_SPEED = 0.25;
export const FASTEST_SPEED = 60;

/**
 * Turns real time into the exercise's own: at `anchorAt` it was `anchorSeconds` after its second 0, and since then
 * `speed` seconds passed for each real one while it runs. Whoever holds this knows the exercise's time without asking.
 */
export const ExerciseClock = z.object({
  phase: ExercisePhase,
  speed: z.number().min(SLOWEST_SPEED).max(FASTEST_SPEED),
  anchorSeconds: z.number().nonnegative(),
  anchorAt: Instant,
  /** Where it stops by itself. */
  endsSeconds: z.number().positive(),
});
export type ExerciseClock = z.infer<typeof ExerciseClock>;

export const ExerciseCommand = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("pause") }),
  z.object({ kind: z.literal("resume") }),
  z.object({ kind: z.literal("set-speed"), speed: z.number() }),
  z.object({ kind: z.literal("seek"), seconds: z.number() }),
]);
export type ExerciseCommand = z.infer<typeof ExerciseCommand>;

/** Pausing, resuming and changing speed never make it jump; only seeking does. It ends by itself, and seeking back runs it again. */
export const exerciseMachine: Machine<ExercisePhase, ExerciseCommand["kind"]> = {
  word: "exercise",
  initial: "running",
  table: {
    running: { pause: "paused", resume: null, "set-speed": "running", seek: "running" },
    paused: { pause: null, resume: "running", "set-speed": "paused", seek: "paused" },
    ended: { pause: null, resume: null, "set-speed": "ended", seek: "running" },
  },
};

/** Exercise time at `now`, seconds. A real clock that is set back does not take the exercise back past its anchor. */
export function exerciseSeconds(clock: ExerciseClock, now: Instant): number {
  if (clock.phase !== "running") return clock.anchorSeconds;
  const elapsedSeconds = Math.max(0, millisecondsOf(now) - millisecondsOf(clock.anchorAt)) / 1000;
  return Math.min(clock.endsSeconds, clock.anchorSeconds + elapsedSeconds * clock.speed);
}

/** The phase as seen at `now`: a running clock that has reached its end has ended. */
export function exercisePhase(clock: ExerciseClock, now: Instant): ExercisePhase {
  return clock.phase === "running" && exerciseSeconds(clock, now) >= clock.endsSeconds ? "ended" : clock.phase;
}

/** The clock after a command at `now`, or why not. */
export function commandExercise(clock: ExerciseClock, command: ExerciseCommand, now: Instant): ExerciseClock | Refusal {
  const stepped = step(exerciseMachine, exercisePhase(clock, now), command.kind);
  if (isRefusal(stepped)) return stepped;
  const anchored: ExerciseClock = {
    ...clock,
    phase: stepped.to,
    anchorSeconds: exerciseSeconds(clock, now),
    anchorAt: now,
  };
  switch (command.kind) {
    case "pause":
    case "resume":
      return anchored;
    case "set-speed":
      if (!(command.speed >= SLOWEST_SPEED && command.speed <= FASTEST_SPEED)) {
        return refuse("invalid", `a speed is from ${SLOWEST_SPEED} to ${FASTEST_SPEED}, not ${command.speed}`, "speed");
      }
      return { ...anchored, speed: command.speed };
    case "seek":
      if (!(command.seconds >= 0 && command.seconds < clock.endsSeconds)) {
        return refuse("invalid", `the exercise runs from 0 to ${clock.endsSeconds} seconds`, "seconds");
      }
      return { ...anchored, anchorSeconds: command.seconds };
  }
}

/** `dayBegins` is the real-looking moment of the exercise's second 0, so that a page can show "20:14" for it. */
export const ExerciseBegun = entry(
  "exercise.begun",
  z.object({
    name: z.object({ fr: z.string().max(120), en: z.string().max(120) }),
    dayBegins: Instant,
    clock: ExerciseClock,
  }),
  { roles: EVERYONE_ON_DUTY },
);
export const ExerciseClockSet = entry(
  "exercise.clock-set",
  z.object({ command: ExerciseCommand, clock: ExerciseClock }),
  { roles: EVERYONE_ON_DUTY },
);
