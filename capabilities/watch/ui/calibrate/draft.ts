import type { Position } from "@cordon/kernel";
import { homographyFrom, invertHomography, project } from "../../rules/homography.ts";
import type { KnownPoint, PictureSize, UprightPerson } from "../../words/calibration.ts";
import type { Point, Scene, SceneEvent } from "../../words/scene.ts";

/** A place in the still whose place outside is known, or not yet. */
export interface DraftPoint {
  readonly pixel: Point;
  readonly at: KnownPoint["at"] | null;
}

export const SHAPE_KINDS = ["zone", "line", "mask"] as const;
export type ShapeKind = (typeof SHAPE_KINDS)[number];

/** What is drawn on the still. Corners in pixels of the video. */
export interface Shape {
  readonly kind: ShapeKind;
  readonly name: string;
  readonly points: readonly Point[];
}

export const METHODS = ["points", "people", "none"] as const;
export type Method = (typeof METHODS)[number];

/** All that a person says of a camera on the way through the wizard; nothing of it counts before it is saved. */
export interface Draft {
  readonly method: Method;
  readonly points: readonly DraftPoint[];
  readonly people: readonly UprightPerson[];
  readonly personHeightMetres: number;
  readonly shapes: readonly Shape[];
  readonly events: readonly SceneEvent[];
}

/** As many corners as a shape of a kind needs at least, and takes at most. */
export const CORNERS: Readonly<Record<ShapeKind, { readonly least: number; readonly most: number }>> = {
  zone: { least: 3, most: 200 },
  line: { least: 2, most: 2 },
  mask: { least: 3, most: 200 },
};

/** What stands of a camera, to be gone on with. What was given on the ground is drawn where it lies in the picture. */
export function draftOf(scene: Scene): Draft {
  const toGround = scene.calibration === undefined ? undefined : homographyFrom(scene.calibration.points);
  const toPicture = toGround === undefined ? undefined : invertHomography(toGround);
  const inPicture = (pixels: readonly Point[] | undefined, ground: readonly Point[] | undefined): readonly Point[] => {
    if (pixels !== undefined) return pixels;
    return ground === undefined || toPicture === undefined
      ? []
      : ground.map((point) => rounded(project(toPicture, point)));
  };
  const shape = (kind: ShapeKind, name: string, points: readonly Point[]): readonly Shape[] =>
    points.length < CORNERS[kind].least ? [] : [{ kind, name, points }];
  return {
    method: "points",
    points: (scene.calibration?.points ?? []).map(({ pixel, ground }) => ({ pixel, at: ground })),
    people: [],
    personHeightMetres: 1.7,
    shapes: [
      ...scene.zones.flatMap(({ name, polygon, ground }) => shape("zone", name, inPicture(polygon, ground))),
      ...(scene.lines ?? []).flatMap(({ name, points, ground }) => shape("line", name, inPicture(points, ground))),
      ...(scene.masks ?? []).flatMap(({ name, polygon }) => shape("mask", name, polygon)),
    ],
    events: scene.events,
  };
}

/**
 * The scene to save: what the wizard knows replaces what stood there, and what it does not know of stays as it was.
 * @param size of the still it was drawn on
 * @param calibration as the server made it out of the draft's points or people; null for a camera without a ground
 */
export function sceneOf(
  draft: Draft,
  before: Scene,
  calibration: Scene["calibration"] | null,
  size: Scene["picture"] = before.picture,
): Scene {
  const { calibration: _calibration, lines: _lines, masks: _masks, picture: _picture, ...rest } = before;
  const lines = linesOf(draft);
  const areas = (wanted: ShapeKind) =>
    draft.shapes.flatMap(({ kind, name, points }) => (kind === wanted ? [{ name, polygon: [...points] }] : []));
  const masks = areas("mask");
  return {
    ...rest,
    ...(size === undefined ? {} : { picture: { width: size.width, height: size.height } }),
    zones: areas("zone"),
    ...(lines.length === 0 ? {} : { lines }),
    ...(masks.length === 0 ? {} : { masks }),
    ...(calibration == null ? {} : { calibration }),
    events: [...draft.events],
  };
}

/** Its tripwires, from their first point to their second. */
export function linesOf({ shapes }: Draft): { name: string; points: [Point, Point] }[] {
  return shapes.flatMap(({ kind, name, points: [first, second] }) =>
    kind === "line" && first !== undefined && second !== undefined ? [{ name, points: pair(first, second) }] : [],
  );
}

const pair = (first: Point, second: Point): [Point, Point] => [first, second];

/** A tenth of a pixel is finer than any click. */
export function rounded({ x, y }: Point): Point {
  return { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 };
}

/** A name that no shape has yet: `zone 2`. */
export function freshName(shapes: readonly Shape[], word: string): string {
  const taken = new Set(shapes.map(({ name }) => name));
  for (let count = 1; ; count++) if (!taken.has(`${word} ${count}`)) return `${word} ${count}`;
}

/** What looks at a place goes with it by its name; what looked at a place that is taken away looks at nothing, and goes as well. */
export function renamed(draft: Draft, from: string, to: string): Draft {
  return {
    ...draft,
    shapes: draft.shapes.map((shape) => (shape.name === from ? { ...shape, name: to } : shape)),
    events: draft.events.map((event) => ({
      ...event,
      ...(event.zone === from ? { zone: to } : {}),
      ...("line" in event && event.line === from ? { line: to } : {}),
    })),
  };
}

export function without(draft: Draft, name: string): Draft {
  return {
    ...draft,
    shapes: draft.shapes.filter((shape) => shape.name !== name),
    events: draft.events.filter((event) => event.zone !== name && !("line" in event && event.line === name)),
  };
}

/** The known points of a rectangle on the ground that was clicked corner by corner: near left, near right, far right, far left. */
export function rectangle(
  points: readonly DraftPoint[],
  widthMetres: number,
  lengthMetres: number,
): readonly DraftPoint[] {
  const corners = [
    { x: 0, y: 0 },
    { x: widthMetres, y: 0 },
    { x: widthMetres, y: lengthMetres },
    { x: 0, y: lengthMetres },
  ];
  return points.map((point, at) => ({ ...point, at: corners[at] ?? point.at }));
}

export function isOnMap(at: KnownPoint["at"]): at is Position {
  return Array.isArray(at);
}

/** Those that can be reckoned with. */
export function knownOf(points: readonly DraftPoint[]): readonly KnownPoint[] {
  return points.flatMap(({ pixel, at }) => (at === null ? [] : [{ pixel, at }]));
}

/** Whether there is enough of what the method needs; the server says the rest. */
export function isEnough({ method, points, people }: Draft): boolean {
  if (method === "none") return false;
  return method === "points" ? knownOf(points).length >= 4 : people.length >= 3;
}

/** Inside of the picture, wherever the pointer went. */
export function inside({ x, y }: Point, { width, height }: PictureSize): Point {
  return rounded({ x: Math.min(width, Math.max(0, x)), y: Math.min(height, Math.max(0, y)) });
}

/**
 * Known points whose metres were measured from anywhere, as seen from below the camera: x to its right, y ahead.
 * @param view where the camera stands in the metres they were measured in, and how far it is turned, clockwise from their y
 */
export function beforeTheCamera(
  points: readonly KnownPoint[],
  view: { readonly stands: Point; readonly headingDegrees: number },
): readonly KnownPoint[] {
  const turn = (view.headingDegrees * Math.PI) / 180;
  return points.map(({ pixel, at }) => {
    if (isOnMap(at)) return { pixel, at };
    const [x, y] = [at.x - view.stands.x, at.y - view.stands.y];
    return { pixel, at: { x: x * Math.cos(turn) - y * Math.sin(turn), y: x * Math.sin(turn) + y * Math.cos(turn) } };
  });
}
