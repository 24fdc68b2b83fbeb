import { journalMigrations, newId, tablesOf } from "@cordon/ground";
import { testDatabase } from "@cordon/ground/store/testing.ts";
import { EntryId, type Envelope, instantOf, PassNumber, PlaceId } from "@cordon/kernel";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { mergeMovements, type Movement, movementOf } from "../rules.ts";
import type { AccessTables } from "../tables.ts";
import { migrations } from "../tables.ts";
import { scanAt } from "../testing/gates.ts";
import { type Scan, Scanned, ZoneCode } from "../words.ts";
import { scanProjections } from "./scan.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase([...journalMigrations, ...migrations]);
});
afterAll(() => database[Symbol.asyncDispose]());

const PASSES = [1, 2].map((number) => PassNumber.parse(number));
const GATES = [newId(PlaceId), newId(PlaceId)];
const ZONE = ZoneCode.parse("G1");

/** What gates did that were cut off: few passes and few moments, so that they meet. */
const scans = fc
  .array(
    fc.record({
      pass: fc.constantFrom(...PASSES),
      gate: fc.constantFrom(...GATES),
      direction: fc.constantFrom("in" as const, "out" as const),
      second: fc.nat({ max: 6 }),
      overridden: fc.boolean(),
      admitted: fc.boolean(),
    }),
    { maxLength: 10 },
  )
  .map((made) =>
    made.map(({ pass, gate, direction, second, overridden, admitted }): Scan => {
      const override = overridden ? { by: PassNumber.parse(99), reason: "other" as const, note: "" } : null;
      const found = admitted ? ({ is: "admit" } as const) : ({ is: "revoked" } as const);
      const at = instantOf(1_722_010_000_000 + second * 1000);
      return scanAt(gate, pass, { direction, at, standing: "acted", override, found });
    }),
  );

const orders = scans.chain((made) =>
  fc.record({ made: fc.constant(made), order: fc.shuffledSubarray([...made.keys()], { minLength: made.length }) }),
);

/** What the real tables hold once these have been projected in this order. */
async function projected(made: readonly Scan[], order: readonly number[], again: readonly Envelope[] = []) {
  const client = await database.store.connect({ name: "property" });
  try {
    const tx = database.store.kyselyOn(client);
    await client.query("begin");
    const envelopes = order.flatMap((index, seq) => {
      const scan = made[index];
      return scan === undefined ? [] : [envelopeOf(scan, seq)];
    });
    for (const envelope of [...envelopes, ...again]) {
      for (const projection of scanProjections)
        if (projection.kind === envelope.kind) await projection.apply(tx, envelope);
    }
    const tables = tablesOf<AccessTables>(tx);
    const presence = await tables
      .selectFrom("access_presence")
      .select(["pass", "zone", "inside", "at", "gate", "scan"])
      .orderBy("pass")
      .execute();
    const doubles = await tables.selectFrom("access_double").select(["first", "second"]).orderBy("second").execute();
    return { presence, doubles };
  } finally {
    await client.query("rollback");
    await client.end();
  }
}

function envelopeOf(scan: Scan, seq: number, countsAt = scan.at): Envelope {
  const data = {
    scan,
    device: { kind: "device" as const, id: "d" },
    zone: ZONE,
    verdict: scan.found,
    double: false,
    countsAt,
    fromTheFuture: false,
  };
  const at = instantOf(1_722_100_000_000);
  const by = { kind: "system" as const, id: "test" };
  return { ...Scanned.of(data), seq, id: newId(EntryId), at, by, operation: "test" };
}

/** What the rules say of all of them at once. */
function merged(made: readonly Scan[]) {
  const moves = made.flatMap((scan): Movement[] =>
    scan.pass !== null && (scan.found.is === "admit" || scan.override !== null)
      ? [movementOf(scan, scan.pass, ZONE, scan.at)]
      : [],
  );
  const each = PASSES.map((pass) =>
    mergeMovements(
      moves.filter((one) => one.pass === pass),
      true,
    ),
  );
  return {
    presence: each.flatMap(({ presence }) => (presence === null ? [] : [presence])),
    doubles: each
      .flatMap(({ doubles }) => doubles)
      .map(({ first, second }) => ({ first: first.scan, second: second.scan }))
      .toSorted((a, b) => (a.second < b.second ? -1 : 1)),
  };
}

it("holds who is inside and who went in twice as the rules make it of all scans, in whatever order they arrive", async () => {
  const property = fc.asyncProperty(orders, async ({ made, order }) => {
    expect(await projected(made, order)).toEqual(merged(made));
  });
  await fc.assert(property, { numRuns: 60 });
});

it("holds the same when the same scans are told of again", async () => {
  const property = fc.asyncProperty(orders, async ({ made, order }) => {
    expect(await projected(made, [...order, ...order.toReversed()])).toEqual(merged(made));
  });
  await fc.assert(property, { numRuns: 20 });
});

it("keeps the place of who went in when more is told of the same scan, earlier or later by another clock", async () => {
  const property = fc.asyncProperty(orders, fc.integer({ min: -3500, max: 3500 }), async ({ made, order }, skewMs) => {
    const again = made.flatMap((scan, at) => {
      const counted = instantOf(Date.parse(scan.at) + skewMs);
      const moved = scan.found.is === "admit" || scan.override !== null;
      return moved ? [envelopeOf(scan, 100 + at, counted)] : [];
    });
    expect(await projected(made, order, again)).toEqual(merged(made));
  });
  await fc.assert(property, { numRuns: 60 });
});

it("forgives a double once a supervisor is known to have let it in", async () => {
  const [pass, gate] = [PASSES[0] ?? null, GATES[0] ?? newId(PlaceId)];
  const [first, second] = [10, 20].map((seconds) =>
    scanAt(gate, pass, {
      at: instantOf(1_722_010_000_000 + seconds * 1000),
      standing: "acted",
      found: { is: "admit" },
    }),
  );
  if (first === undefined || second === undefined) throw new Error("two scans");
  const forgiven = { ...second, override: { by: PassNumber.parse(99), reason: "other" as const, note: "" } };
  expect((await projected([first, second], [0, 1])).doubles).toEqual([{ first: first.id, second: second.id }]);
  expect(await projected([first, second], [0, 1], [envelopeOf(forgiven, 5)])).toEqual(merged([first, forgiven]));
});
