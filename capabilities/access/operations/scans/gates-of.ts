import { type PlaceId, type Refusal } from "@cordon/kernel";
import type { Kysely } from "kysely";
import type { DeviceTables } from "../../tables/device.ts";
import { publishedRules, type RuleTables } from "../../tables/rules.ts";
import type { Gate, Scan, Zone } from "../../words.ts";
import type { GateBoard } from "../../workers/board.ts";
import { gateOnce, wasPosted } from "./gate-once.ts";
import { refuseAccess } from "../../words/refusals.ts";

/** A gate and the zone it leads into; null where the rule set in force no longer has that zone. */
export interface GateAndZone {
  readonly gate: Gate;
  readonly zone: Zone | null;
}

/** The gates that scans name, from memory as nearly always; else from the tables, the newest rule set first. */
export async function gatesOf(
  scans: readonly Pick<Scan, "gate">[],
  board: GateBoard,
  read: Kysely<RuleTables & DeviceTables>,
): Promise<ReadonlyMap<PlaceId, GateAndZone> | Refusal> {
  const gates = new Map<PlaceId, GateAndZone>();
  for (const { gate: place } of scans) {
    if (gates.has(place)) continue;
    const gate = board.gate(place) ?? (await gateFromTables(place, board, read));
    if (gate === null)
      return refuseAccess("gate-not-in-rules", "not-found", "No published rules know this gate.", place);
    gates.set(place, { gate, zone: board.zone(gate.zone) });
  }
  return gates;
}

async function gateFromTables(
  place: PlaceId,
  board: GateBoard,
  read: Kysely<RuleTables & DeviceTables>,
): Promise<Gate | null> {
  const inForce = await publishedRules(read.$pickTables<keyof RuleTables>());
  if (inForce !== null) board.publish(inForce);
  const known = board.gate(place);
  if (known !== null) return known;
  // Nobody shall make a server read all rule sets with names of no gate, nor again and again with a gate that is in none yet.
  if (board.isInNone(place) || !(await wasPosted(read.$pickTables<keyof DeviceTables>(), place))) return null;
  const once = await gateOnce(read.$pickTables<keyof RuleTables>(), place);
  if (once === null) board.remarkNone(place);
  else board.recall(once);
  return once;
}
