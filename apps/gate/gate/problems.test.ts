import { Instant, PlaceId } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { type Circumstances, problemsOf } from "./problems.ts";
import { STARTING } from "./state.ts";

const at = (text: string) => Instant.parse(text);
const NOW = at("2024-07-26T18:00:00.000Z");
const HOLDS: Circumstances["holds"] = {
  rules: {
    number: 3,
    publishedAt: NOW,
    valid: { from: at("2024-07-26T00:00:00.000Z"), until: at("2024-07-28T00:00:00.000Z") },
  },
  keys: { number: 1, publishedAt: NOW },
  revocations: { count: 0, asOf: NOW },
  mandateUntil: at("2024-07-27T00:00:00.000Z"),
  presence: 0,
};
const post = { gate: PlaceId.parse("01J3QZ0000000000000000GATE"), described: null, zone: null };
const WELL: Circumstances = {
  holds: HOLDS,
  post: null,
  now: NOW,
  skewMs: 0,
  full: false,
  reserveGone: false,
  outdated: false,
  forged: [],
  refused: null,
  server: null,
};
const kindsOf = (given: Partial<Circumstances>) => problemsOf({ ...WELL, ...given }).map(({ problem }) => problem);

describe("what is wrong at a gate", () => {
  it("is nothing when all is well", () => {
    expect(kindsOf({})).toEqual([]);
  });

  it("is its clock from more than 60 s on, fast or slow, and not before", () => {
    expect(kindsOf({ skewMs: 60_000 })).toEqual([]);
    expect(kindsOf({ skewMs: -60_000 })).toEqual([]);
    expect(problemsOf({ ...WELL, skewMs: 60_001 })).toEqual([{ problem: "clock-skew", skewMs: 60_001 }]);
    expect(problemsOf({ ...WELL, skewMs: -60_001 })).toEqual([{ problem: "clock-skew", skewMs: -60_001 }]);
    expect(kindsOf({ skewMs: null })).toEqual([]);
  });

  it("is all it lacks, once it has its post and not before", () => {
    const holds = STARTING.holds;
    expect(kindsOf({ holds })).toEqual([]);
    expect(kindsOf({ holds, post })).toEqual(["no-keys", "no-rules", "no-mandate", "no-revocations"]);
  });

  it("is a mandate that ended, in the moment it ends", () => {
    expect(kindsOf({ post, holds: { ...HOLDS, mandateUntil: NOW } })).toContain("no-mandate");
    const still = { ...HOLDS, mandateUntil: at("2024-07-26T18:00:00.001Z") };
    expect(kindsOf({ post, holds: still })).not.toContain("no-mandate");
  });

  it("is said the worst first: what closes the gate before what somebody must hear of", () => {
    const forged = [{ problem: "forged", what: "keys", because: "another-root" }] as const;
    const refused = { count: 2, detail: "another gate" };
    const given = { full: true, reserveGone: true, forged, refused, skewMs: 90_000, outdated: true, server: "no" };
    expect(kindsOf(given)).toEqual(["cannot-keep", "forged", "refused-scans", "clock-skew", "outdated", "server"]);
    expect(kindsOf({ reserveGone: true })).toEqual(["nearly-full"]);
  });
});
