import { expect, it } from "vitest";
import { DESTINATIONS } from "./destinations.ts";

it("gives each page a path and a letter of its own", () => {
  const all = Object.values(DESTINATIONS);
  expect(new Set(all.map(({ path }) => path)).size).toBe(all.length);
  expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
});
