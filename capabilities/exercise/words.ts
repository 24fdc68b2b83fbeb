import { ExerciseClock, Instant } from "@cordon/kernel";
import { z } from "zod";

/** What a page needs to show the exercise's time, and to say that this is an exercise. */
export const Exercise = z.object({
  name: z.object({ fr: z.string().min(1).max(120), en: z.string().min(1).max(120) }),
  dayBegins: Instant,
  clock: ExerciseClock,
});
export type Exercise = z.infer<typeof Exercise>;
