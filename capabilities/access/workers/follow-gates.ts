import { tablesOf, type Worker } from "@cordon/ground";
import { type Envelope, instantOf, type Instant, millisecondsOf } from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import type { AccessTables } from "../tables.ts";
import { publishedRules, type RuleTables } from "../tables/rules.ts";
import { RulesPublished } from "../words.ts";
import type { GateBoard } from "./board.ts";

const HOUR_MS = 3_600_000;

/** Keeps the board of the gates: reads what there is at the start, then follows the journal. */
export const followGates = (board: GateBoard): Worker => ({
  name: "access.follow-gates",
  async start({ announced, read, journal, mandates, clock, log }) {
    const tables = tablesOf<AccessTables>(read);
    board.consult(mandates);
    // Listening comes before reading; what is read and heard of both is taken from what was read.
    let early: Envelope[] | null = [];
    const take = (envelope: Envelope) => {
      board.learn(envelope);
      if (RulesPublished.is(envelope) && envelope.data.part === envelope.data.parts) {
        publishedRules(tables.$pickTables<keyof RuleTables>())
          .then((inForce) => {
            if (inForce !== null) board.publish(inForce);
          })
          .catch((error: unknown) => log.error({ err: error }, "the published rules could not be read"));
      }
    };
    const stop = announced.hear(
      (envelope) => {
        if (early === null) take(envelope);
        else early.push(envelope);
      },
      (because) => log.error({ because }, "the gates' board may count wrongly until the server starts again"),
    );
    const size = journal.size();
    await readStanding(tables, board, size, clock.now());
    const heard = early;
    early = null;
    for (const envelope of heard) if (envelope.seq >= size) take(envelope);
    return { [Symbol.asyncDispose]: async () => stop() };
  },
});

/** What the tables say as of the journal's first `size` entries. */
async function readStanding(tables: Kysely<AccessTables>, board: GateBoard, size: number, now: Instant): Promise<void> {
  const inForce = await publishedRules(tables.$pickTables<keyof RuleTables>());
  if (inForce !== null) board.publish(inForce);
  const counted = await tables.selectFrom("access_occupancy").selectAll().execute();
  for (const { zone, inside, counted_at } of counted)
    board.occupy(zone, { inside, asOf: counted_at, countedAt: counted_at });
  const moves = await tables
    .selectFrom("access_scan as scan")
    .leftJoin("access_occupancy as counted", "counted.zone", "scan.zone")
    .select(["scan.zone", "counted.inside", "counted.counted_at"])
    .select([
      sql<number>`sum(case scan.direction when 'in' then 1 else -1 end)::int`.as("moved"),
      sql<Instant>`max(scan.recorded_at)`.as("last"),
    ])
    .where("scan.seq", "<", size)
    .where((where) =>
      where.or([
        where("scan.verdict_name", "in", ["admit", "admit-with-id-check", "escort"]),
        where("scan.override_by", "is not", null),
      ]),
    )
    .where((where) =>
      where.or([where("counted.zone", "is", null), where("scan.counts_at", ">", where.ref("counted.counted_at"))]),
    )
    .groupBy(["scan.zone", "counted.inside", "counted.counted_at"])
    .execute();
  for (const { zone, inside, counted_at, moved, last } of moves)
    board.occupy(zone, { inside: (inside ?? 0) + moved, asOf: last, countedAt: counted_at });
  for (const report of await tables.selectFrom("access_queue").selectAll().execute()) board.queue(report);
  const changes = await tables
    .selectFrom("access_presence")
    .select(["zone", (row) => row.fn.max("seq").as("seq")])
    .groupBy("zone")
    .execute();
  for (const { zone, seq } of changes) board.changed(zone, seq);
  const keys = await tables
    .selectFrom("access_key_set")
    .select((row) => row.fn.max("number").as("number"))
    .executeTakeFirst();
  const revoked = await tables
    .selectFrom("access_pass")
    .select((row) => row.fn.max("revocation_seq").as("seq"))
    .where("revocation_seq", "is not", null)
    .executeTakeFirst();
  board.know({ keys: keys?.number ?? 0, revocations: revoked?.seq ?? 0 });
  const lately = await tables
    .selectFrom("access_scan")
    .select(["gate", "lane", "verdict_name"])
    .select([
      sql<Instant>`date_bin('10 seconds', counts_at, timestamptz '2000-01-01 00:00:00Z')`.as("slot"),
      sql<number>`count(*)::int`.as("count"),
    ])
    .where("seq", "<", size)
    .where("counts_at", ">=", instantOf(millisecondsOf(now) - HOUR_MS))
    .groupBy(["gate", "lane", "verdict_name", "slot"])
    .execute();
  for (const { gate, lane, verdict_name, slot, count } of lately)
    board.countScans(gate, lane, millisecondsOf(slot), { is: verdict_name }, count);
}
