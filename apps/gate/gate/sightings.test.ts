import { expect, it } from "vitest";
import { SAME_WITHIN_MS, Sightings } from "./sightings.ts";

it("takes what stays in view for one scan, however long it stays, and for another once it was gone", () => {
  const sightings = new Sightings();
  expect(sightings.isNew("pass", 0)).toBe(true);
  let atMs = 0;
  while (atMs < 10 * SAME_WITHIN_MS) {
    atMs += SAME_WITHIN_MS - 1;
    expect(sightings.isNew("pass", atMs)).toBe(false);
  }
  expect(sightings.isNew("pass", atMs + SAME_WITHIN_MS)).toBe(true);
});

it("tells two codes apart, and looks again at one that was not looked at after all", () => {
  const sightings = new Sightings();
  expect(sightings.isNew("one", 0)).toBe(true);
  expect(sightings.isNew("other", 1)).toBe(true);
  sightings.forget("one");
  expect(sightings.isNew("one", 2)).toBe(true);
  expect(sightings.isNew("other", 3)).toBe(false);
});
