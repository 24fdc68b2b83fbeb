import type { PlaceFeature, TaskView } from "@cordon/command";
import { type Position, positionWithin } from "@cordon/kernel";
import type { DrawnOverlay, PhoneState } from "../../phone/state.ts";

/** What the plan shows for this unit: its post, its tasks, and what was drawn for it. */
export type Thing =
  | { readonly what: "post"; readonly id: string; readonly at: Position; readonly place: PlaceFeature }
  | {
      readonly what: "task";
      readonly id: string;
      readonly at: Position;
      readonly task: TaskView;
      readonly number: number;
    }
  | { readonly what: "overlay"; readonly id: string; readonly at: Position; readonly overlay: DrawnOverlay };

/** In the order in which they are listed: where one has to be first. */
export function thingsOf({
  tasks,
  shifts,
  places,
  overlays,
}: Pick<PhoneState, "tasks" | "shifts" | "places" | "overlays">): readonly Thing[] {
  const post = (shifts?.current ?? shifts?.next[0])?.place;
  const place = post === undefined ? undefined : places.find(({ id }) => id === post);
  const at = place && middleOf(place.geometry);
  return [
    ...(tasks?.open ?? []).map((task, index) => ({
      ...{ what: "task" as const, id: task.id, at: task.position, task, number: index + 1 },
    })),
    ...(place === undefined || at === undefined ? [] : [{ what: "post" as const, id: "post", at, place }]),
    ...(overlays ?? []).flatMap((overlay) => {
      const middle = middleOf(overlay.shape);
      return middle === undefined ? [] : [{ what: "overlay" as const, id: overlay.id, at: middle, overlay }];
    }),
  ];
}

/** Where its name stands: a point itself, the middle of a line's middle piece, or within an area. */
export function middleOf(shape: DrawnOverlay["shape"] | PlaceFeature["geometry"]): Position | undefined {
  if (shape.type === "Point") return shape.coordinates;
  if (shape.type === "Polygon") return positionWithin(shape);
  const at = Math.floor(shape.coordinates.length / 2);
  const [a, b] = [shape.coordinates[at - 1], shape.coordinates[at]];
  return a === undefined || b === undefined ? b : [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}

export function cornersOf(shape: DrawnOverlay["shape"] | PlaceFeature["geometry"]): readonly Position[] {
  if (shape.type === "Point") return [shape.coordinates];
  return shape.type === "Polygon" ? shape.coordinates.flat() : shape.coordinates;
}
