import { Area } from "@cordon/kernel";
import fc from "fast-check";
import { expect, it } from "vitest";
import { areaFor } from "./area.ts";

const view = fc
  .tuple(
    fc.double({ min: -179, max: 179, noNaN: true }),
    fc.double({ min: -85, max: 85, noNaN: true }),
    fc.double({ min: 0.001, max: 1, noNaN: true }),
  )
  .map(([west, south, side]): Area => [west, south, Math.min(180, west + side), Math.min(90, south + side / 2)]);

it("always covers what is seen, is an area the server takes, and is asked for once while one looks at the same", () => {
  fc.assert(
    fc.property(fc.array(view, { minLength: 1, maxLength: 30 }), (views) => {
      let watched: Area | null = null;
      for (const seen of views) {
        watched = areaFor(seen, watched) ?? watched;
        expect(Area.safeParse(watched).success).toBe(true);
        expect(areaFor(seen, watched)).toBeNull();
        const [west, south, east, north] = watched ?? [0, 0, 0, 0];
        expect(west <= seen[0] && south <= seen[1] && east >= seen[2] && north >= seen[3]).toBe(true);
      }
    }),
  );
});

it("is not asked for again after a small step, and is after a large one or a closer look", () => {
  const watched = areaFor([2.2, 48.8, 2.4, 48.9], null);
  expect(areaFor([2.22, 48.81, 2.42, 48.91], watched)).toBeNull();
  expect(areaFor([2.4, 48.8, 2.6, 48.9], watched)).not.toBeNull();
  expect(areaFor([2.29, 48.85, 2.3, 48.855], watched)).not.toBeNull();
});
