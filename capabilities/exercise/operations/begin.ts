import { accept, operating, role } from "@cordon/ground";
import { begin } from "../rules.ts";
import { type ExerciseTables, standingExercise } from "../tables.ts";
import { Exercise } from "../words.ts";

const { command } = operating<ExerciseTables>();

export const beginExercise = command({
  name: "exercise.begin",
  summary: "Begin an exercise; the same one again goes on where it was. Answers how it stands.",
  input: Exercise,
  output: Exercise,
  allow: role("exercise", "admin"),
  async run({ input, read }) {
    const standing = await standingExercise(read);
    const entries = begin(standing, input);
    return accept(entries, entries.length === 0 && standing !== null ? standing : input);
  },
});
