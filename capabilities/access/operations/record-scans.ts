import { accept, role } from "@cordon/ground";
import { actorOf, Instant, isRefusal, type PlaceId, type Refusal, refuse } from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import { z } from "zod";
import { cardFault, needsMandate, processingOf } from "../rules.ts";
import type { AccessTables } from "../tables.ts";
import type { DeviceTables } from "../tables/device.ts";
import type { RuleTables } from "../tables/rules.ts";
import { Ruled, Scan } from "../words.ts";
import { checkAt, type GateBoard } from "../workers/board.ts";
import { command } from "./operating.ts";
import { gatesOf } from "./scans/gates-of.ts";
import { isLate, ruleAll, sameAgainSince } from "./scans/ruling.ts";
import { cardsOf, movementsOf, type Posts, standingOf } from "./scans/standing.ts";

type Read = Kysely<AccessTables>;
const rulesOf = (read: Read): Kysely<RuleTables & DeviceTables> =>
  read.$pickTables<keyof (RuleTables & DeviceTables)>();

export const recordScans = (board: GateBoard) =>
  command({
    name: "access.record-scans",
    summary:
      "Take what a gate scanned: rule what it asks, write down what it did while it was cut off. A scan counts once, however often it is sent",
    input: z.object({ scans: z.array(Scan).min(1).max(200) }),
    output: z.object({
      /** In the order of the scans. A document is to be checked where it says so; with what, the gate knows from the pass. */
      ruled: z.array(Ruled).readonly(),
      /** What the server has by now: a gate that holds less asks for its feed. */
      rules: z.int().nonnegative(),
      keys: z.int().nonnegative(),
      revocations: z.int().nonnegative(),
      presence: z.int().nonnegative(),
      now: Instant,
    }),
    allow: role("gate-device", "exercise"),
    touches: ({ scans }) => scans.flatMap(touchedBy),
    async mandate({ input, read, now }) {
      // What was done is written down whatever the law said; whoever asks, asks under a mandate. Scans that differ are looked at one by one.
      if (!input.scans.every(needsMandate)) return null;
      const [processing, ...others] = new Set(input.scans.map(({ means }) => processingOf(means)));
      if (processing === undefined || others.length > 0) return null;
      const gates = await gatesOf(input.scans, board, rulesOf(read));
      if (isRefusal(gates)) return gates;
      return checkAt(
        processing,
        [...gates.values()].map(({ gate }) => gate.position),
        now,
      );
    },
    async run({ input: { scans }, by, read, now, mandate }) {
      const gates = await gatesOf(scans, board, rulesOf(read));
      if (isRefusal(gates)) return gates;
      const asked = scans.map(({ id, pass, gate }) => ({ id, pass, zone: gates.get(gate)?.gate.zone ?? "" }));
      const { known, posts } = await standingOf(read, asked, by.id);
      const misplaced = by.roles.includes("gate-device") ? misplacedBy(posts, scans) : null;
      if (misplaced !== null) return misplaced;
      const foreign = known.find((one) => one.known !== null && one.known.by !== by.id);
      if (foreign !== undefined)
        return refuse("conflict", "Another device has sent a scan of this name: each sends its own.");
      const late = scans.flatMap(({ pass, gate }, at) => {
        const zone = gates.get(gate)?.gate.zone;
        const [scan, standing] = [scans[at], known[at]];
        if (pass === null || zone === undefined || scan === undefined || standing === undefined) return [];
        return isLate(scan, standing) ? [{ pass, zone }] : [];
      });
      const forged = scans.some((scan) => scan.found.is === "not-genuine") ? await lastForged(read, scans, now) : null;
      const cards = await cardsOf(read, scans);
      const { entries, ruled } = ruleAll(scans, known, {
        device: actorOf(by),
        now,
        gates,
        movements: await movementsOf(read, late),
        mandate: (scan) =>
          mandate ??
          board.mandateThen(
            processingOf(scan.means),
            gates.get(scan.gate)?.gate.position ?? [0, 0],
            scan.standing === "asked" ? now : scan.at,
          ),
        gateNamed: (place) => gates.get(place)?.gate ?? board.gate(place),
        cardFault: ({ override, at }) =>
          override === null ? null : cardFault(cards.get(override.by) ?? null, at < now ? at : now),
        forgedAt: (gate) => forged?.get(gate) ?? null,
      });
      return accept(entries, { ruled, ...board.versions([...gates.values()].map(({ gate }) => gate.zone)), now });
    },
  });

/**
 * What the ruling of another scan may depend on: the scan itself when it is sent again, where its pass is, and when a forged one was last
 * shown at its gate. Revocations, posts and rules change by operations that everybody waits for.
 */
function touchedBy({ id, pass, gate, found }: Scan): string[] {
  const touched = [`scan ${id}`];
  if (pass !== null) touched.push(`pass ${pass}`);
  if (found.is === "not-genuine") touched.push(`forged at ${gate}`);
  return touched;
}

/** A device reports for the gate it is posted at; what it scanned where it was posted before, it may still send. */
function misplacedBy(posts: Posts, scans: readonly Scan[]): Refusal | null {
  for (const { gate, standing } of scans) {
    if (standing === "acted" ? posts.ever.has(gate) : posts.now === gate) continue;
    const because = posts.now === null ? "is posted at no gate" : "is posted at another gate";
    return refuse("not-permitted", `This device ${because}: it reports for its own.`, gate);
  }
  return null;
}

/** When a forged pass was last shown at these gates, within the time in which the same again calls for no more attention. */
async function lastForged(read: Read, scans: readonly Scan[], now: Instant): Promise<ReadonlyMap<PlaceId, Instant>> {
  const rows = await read
    .selectFrom("access_scan")
    .select(["gate", (row) => row.fn.max("counts_at").as("at")])
    .where("verdict_name", "=", sql.lit("not-genuine"))
    .where("recorded_at", ">", sameAgainSince(now))
    .where("gate", "in", [...new Set(scans.map((scan) => scan.gate))])
    .groupBy("gate")
    .execute();
  return new Map(rows.map(({ gate, at }) => [gate, at]));
}
