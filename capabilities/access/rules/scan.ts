import { type Instant, instantOf, millisecondsOf, type PassNumber, type Processing } from "@cordon/kernel";
import {
  admits,
  type Means,
  type Presence,
  type Scan,
  VEHICLES,
  type Verdict,
  type VerdictName,
  type ZoneCode,
} from "../words.ts";
import { type Movement, type Neighbours, settle, type Settled } from "./presence.ts";
import { VERDICT_ORDER } from "./verdict-order.ts";

/** What the server knows when a scan reaches it. */
export interface Standing {
  readonly zone: { readonly code: ZoneCode; readonly antiPassback: boolean };
  readonly revoked: boolean;
  /** The last movement of the pass in the zone, and those next to {@link countsAt}; all null for a pass never seen. */
  readonly last: Presence | null;
  readonly near: Neighbours;
  readonly now: Instant;
}

/** What the server says to one scan. */
export interface Ruling {
  readonly verdict: Verdict;
  /** Somebody went through: by the verdict, or because a supervisor let them. */
  readonly passed: boolean;
  /** Its place in the order of movements, to be written down with it. */
  readonly countsAt: Instant;
  /** How the pass moved; null where nobody went through or no pass was read. */
  readonly movement: Movement | null;
  readonly settled: Settled | null;
}

/** A pass that was never seen before: what most scans meet. */
export const NEVER_SEEN: Pick<Standing, "last" | "near"> = { last: null, near: { before: null, after: null } };

/**
 * Rules one scan, in the order in which scans reach this server.
 *
 * `asked`: the steward waits, so what the server knows better than the gate counts - revocations, and who is inside. Of those who ask one
 * server the first is let in and nobody after, whatever the clocks of their gates say: the server's order becomes the order of the times.
 * `acted`: the gate was cut off and has acted; its verdict is recorded as it was, and a double is found.
 */
export function ruleScan(scan: Scan, standing: Standing): Ruling {
  const verdict = verdictOf(scan, standing);
  const passed = admits(verdict) || scan.override !== null;
  const at = countsAt(scan, standing.last, standing.now);
  if (!passed || scan.pass === null) return { verdict, passed, countsAt: at, movement: null, settled: null };
  const movement = movementOf(scan, scan.pass, standing.zone.code, at);
  // What was put after the last movement has no neighbour but that one.
  const near = scan.standing === "asked" ? { before: asMovement(standing.last), after: null } : standing.near;
  return { verdict, passed, countsAt: at, movement, settled: settle(near, movement, standing.zone.antiPassback) };
}

/** What checking somebody who comes so is to the law: people and vehicles are checked under mandates of their own. */
export function processingOf(means: Means): Processing {
  return VEHICLES.includes(means) ? "vehicle-check" : "pass-check";
}

/**
 * Whether a mandate must be in force for the server to rule a scan that asks. Not for an exit, as nobody is held inside, nor for who comes
 * to help, as they are never turned away: `judge` says the same at the gate.
 */
export function needsMandate({ standing, direction, found }: Pick<Scan, "standing" | "direction" | "found">): boolean {
  return standing === "asked" && direction === "in" && found.is !== "escort";
}

/**
 * The place of a scan in the order of movements. Asked: now, and after everything known of this pass. Acted: its own clock, but not after
 * now: what a wrong clock says of the future would hide what comes next.
 */
export function countsAt(scan: Pick<Scan, "standing" | "at">, last: Presence | null, now: Instant): Instant {
  if (scan.standing === "acted") return scan.at < now ? scan.at : now;
  return last === null || now > last.at ? now : instantOf(millisecondsOf(last.at) + 1);
}

/** How a scan that let somebody through moves its pass. */
export function movementOf(scan: Scan, pass: PassNumber, zone: ZoneCode, at: Instant): Movement {
  const { direction, gate, id, override } = scan;
  return { pass, zone, inside: direction === "in", at, gate, scan: id, overridden: override !== null };
}

function verdictOf(scan: Scan, { zone, revoked, last }: Standing): Verdict {
  const { found } = scan;
  if (scan.standing === "acted" || scan.pass === null || scan.direction === "out") return found;
  if (revoked && comesBefore("revoked", found.is)) return { is: "revoked" };
  if (!zone.antiPassback || !last?.inside || !comesBefore("already-inside", found.is)) return found;
  return { is: "already-inside", since: last.at, gate: last.gate };
}

function comesBefore(one: VerdictName, other: VerdictName): boolean {
  return VERDICT_ORDER.indexOf(one) < VERDICT_ORDER.indexOf(other);
}

function asMovement(presence: Presence | null): Movement | null {
  return presence === null ? null : { ...presence, overridden: false };
}
