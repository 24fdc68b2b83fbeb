import { expect, it } from "vitest";
import { SceneSchema } from "../../words/scene.ts";
import { draftOf, type Shape } from "./draft.ts";
import { canSave, FIRST, KINDS, lookingAt, placeOf, placesFor } from "./event-settings.ts";

const zone: Shape = {
  kind: "zone",
  name: "quay",
  points: [
    { x: 0, y: 0 },
    { x: 9, y: 0 },
    { x: 9, y: 9 },
  ],
};
const line: Shape = {
  kind: "line",
  name: "kerb",
  points: [
    { x: 0, y: 0 },
    { x: 9, y: 0 },
  ],
};
const mask: Shape = { ...zone, kind: "mask", name: "window" };
const draft = draftOf(SceneSchema.parse({ events: [FIRST["zone-entry"]] }));

it("offers zones to every event, lines to what crosses them, masks to none", () => {
  for (const kind of KINDS) {
    const places = placesFor(kind, [zone, line, mask]);
    expect(places, kind).toEqual(kind === "zone-entry" ? [zone, line] : [zone]);
  }
});

it("never leaves an event looking at a zone and a line, whatever it looked at before", () => {
  const dwelling = { ...FIRST["zone-entry"], dwellSeconds: 20 };
  const steps = [zone, line, zone, null, line];
  steps.reduce<typeof dwelling | ReturnType<typeof lookingAt>>((event, place) => {
    const next = lookingAt(event, place);
    expect(placeOf(next)).toBe(place?.name ?? null);
    const scene = {
      events: [next],
      zones: [{ name: "quay", polygon: [...zone.points] }],
      lines: [{ name: "kerb", points: [...line.points] }],
    };
    expect(SceneSchema.safeParse(scene).error?.message).toBeUndefined();
    return next;
  }, dwelling);
});

it("is saved when nothing is left to say: a lane's way is drawn, a crowd has its ground, names are told apart", () => {
  expect(canSave(draft)).toBe(true);
  expect(canSave({ ...draft, events: [] })).toBe(false);
  expect(canSave({ ...draft, events: [FIRST["wrong-direction"]] })).toBe(false);
  expect(canSave({ ...draft, events: [FIRST.density] })).toBe(false);
  expect(canSave({ ...draft, shapes: [zone, { ...mask, name: "quay" }] })).toBe(false);
  const heading = { from: { x: 0, y: 0 }, to: { x: 9, y: 0 } };
  expect(canSave({ ...draft, events: [{ ...FIRST["wrong-direction"], heading }] })).toBe(true);
});
