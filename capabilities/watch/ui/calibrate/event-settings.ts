import { EVENT_KINDS, type EventKind, type SceneEvent } from "../../words/scene.ts";
import { type Draft, isEnough, type Shape } from "./draft.ts";

/** An event of a kind as it is first asked for: the schema's own defaults, over the whole picture. */
export const FIRST: { readonly [Kind in EventKind]: Extract<SceneEvent, { readonly kind: Kind }> } = {
  "abandoned-object": { kind: "abandoned-object", dwellSeconds: 30 },
  "zone-entry": { kind: "zone-entry", dwellSeconds: 0 },
  "wrong-direction": { kind: "wrong-direction", toleranceDegrees: 60 },
  density: { kind: "density", people: 300 },
};

export const KINDS: readonly EventKind[] = EVENT_KINDS;

/** Where an event may look: anywhere, in a zone; across a line only what is crossed. */
export function placesFor(kind: EventKind, shapes: readonly Shape[]): readonly Shape[] {
  return shapes.filter((shape) => shape.kind === "zone" || (shape.kind === "line" && kind === "zone-entry"));
}

/** The event, looking somewhere else. Nobody dwells on a line, and only a line has sides. */
export function lookingAt(event: SceneEvent, place: Shape | null): SceneEvent {
  const { zone: _zone, ...rest } = event;
  if (rest.kind !== "zone-entry") return place === null ? rest : { ...rest, zone: place.name };
  const { line: _line, direction, ...entry } = rest;
  if (place === null) return entry;
  if (place.kind !== "line") return { ...entry, zone: place.name };
  return { ...entry, dwellSeconds: 0, line: place.name, direction: direction ?? "either" };
}

export function placeOf(event: SceneEvent): string | null {
  return ("line" in event ? event.line : undefined) ?? event.zone ?? null;
}

/** People are counted on the ground, and a ground is what a calibration makes. */
export function lacksGround(event: SceneEvent, draft: Draft): boolean {
  return event.kind === "density" && !isEnough(draft);
}

/** Whether all of an event was said that it needs. */
export function isComplete(event: SceneEvent): boolean {
  return event.kind !== "wrong-direction" || event.heading !== undefined || event.groundHeading !== undefined;
}

export function canSave(draft: Draft): boolean {
  const { events, shapes } = draft;
  const names = shapes.map(({ name }) => name.trim());
  return (
    events.length > 0 &&
    events.every((event) => isComplete(event) && !lacksGround(event, draft)) &&
    !names.includes("") &&
    new Set(names).size === names.length
  );
}
