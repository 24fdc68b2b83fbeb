import {
  commandExercise,
  ExerciseBegun,
  type ExerciseClock,
  ExerciseClockSet,
  type ExerciseCommand,
  type Instant,
  isRefusal,
  type NewEntry,
  type Refusal,
  refuse,
} from "@cordon/kernel";
import type { Exercise } from "./words.ts";

/** A restart of the same exercise goes on where it was; another one replaces it. */
export function begin(standing: Exercise | null, wanted: Exercise): readonly NewEntry[] {
  return standing !== null && standing.name.en === wanted.name.en ? [] : [ExerciseBegun.of(wanted)];
}

export function setClock(
  standing: Exercise | null,
  command: ExerciseCommand,
  now: Instant,
): { readonly entries: readonly NewEntry[]; readonly clock: ExerciseClock } | Refusal {
  if (standing === null) return refuse("not-found", "No exercise is running.");
  const clock = commandExercise(standing.clock, command, now);
  return isRefusal(clock) ? clock : { entries: [ExerciseClockSet.of({ command, clock })], clock };
}
