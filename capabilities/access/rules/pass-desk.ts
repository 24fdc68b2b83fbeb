import {
  type Instant,
  isRefusal,
  type Machine,
  type NewEntry,
  type PassNumber,
  PassNumber as PassNumberSchema,
  type Refusal,
} from "@cordon/kernel";
import {
  type CategoryCode,
  type KeyId,
  PassesIssued,
  PassesReinstated,
  PassesRevoked,
  type PassRequest,
  type PassRun,
  type RevocationReason,
  type ZoneCode,
} from "../words.ts";
import { refuseAccess } from "../words/refusals.ts";

/** What follows: entries to append, none when all is as asked already, or why not. */
export type Decision = readonly NewEntry[] | Refusal;

export type PassState = "issued" | "revoked";
export type PassEvent = "revoke" | "reinstate";

/**
 * A pass is issued, may be revoked, and a revocation may be taken back. That it has ended is no state: time alone does it, and a pass that
 * has ended can be revoked all the same.
 */
export const passMachine: Machine<PassState, PassEvent> = {
  word: "pass",
  initial: "issued",
  table: {
    issued: { revoke: "revoked", reinstate: null },
    revoked: { revoke: null, reinstate: "issued" },
  },
};

/** Runs and pass numbers in one entry: of the longest, as many as fit its 64 kB. */
const MOST_RUNS = 200;
const MOST_PASSES = 5000;

/** What the desk knows when passes are asked for. */
export interface Desk {
  readonly now: Instant;
  /** Signs what is issued now. */
  readonly kid: KeyId;
  /** The next number that was never given out. */
  readonly next: number;
  readonly zones: ReadonlySet<ZoneCode>;
  readonly categories: ReadonlySet<CategoryCode>;
}

/**
 * Gives out passes with consecutive numbers, in the order asked. All or none: a list of which a part is issued is nobody's list.
 * @returns the first number and the entry, or what is wrong with the first request that cannot be
 */
export function issue(
  desk: Desk,
  requests: readonly PassRequest[],
): { readonly first: PassNumber; readonly entries: readonly NewEntry[] } | Refusal {
  if (requests.length === 0) return refuseAccess("no-pass-asked", "invalid", "no pass is asked for", "requests");
  const first = PassNumberSchema.safeParse(desk.next);
  const last = PassNumberSchema.safeParse(desk.next + requests.length - 1);
  if (!first.success || !last.success)
    return refuseAccess("pass-numbers-out", "store-full", "there are no pass numbers left");
  for (const [at, request] of requests.entries()) {
    const fault = faultOf(desk, request);
    if (fault !== null) return atFault(at, fault);
  }
  const runs = runsOf(requests);
  const entries: NewEntry[] = [];
  let number = desk.next;
  for (let at = 0; at < runs.length; at += MOST_RUNS) {
    const some = runs.slice(at, at + MOST_RUNS);
    entries.push(PassesIssued.of({ first: PassNumberSchema.parse(number), kid: desk.kid, runs: some }));
    number += some.reduce((sum, { count }) => sum + count, 0);
  }
  return { first: first.data, entries };
}

/** What is wrong with a request: by its name, with the code it speaks of, and in words. */
export interface PassFault {
  readonly code: "zone-unknown" | "zone-twice" | "category-unknown" | "backwards" | "over" | "too-long";
  readonly because: string;
  readonly value?: string;
}

/** @param at which request it is, from 0 */
export function atFault(at: number, { code, because, value }: PassFault): Refusal {
  const said = { request: String(at + 1), ...(value === undefined ? {} : { value }) };
  return refuseAccess(`pass-${code}`, "invalid", `Request ${at + 1}: ${because}.`, `requests.${at}`, said);
}

/** What is wrong with one request; null when nothing is. */
export function faultOf(desk: Pick<Desk, "now" | "zones" | "categories">, request: PassRequest): PassFault | null {
  const unknown = request.zones.find((zone) => !desk.zones.has(zone));
  if (unknown !== undefined) return { code: "zone-unknown", because: `there is no zone ${unknown}`, value: unknown };
  const twice = request.zones.find((zone, at) => request.zones.indexOf(zone) !== at);
  if (twice !== undefined) return { code: "zone-twice", because: `zone ${twice} is named twice`, value: twice };
  const { category } = request;
  if (!desk.categories.has(category))
    return { code: "category-unknown", because: `there is no category ${category}`, value: category };
  if (request.notBefore >= request.notAfter) return { code: "backwards", because: "a pass must end after it begins" };
  if (request.notAfter <= desk.now) return { code: "over", because: "it would have ended already" };
  return null;
}

/** A pass as the desk finds it; `state` null when that number was never given out. */
export interface FoundPass {
  readonly number: PassNumber;
  readonly state: PassState | null;
}

/** Takes passes back. What is revoked already stays as it was; a number never given out refuses the whole list. */
export function revoke(passes: readonly FoundPass[], reason: RevocationReason, note: string): Decision {
  const changed = changedBy(passes, "revoke");
  if (isRefusal(changed)) return changed;
  return chunks(changed).map((some) => PassesRevoked.of({ passes: some, reason, note }));
}

/** Takes revocations back. What is not revoked stays as it was; a number never given out refuses the whole list. */
export function reinstate(passes: readonly FoundPass[]): Decision {
  const changed = changedBy(passes, "reinstate");
  if (isRefusal(changed)) return changed;
  return chunks(changed).map((some) => PassesReinstated.of({ passes: some }));
}

function chunks(passes: readonly PassNumber[]): (readonly PassNumber[])[] {
  const some: (readonly PassNumber[])[] = [];
  for (let at = 0; at < passes.length; at += MOST_PASSES) some.push(passes.slice(at, at + MOST_PASSES));
  return some;
}

function changedBy(passes: readonly FoundPass[], event: PassEvent): PassNumber[] | Refusal {
  const changed = new Set<PassNumber>();
  const unknown: PassNumber[] = [];
  for (const { number, state } of passes) {
    if (state === null) unknown.push(number);
    else if (passMachine.table[state][event] !== null) changed.add(number);
  }
  if (unknown.length > 0) {
    const named = unknown.slice(0, 5).join(", ");
    const more = unknown.length > 5 ? ` and ${unknown.length - 5} more` : "";
    return refuseAccess("never-given-out", "not-found", `never given out: ${named}${more}`, "passes", {
      ...{ passes: named, more: String(Math.max(0, unknown.length - 5)) },
    });
  }
  return [...changed].sort((a, b) => a - b);
}

function runsOf(requests: readonly PassRequest[]): PassRun[] {
  const runs: PassRun[] = [];
  for (const { category, zones, notBefore, notAfter, holder } of requests) {
    const last = runs.at(-1);
    const run: PassRun = { count: 1, category, zones, notBefore, notAfter, holder: holder.kind };
    if (last !== undefined && isSame(last, run)) runs[runs.length - 1] = { ...last, count: last.count + 1 };
    else runs.push(run);
  }
  return runs;
}

function isSame(a: PassRun, b: PassRun): boolean {
  return (
    a.category === b.category &&
    a.notBefore === b.notBefore &&
    a.notAfter === b.notAfter &&
    a.holder === b.holder &&
    a.zones.length === b.zones.length &&
    a.zones.every((zone, at) => zone === b.zones[at])
  );
}
