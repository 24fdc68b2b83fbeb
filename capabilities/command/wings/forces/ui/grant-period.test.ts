import { instantOf, type PowerGrant } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { grantOf, typedGrant } from "./grant-period.ts";

const ZONE = "Europe/Paris";
const typed = (from: string, until: string) =>
  grantOf({ power: "carry-arms", places: null, from, until, standing: null }, ZONE);

describe("the period of a power", () => {
  it("is typed by the clock of the operation, summer time included, and may be none", () => {
    expect(typed("", "")).toEqual({ power: "carry-arms", places: null, period: null });
    expect(typed("2024-07-26T08:00", "2024-12-26T08:00")?.period).toEqual({
      from: "2024-07-26T06:00:00.000Z",
      until: "2024-12-26T07:00:00.000Z",
    });
  });

  it("has a beginning and, after it, an end", () => {
    expect(typed("2024-07-26T08:00", "")).toBeNull();
    expect(typed("", "2024-07-26T08:00")).toBeNull();
    expect(typed("2024-07-26T08:00", "2024-07-26T08:00")).toBeNull();
    expect(typed("2024-07-26T09:00", "2024-07-26T08:00")).toBeNull();
    expect(typed("2024-02-30T09:00", "2024-07-26T08:00")).toBeNull();
  });

  it("that nobody touched stays as it was, to the second and in the hour that comes twice: property", () => {
    const start = Date.parse("2024-10-26T20:00:00.000Z");
    const moment = fc.integer({ min: 0, max: 12 * 3600 }).map((seconds) => instantOf(start + seconds * 1000));
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        fc.pre(a !== b);
        const [from, until] = a < b ? [a, b] : [b, a];
        const grant: PowerGrant = { power: "carry-arms", places: null, period: { from, until } };
        expect(grantOf(typedGrant(grant, ZONE), ZONE)).toEqual(grant);
      }),
    );
  });
});
