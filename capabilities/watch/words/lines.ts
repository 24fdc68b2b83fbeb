import { z } from "zod";

/** Across a line: whichever way, or towards the left or the right of somebody who walks from its first point to its second. */
export const CROSSING_DIRECTIONS = ["either", "to-left", "to-right"] as const;
export type CrossingDirection = (typeof CROSSING_DIRECTIONS)[number];

/** A tripwire: two ends, in pixels of the video or on the ground in the units of the calibration (metres). */
export function lineSchema<Point extends z.ZodType>(point: Point, name: z.ZodString) {
  const ends = z.tuple([point, point], "a line has a first and a second point");
  return z
    .strictObject({ name, points: ends.optional(), ground: ends.optional() })
    .refine(
      (line) => (line.points === undefined) !== (line.ground === undefined),
      "a line has either its `points` in pixels or its ends on the `ground`",
    );
}

interface SceneWithLines {
  readonly zones: readonly { readonly name: string }[];
  readonly lines?:
    | readonly { readonly name: string; readonly points?: unknown; readonly ground?: unknown }[]
    | undefined;
  readonly calibration?: unknown;
  readonly events: readonly object[];
}

/** Every line a scene names is there, once, and is not a zone as well: a signal carries the name of either. */
export function checkLines(scene: SceneWithLines, context: z.RefinementCtx): void {
  const { lines = [], zones, events, calibration } = scene;
  const refuse = (message: string, ...path: (string | number)[]): void =>
    context.addIssue({ code: "custom", path, message });
  const names = new Set<string>();
  const zoneNames = new Set(zones.map(({ name }) => name));
  lines.forEach(({ name, points, ground }, index) => {
    const quoted = JSON.stringify(name);
    if (names.has(name)) refuse(`there are two lines called ${quoted}`, "lines", index, "name");
    if (zoneNames.has(name)) refuse(`a zone is already called ${quoted}`, "lines", index, "name");
    names.add(name);
    if (ground !== undefined && calibration === undefined)
      refuse("a line on the ground needs a calibration", "lines", index, "ground");
    if (isOnePoint(points ?? ground)) refuse("a line's two ends are not one point", "lines", index);
  });
  events.forEach((event, index) => {
    const line = "line" in event ? event.line : undefined;
    if (typeof line !== "string") {
      if ("direction" in event && event.direction !== undefined && "kind" in event && event.kind === "zone-entry")
        refuse("only a line is crossed in a direction", "events", index, "direction");
      return;
    }
    if ("zone" in event && event.zone !== undefined)
      refuse("an event looks at a zone or at a line, not at both", "events", index, "line");
    if ("dwellSeconds" in event && typeof event.dwellSeconds === "number" && event.dwellSeconds > 0)
      refuse("nobody dwells on a line", "events", index, "dwellSeconds");
    if (names.has(line)) return;
    const known =
      names.size === 0
        ? "the scene has no lines"
        : `the lines are ${[...names].map((name) => JSON.stringify(name)).join(", ")}`;
    refuse(`no line is called ${JSON.stringify(line)}: ${known}`, "events", index, "line");
  });
}

function isOnePoint(ends: unknown): boolean {
  return Array.isArray(ends) && JSON.stringify(ends[0]) === JSON.stringify(ends[1]);
}
