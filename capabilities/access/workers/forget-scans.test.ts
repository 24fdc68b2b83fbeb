import { mandateBook, type Store, systemClock, tablesOf } from "@cordon/ground";
import { type Instant, instantOf, type MandateId, type PassNumber } from "@cordon/kernel";
import { pino } from "pino";
import { expect, it } from "vitest";
import type { AccessTables } from "../tables.ts";
import { admin, ago, type Gates, openGates, order } from "../testing/gates.ts";
import { inDays, supervisor } from "../testing/standing.ts";
import { ScansForgotten } from "../words.ts";
import { forget } from "./forget-scans.ts";

const DAY = 86_400;

/** Looks as the worker does, at a moment. */
async function forgetAt({ room }: Gates, days: number): Promise<void> {
  const clock = { ...systemClock, now: (): Instant => instantOf(Date.now() + days * DAY * 1000) };
  using mandates = await mandateBook({ read: room.store.read, clock });
  await forget({
    read: room.store.read,
    mandates,
    clock,
    log: pino({ level: "silent" }),
    append: (operation, entries) =>
      room.journal.run({
        by: { kind: "system", id: operation },
        operation,
        decide: async () => ({ entries, output: null }),
      }),
  });
}

async function keptIn(store: Store) {
  const tables = tablesOf<AccessTables>(store.read);
  const scans = await tables.selectFrom("access_scan").select(["pass", "mandate"]).orderBy("pass").execute();
  const presence = await tables.selectFrom("access_presence").select("pass").orderBy("pass").execute();
  return { scans, presence: presence.map(({ pass }) => pass) };
}

it("keeps a scan as long as its own mandate says, and one without a mandate no longer than any", async () => {
  await using gates = await openGates({ mandate: false });
  const { room, first } = gates;
  const period = { from: inDays(-1), until: inDays(1) };
  const grant = async (reference: string, processing: "pass-check" | "vehicle-check", retentionDays: number) =>
    (
      await room.must(
        "mandates.grant",
        { ...order, reference, processings: [processing], retentionDays, period },
        admin,
      )
    ).mandate;
  const people = await grant("1", "pass-check", 3);
  const vehicles = await grant("2", "vehicle-check", 1);
  const [one, two, three] = await gates.issue(3);
  if (one === undefined || two === undefined || three === undefined) throw new Error("three passes");
  await gates.record(first, gates.scan(first, one));
  await gates.record(first, gates.scan(first, two, { means: "car", lane: "C", found: { is: "admit" } }));
  // Before any mandate: the gate acted, and that it did is kept.
  await gates.record(first, gates.scan(first, three, { standing: "acted", at: ago(2 * DAY) }));
  const row = (pass: PassNumber, mandate: MandateId | null) => ({ pass, mandate });

  await forgetAt(gates, 0.9);
  expect((await keptIn(room.store)).scans).toEqual([row(one, people), row(two, vehicles), row(three, null)]);
  await forgetAt(gates, 1.01);
  expect(await keptIn(room.store)).toEqual({
    scans: [row(one, people)],
    // Where somebody was seen goes with the scan that says so.
    presence: [one],
  });
  await forgetAt(gates, 2.9);
  expect((await keptIn(room.store)).presence).toEqual([one]);
  await forgetAt(gates, 3.01);
  expect(await keptIn(room.store)).toEqual({ scans: [], presence: [] });
  const entries = (await room.entries()).filter(ScansForgotten.is);
  expect(entries.map(({ data }) => data.mandate)).toEqual([undefined, vehicles, undefined]);
  // What is not there any more is not forgotten again.
  await forgetAt(gates, 9);
  expect((await room.entries()).filter(ScansForgotten.is)).toHaveLength(3);
  expect((await room.must("access.list-scans", {}, supervisor)).scans).toEqual([]);
});
