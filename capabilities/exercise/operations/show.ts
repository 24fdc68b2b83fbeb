import { operating } from "@cordon/ground";
import { EVERYONE_ON_DUTY } from "@cordon/kernel";
import { z } from "zod";
import { type ExerciseTables, standingExercise } from "../tables.ts";
import { Exercise } from "../words.ts";

const { query } = operating<ExerciseTables>();

export const showExercise = query({
  name: "exercise.show",
  summary: "The exercise that is running and its clock, or null when this is the real day.",
  input: z.object({}),
  output: z.object({ exercise: Exercise.nullable() }),
  allow: { anyone: false, roles: EVERYONE_ON_DUTY },
  async run({ read }) {
    return { exercise: await standingExercise(read) };
  },
});
