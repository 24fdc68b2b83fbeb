import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Polygon, Position } from "./geo.ts";
import { MandateId } from "./id.ts";
import { Mandate, type MandateNeed, mandateState, permits, Processing, VideoEvent } from "./mandate.ts";
import { type Instant, instantOf, millisecondsOf } from "./time.ts";

/** Half the side of an area, in degrees: areas a degree apart overlap. */
const HALF = 0.6;
const DAY = Date.parse("2026-07-26T00:00:00.000Z");
const id = (number: number) => MandateId.parse(`01J3ZK8Q4M7V9X2B5N6P0R${String(number).padStart(4, "0")}`);

function square(lon: number, lat: number, half: number): Polygon {
  const corners: Position[] = [
    [lon - half, lat - half],
    [lon + half, lat - half],
    [lon + half, lat + half],
    [lon - half, lat + half],
  ];
  return { type: "Polygon", coordinates: [[...corners, [lon - half, lat - half]]] };
}

const moment = fc.integer({ min: 0, max: 48 }).map((hours) => instantOf(DAY + hours * 3_600_000));
const someProcessings = fc.uniqueArray(fc.constantFrom(...Processing.options), { minLength: 1, maxLength: 3 });
const someEvents = fc.uniqueArray(fc.constantFrom(...VideoEvent.options), { maxLength: 4 });
const purposes = fc.constantFrom("ceremony", "transport");

const mandates: fc.Arbitrary<readonly Mandate[]> = fc
  .array(
    fc
      .record({
        processings: someProcessings,
        events: someEvents,
        purpose: purposes,
        lon: fc.integer({ min: 0, max: 4 }),
        from: fc.integer({ min: 0, max: 47 }),
        hours: fc.integer({ min: 1, max: 24 }),
        endedAt: fc.option(moment),
      })
      .map(({ lon, from, hours, ...rest }) => ({
        ...rest,
        reference: "2026-1",
        authority: "Préfet de police",
        legalBasis: "Loi 2023-380, art. 10",
        statement: { fr: "…", en: "…" },
        area: square(lon, 48, HALF),
        period: { from: instantOf(DAY + from * 3_600_000), until: instantOf(DAY + (from + hours) * 3_600_000) },
        retentionDays: 1,
        endedBecause: null,
      })),
    { maxLength: 6 },
  )
  .map((list) => list.map((mandate, at) => ({ ...mandate, id: id(at) })));

const need: fc.Arbitrary<MandateNeed> = fc.record({
  processing: fc.constantFrom(...Processing.options),
  events: someEvents,
  purpose: purposes,
  at: moment,
  positions: fc.array(
    fc.integer({ min: 0, max: 4 }).map((lon): Position => [lon, 48]),
    { minLength: 1, maxLength: 2 },
  ),
});

/** Mandates, and a wish that one of them mostly covers: each member of it fits five times in six. */
const scene: fc.Arbitrary<readonly [readonly Mandate[], MandateNeed]> = mandates.chain((held) =>
  fc
    .tuple(fc.constant(held), need, fc.nat(), fc.array(fc.nat(5), { minLength: 5, maxLength: 5 }), fc.nat(23))
    .map(([list, random, which, dice, hour]) => {
      const near = list[which % Math.max(1, list.length)];
      if (near === undefined) return [list, random];
      const fits = dice.map((die) => die > 0);
      const west = near.area.coordinates[0]?.[0]?.[0] ?? 0;
      const asked: MandateNeed = {
        processing: fits[0] ? (near.processings[0] ?? random.processing) : random.processing,
        events: fits[1] ? near.events.slice(0, which % 5) : random.events,
        purpose: fits[2] ? near.purpose : random.purpose,
        positions: fits[3] ? [[west + HALF, 48]] : random.positions,
        at: fits[4] ? instantOf(millisecondsOf(near.period.from) + hour * 3_600_000) : random.at,
      };
      return [list, asked];
    }),
);

/** The law, read slowly: each condition on its own, without the order in which `permits` looks. */
function covers(mandate: Mandate, asked: MandateNeed): boolean {
  const west = mandate.area.coordinates[0]?.[0]?.[0] ?? 0;
  return [
    mandate.processings.includes(asked.processing),
    asked.events.every((event) => mandate.events.includes(event)),
    mandate.purpose === asked.purpose,
    asked.positions.every(([lon, lat]) => lat === 48 && lon > west && lon < west + 2 * HALF),
    mandate.period.from <= asked.at && asked.at < mandate.period.until,
    mandate.endedAt === null || asked.at < mandate.endedAt,
  ].every(Boolean);
}

const endOf = (mandate: Mandate): Instant =>
  mandate.endedAt !== null && mandate.endedAt < mandate.period.until ? mandate.endedAt : mandate.period.until;

describe("permits", () => {
  it("permits exactly what a mandate covers whole, and names the one that lasts longest", () => {
    let permitted = 0;
    fc.assert(
      fc.property(scene, ([held, asked]) => {
        permitted += permits(held, asked).permitted ? 1 : 0;
        const covering = held.filter((mandate) => covers(mandate, asked));
        const permission = permits(held, asked);
        expect(permission.permitted).toBe(covering.length > 0);
        if (!permission.permitted) return;
        const longest = covering.map(endOf).toSorted().at(-1);
        expect(permission.until).toBe(longest);
        expect(covering.some((mandate) => mandate.id === permission.mandate && endOf(mandate) === longest)).toBe(true);
      }),
      { numRuns: 2000 },
    );
    // A property that nothing permitted would hold for a function that permits nothing.
    expect(permitted).toBeGreaterThan(200);
  });

  it("holds for the whole time it promises, and not a millisecond longer", () => {
    fc.assert(
      fc.property(scene, ([held, asked]) => {
        const permission = permits(held, asked);
        fc.pre(permission.permitted);
        if (!permission.permitted) return;
        const named = held.filter((mandate) => mandate.id === permission.mandate);
        const last = instantOf(millisecondsOf(permission.until) - 1);
        expect(permits(named, { ...asked, at: last }).permitted).toBe(true);
        expect(permits(named, { ...asked, at: permission.until }).permitted).toBe(false);
      }),
    );
  });

  it("is never given by fewer mandates, nor taken away by more", () => {
    fc.assert(
      fc.property(scene, mandates, ([some, asked], more) => {
        if (permits(some, asked).permitted) expect(permits([...some, ...more], asked).permitted).toBe(true);
      }),
    );
  });

  it("gives a reason, and names a mandate that the reason is true of", () => {
    fc.assert(
      fc.property(scene, ([held, asked]) => {
        const permission = permits(held, asked);
        if (permission.permitted) return;
        const nearest = held.find((mandate) => mandate.id === permission.nearest);
        expect(nearest === undefined).toBe(permission.because === "no-mandate-for-processing");
        if (nearest === undefined) {
          expect(held.some((mandate) => mandate.processings.includes(asked.processing))).toBe(false);
        } else {
          expect(permits([nearest], asked)).toMatchObject({ because: permission.because, nearest: nearest.id });
        }
      }),
    );
  });

  it("tells who comes a minute too early that it is only early", () => {
    const [mandate] =
      fc.sample(
        mandates.filter((list) => list.length === 1),
        1,
      )[0] ?? [];
    if (mandate === undefined) throw new Error("no sample");
    const open: Mandate = { ...mandate, processings: ["algorithmic-video"], events: ["density"], endedAt: null };
    const asked: MandateNeed = {
      processing: "algorithmic-video",
      events: ["density"],
      purpose: open.purpose,
      positions: [],
      at: instantOf(millisecondsOf(open.period.from) - 60_000),
    };
    expect(permits([open], asked)).toEqual({ permitted: false, because: "not-yet-in-force", nearest: open.id });
    expect(permits([], asked)).toEqual({ permitted: false, because: "no-mandate-for-processing", nearest: null });
  });
});

describe("a mandate's state", () => {
  it("only ever goes forward in time, and is in force exactly when it permits", () => {
    fc.assert(
      fc.property(
        mandates.filter((list) => list.length > 0),
        moment,
        moment,
        ([mandate], a, b) => {
          if (mandate === undefined) return;
          const order = { coming: 0, "in-force": 1, expired: 2, withdrawn: 2 };
          const [early, late] = a < b ? [a, b] : [b, a];
          expect(order[mandateState(mandate, early)]).toBeLessThanOrEqual(order[mandateState(mandate, late)]);
          const asked: MandateNeed = {
            processing: mandate.processings[0] ?? "pass-check",
            events: [],
            positions: [],
            purpose: mandate.purpose,
            at: a,
          };
          expect(permits([mandate], asked).permitted).toBe(mandateState(mandate, a) === "in-force");
        },
      ),
    );
  });

  it("is refused as a form without a processing, a purpose, an end, or with events the law does not know", () => {
    const [good] =
      fc.sample(
        mandates.filter((list) => list.length === 1),
        1,
      )[0] ?? [];
    if (good === undefined) throw new Error("no sample");
    expect(Mandate.safeParse(good).success).toBe(true);
    for (const bad of [
      { processings: [] },
      { purpose: "" },
      { period: { from: good.period.until, until: good.period.from } },
      { events: ["face-recognition"] },
      { retentionDays: 0 },
    ]) {
      expect(Mandate.safeParse({ ...good, ...bad }).success, JSON.stringify(bad)).toBe(false);
    }
  });
});
