import { z } from "zod";

/** Too many people in a zone, or too densely. The threshold is the one of the 2024 trial: 300 people. */
export function densitySchema<Name extends z.ZodType>(zoneName: Name) {
  return z.strictObject({
    kind: z.literal("density"),
    /** Where people are counted; without one, on all of the ground that is seen. */
    zone: zoneName.optional(),
    people: z.int().min(2).max(10_000).default(300),
    /** Over only when there are fewer than this; 85 % of `people` when not given. */
    clearBelow: z.int().min(1).max(10_000).optional(),
    /** How many there may be at most: how long until then is told with a signal. */
    capacity: z.int().min(2).max(100_000).optional(),
    /** Too densely in any cell of the ground, however few they are. */
    personsPerSquareMetre: z.number().min(0.2).max(10).optional(),
  });
}

interface SceneWithDensity {
  readonly calibration?: unknown;
  readonly events: readonly object[];
}

/** People are counted on the ground: without a calibration nobody knows how large somebody is in the picture. */
export function checkDensity({ events, calibration }: SceneWithDensity, context: z.RefinementCtx): void {
  events.forEach((event, index) => {
    if (!("kind" in event) || event.kind !== "density") return;
    const refuse = (message: string, member: string): void =>
      context.addIssue({ code: "custom", path: ["events", index, member], message });
    if (calibration === undefined) refuse("people are counted on the ground: density needs a calibration", "kind");
    const people = "people" in event ? event.people : undefined;
    const clearBelow = "clearBelow" in event ? event.clearBelow : undefined;
    if (typeof people === "number" && typeof clearBelow === "number" && clearBelow >= people)
      refuse("a crowd is over below its threshold: `clearBelow` must be less than `people`", "clearBelow");
  });
}
