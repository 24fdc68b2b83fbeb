import { z } from "zod";

/** The way traffic goes in a lane, as an arrow: from one point towards another. */
export function headingSchema<Point extends z.ZodType>(point: Point) {
  return z.strictObject({ from: point, to: point });
}

interface SceneWithHeadings {
  readonly calibration?: unknown;
  readonly events: readonly object[];
}

/** A lane has one heading, that points somewhere. */
export function checkHeadings({ events, calibration }: SceneWithHeadings, context: z.RefinementCtx): void {
  events.forEach((event, index) => {
    if (!("kind" in event) || event.kind !== "wrong-direction") return;
    const refuse = (message: string, ...path: string[]): void =>
      context.addIssue({ code: "custom", path: ["events", index, ...path], message });
    const heading = "heading" in event ? event.heading : undefined;
    const ground = "groundHeading" in event ? event.groundHeading : undefined;
    if ((heading === undefined) === (ground === undefined))
      refuse("a lane has either a `heading` in pixels or a `groundHeading` on the ground");
    if (ground !== undefined && calibration === undefined)
      refuse("a heading on the ground needs a calibration", "groundHeading");
    if (isOnePoint(heading)) refuse("a heading goes from one point to another", "heading");
    if (isOnePoint(ground)) refuse("a heading goes from one point to another", "groundHeading");
  });
}

function isOnePoint(heading: unknown): boolean {
  if (typeof heading !== "object" || heading === null || !("from" in heading) || !("to" in heading)) return false;
  return JSON.stringify(heading.from) === JSON.stringify(heading.to);
}
