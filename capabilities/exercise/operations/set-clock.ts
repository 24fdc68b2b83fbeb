import { accept, operating, role } from "@cordon/ground";
import { ExerciseClock, ExerciseCommand, isRefusal } from "@cordon/kernel";
import { z } from "zod";
import { setClock } from "../rules.ts";
import { type ExerciseTables, standingExercise } from "../tables.ts";

const { command } = operating<ExerciseTables>();

export const setExerciseClock = command({
  name: "exercise.set-clock",
  summary: "Pause, resume, speed up or seek the exercise's clock.",
  input: z.object({ command: ExerciseCommand }),
  output: ExerciseClock,
  allow: role("operator", "supervisor", "commander", "admin", "exercise"),
  async run({ input, read, now }) {
    const decided = setClock(await standingExercise(read), input.command, now);
    return isRefusal(decided) ? decided : accept(decided.entries, decided.clock);
  },
});
