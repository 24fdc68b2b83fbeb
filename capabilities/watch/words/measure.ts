import { z } from "zod";

/** How many people a camera counts in a zone, and how sure that is. */
export const Measure = z.object({
  people: z.int().nonnegative(),
  /** Half the width of the interval that holds the true number 19 times in 20. */
  error: z.number().nonnegative(),
  /** In the densest cell of the ground. */
  personsPerSquareMetre: z.number().nonnegative(),
  /** How many there may be at most, and how long until then at the present inflow; null when they do not become more. */
  capacity: z.int().positive().optional(),
  secondsToCapacity: z.number().nonnegative().nullable().optional(),
});
export type Measure = z.infer<typeof Measure>;

/** For the operator, read in either language: `312 ± 21 pers.; max. 3.1/m²; jauge / capacity 400: 6 min`. */
export function inWords({ people, error, personsPerSquareMetre, capacity, secondsToCapacity }: Measure): string {
  const parts = [`${people} ± ${Math.ceil(error)} pers.`, `max. ${personsPerSquareMetre.toFixed(1)}/m²`];
  if (capacity !== undefined && typeof secondsToCapacity === "number")
    parts.push(
      secondsToCapacity === 0
        ? `jauge atteinte / capacity reached: ${capacity}`
        : `jauge / capacity ${capacity}: ${duration(secondsToCapacity)}`,
    );
  return parts.join("; ");
}

function duration(seconds: number): string {
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
