import type { ExerciseApi } from "@cordon/exercise";
import type { ApiOf, identity, mandates } from "@cordon/ground";
import { doorsTo } from "@cordon/ui";

/** The typed doors to what the console itself shows: who, under which mandates, and the exercise's clock. */
export const { useAnswer, useOrder, useClient } = doorsTo<
  ApiOf<typeof identity.operations> & ApiOf<typeof mandates.operations> & ExerciseApi
>();
