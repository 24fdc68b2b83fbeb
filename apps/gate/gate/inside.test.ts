import type { Presence } from "@cordon/access/words";
import { type Instant, instantOf, PassNumber, PlaceId, ScanId, ulid } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { Inside } from "./inside.ts";

const NOW = Date.parse("2026-07-26T18:00:00Z");
const DAY_MS = 86_400_000;
const id = (seed: number) => ulid(NOW, new Uint8Array(10).fill(seed));
const ago = (days: number): Instant => instantOf(NOW - days * DAY_MS);
const now = ago(0);

function presence(pass: number, daysAgo: number, inside = true): Presence {
  return {
    pass: PassNumber.parse(pass),
    inside,
    at: ago(daysAgo),
    gate: PlaceId.parse(id(1)),
    scan: ScanId.parse(id(pass)),
    zone: "G1",
  };
}

describe("who is inside", () => {
  it("is whoever went in and did not come out, by the latest that is known", () => {
    const inside = new Inside();
    expect(inside.place(presence(1, 2))).toBe(true);
    expect(inside.place(presence(1, 3, false))).toBe(false);
    expect(inside.of(PassNumber.parse(1), now)).toMatchObject({ at: ago(2) });
    expect(inside.place(presence(1, 1, false))).toBe(true);
    expect(inside.of(PassNumber.parse(1), now)).toBeNull();
  });

  it("is known for as long as the mandate says: then the pass opens again, and what is kept of it is dropped", () => {
    const inside = new Inside();
    inside.place(presence(1, 2.9));
    inside.place(presence(2, 3.1));
    expect(inside.of(PassNumber.parse(2), now)).not.toBeNull();
    expect(inside.forget(now)).toEqual([]);
    inside.keepFor(3);
    expect(inside.of(PassNumber.parse(1), now)).not.toBeNull();
    expect(inside.of(PassNumber.parse(2), now)).toBeNull();
    expect(inside.forget(now)).toEqual([presence(2, 3.1, false)]);
    expect(inside.size).toBe(1);
  });
});
