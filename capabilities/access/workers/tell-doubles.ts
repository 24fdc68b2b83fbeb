import { tablesOf, type Worker } from "@cordon/ground";
import { isRefusal, type NewEntry, SignalRaised } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { signalOfDouble } from "../rules/gate-signals.ts";
import { gatesOf } from "../operations/scans/gates-of.ts";
import type { AccessTables } from "../tables.ts";
import type { DeviceTables } from "../tables/device.ts";
import type { RuleTables } from "../tables/rules.ts";
import { type Double, Scanned } from "../words.ts";
import type { GateBoard } from "./board.ts";

/** Whoever wrote a scan down raises the signal with it, if they knew; what is left here is known from two nodes' scans together. */
const LOOK_EVERY_MS = 500;
const MOST_AT_ONCE = 50;

/** Raises a signal for every double that nobody has told of: two sites that were cut off from each other have both let one pass in. */
export const tellDoubles = (board: GateBoard): Worker => ({
  name: "access.tell-doubles",
  async start({ announced, read, journal, log }) {
    let due = true;
    const stop = announced.hear(
      (envelope) => {
        if (Scanned.is(envelope)) due = true;
      },
      () => {
        due = true;
      },
    );
    let telling: Promise<void> | null = null;
    const tell = async () => {
      due = false;
      if ((await untold(tablesOf<AccessTables>(read), board)).length === 0) return;
      const done = await journal.run({
        by: { kind: "system", id: "access" },
        operation: "access.tell-doubles",
        // Decided on the rows, in the transaction: each is told once, whoever else noticed.
        async decide({ tx, now }) {
          const tables = tablesOf<AccessTables>(tx);
          const doubles = await untold(tables, board);
          const entries: NewEntry[] = [];
          for (const double of doubles) {
            // Also one that the rules no longer have: left out, it would stand before all later ones.
            const gates = await gatesOf(
              [double.second],
              board,
              tables.$pickTables<keyof (RuleTables & DeviceTables)>(),
            );
            const second = isRefusal(gates) ? null : (gates.get(double.second.gate)?.gate ?? null);
            if (second === null) continue;
            entries.push(SignalRaised.of(signalOfDouble(double, second, board.gate(double.first.gate), now)));
          }
          if (doubles.length === MOST_AT_ONCE) due = true;
          return { entries, output: null };
        },
      });
      if (isRefusal(done)) {
        due = true;
        log.error({ refused: done.refused }, "access.tell-doubles: signals could not be raised");
      }
    };
    const timer = setInterval(() => {
      if (!due || telling !== null) return;
      telling = tell()
        .catch((error: unknown) => {
          due = true;
          log.error({ err: error }, "access.tell-doubles failed");
        })
        .finally(() => {
          telling = null;
        });
    }, LOOK_EVERY_MS);
    timer.unref();
    return {
      async [Symbol.asyncDispose]() {
        stop();
        clearInterval(timer);
        await telling;
      },
    };
  },
});

async function untold(read: Kysely<AccessTables>, board: GateBoard): Promise<readonly Double[]> {
  const zones = board.rules()?.ruleSet.zones.filter(({ antiPassback }) => antiPassback) ?? [];
  if (zones.length === 0) return [];
  const rows = await read
    .selectFrom("access_double as double")
    .innerJoin("access_scan as first", "first.id", "double.first")
    .innerJoin("access_scan as second", "second.id", "double.second")
    .select(["double.pass", "double.zone"])
    .select(["first.id as first", "first.gate as first_gate", "first.counts_at as first_at"])
    .select(["second.id as second", "second.gate as second_gate", "second.counts_at as second_at"])
    .where("double.told", "is", false)
    .where(
      "double.zone",
      "in",
      zones.map(({ code }) => code),
    )
    .orderBy("double.seq")
    .limit(MOST_AT_ONCE)
    .execute();
  return rows.map((row) => ({
    pass: row.pass,
    zone: row.zone,
    first: { scan: row.first, gate: row.first_gate, at: row.first_at },
    second: { scan: row.second, gate: row.second_gate, at: row.second_at },
  }));
}
