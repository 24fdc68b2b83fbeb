import { type ApiOf, capability } from "@cordon/ground";
import { ExerciseBegun, ExerciseClockSet } from "@cordon/kernel";
import { beginExercise } from "./operations/begin.ts";
import { setExerciseClock } from "./operations/set-clock.ts";
import { showExercise } from "./operations/show.ts";
import { migrations, projections, tables } from "./tables.ts";

export * from "./words.ts";

/** A rehearsal's clock, set through the same doors as everything else and heard by the exercise on the live stream. */
export const exercise = capability({
  name: "exercise",
  entries: [ExerciseBegun, ExerciseClockSet],
  operations: [beginExercise, setExerciseClock, showExercise],
  migrations,
  tables,
  projections,
  workers: [],
});

export type ExerciseApi = ApiOf<typeof exercise.operations>;
