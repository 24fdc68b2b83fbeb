import { type Instant, millisecondsOf, type PlaceId } from "@cordon/kernel";
import type { Claims, Direction, LaneCode, Means, Verdict, Way } from "../words.ts";
import { lastTurn, momentOf, nextTurn } from "./calendar.ts";
import type { Credential } from "./credential.ts";
import { admitsAt, type AgeRange, ageFrom, ANY_AGE, firstRule, speaksOf, type Traits } from "./decide.ts";
import { nearestWay, takes } from "./gates.ts";
import { isVehicle, MEANS_BITS, type PreparedGate, type PreparedRule, type PreparedRules } from "./prepared.ts";

/** Everything a verdict depends on. */
export interface Case {
  readonly gate: PlaceId;
  readonly lane: LaneCode | null;
  readonly direction: Direction;
  readonly means: Means;
  readonly at: Instant;
  readonly credential: Credential;
  readonly revoked: boolean;
  /** The last known movement of this pass in the gate's zone; null where it was never seen. */
  readonly presence: { readonly inside: boolean; readonly at: Instant; readonly gate: PlaceId } | null;
  /** Passes may be checked here until then; null: no mandate is in force. */
  readonly mandateUntil: Instant | null;
  /** Trying out: an exact age instead of the two that a birth year leaves open. */
  readonly ageYears?: number | null;
}

const ADMIT: Verdict = { is: "admit" };
const REVOKED: Verdict = { is: "revoked" };
const NO_MANDATE: Verdict = { is: "gate-closed", because: "no-mandate" };
const NO_RULES: Verdict = { is: "gate-closed", because: "no-rules" };
const HOURS: Verdict = { is: "gate-closed", because: "hours" };
const NO_PASS: Verdict = { is: "unreadable", because: "no-code" };

/**
 * What a gate says to a case. Total and pure: no case is without a verdict, and the same case has the same verdict on the server, in the
 * portal and at a gate without a network. Reasons come in the order of VERDICT_ORDER.
 * @param rules null: the gate holds none
 */
export function judge(rules: PreparedRules | null, given: Case): Verdict {
  const { credential } = given;
  if (given.direction === "out") return judgeExit(credential);
  if (credential.kind === "responder") return { is: "escort", service: credential.service };
  if (given.mandateUntil === null || given.at >= given.mandateUntil) return NO_MANDATE;
  if (rules === null) return NO_RULES;
  const ms = millisecondsOf(given.at);
  const gate = rules.gates.get(given.gate);
  if (gate === undefined || ms < rules.validFrom || ms >= rules.validUntil) return NO_RULES;
  if (!gate.hours.holdsAt(ms)) return HOURS;
  if (credential.kind === "unreadable" || credential.kind === "not-genuine") return said(credential);
  if (given.revoked && credential.kind === "pass") return REVOKED;
  return judgeEntry(rules, gate, given, credential, ms);
}

/** Nobody is held inside, whatever became of their pass; but what is no pass is said to be none. */
function judgeExit(credential: Credential): Verdict {
  return credential.kind === "unreadable" || credential.kind === "not-genuine" ? said(credential) : ADMIT;
}

function said(credential: Extract<Credential, { kind: "unreadable" | "not-genuine" }>): Verdict {
  return credential.kind === "unreadable"
    ? { is: "unreadable", because: credential.because }
    : { is: "not-genuine", because: credential.because };
}

type Shown = Extract<Credential, { kind: "pass" | "none" }>;

function judgeEntry(rules: PreparedRules, gate: PreparedGate, given: Case, credential: Shown, ms: number): Verdict {
  const age = ageOf(rules, given, credential, ms);
  const means = meansOf(given.means, credential);
  const traits = traitsAt(gate, credential, means, age, given.at);
  const rule = laneTakes(gate, given.lane, means) ? firstRule(gate.rules, traits, ms) : null;
  if (rule?.rule.effect !== "admit") return whyNot({ rules, gate, given, credential, age, means, ms });
  const { presence } = given;
  if (presence?.inside && gate.zone?.antiPassback && credential.kind === "pass") {
    return { is: "already-inside", since: presence.at, gate: presence.gate };
  }
  return admitted(rule, credential, age);
}

function admitted({ rule }: PreparedRule, credential: Shown, age: AgeRange): Verdict {
  if (rule.idCheckFromAge === null || age.most < rule.idCheckFromAge) return ADMIT;
  if (credential.kind === "none") return { is: "admit-with-id-check", identity: null };
  const { holder } = credential.claims;
  if (holder.kind === "vehicle") return ADMIT;
  const { initials, birthYear } = holder;
  return { is: "admit-with-id-check", identity: { initials, birthYear } };
}

interface Refused {
  readonly rules: PreparedRules;
  readonly gate: PreparedGate;
  readonly given: Case;
  readonly credential: Shown;
  readonly age: AgeRange;
  readonly means: Means;
  readonly ms: number;
}

/** Nobody is only told no: why, and what to do instead. The slow half of judging; it looks through the calendars. */
function whyNot(refused: Refused): Verdict {
  const { gate, given, credential, age, means, ms } = refused;
  const claims = credential.kind === "pass" ? credential.claims : null;
  if (claims !== null) {
    if (given.at >= claims.notAfter) return { is: "no-longer", until: claims.notAfter };
    if (!claims.zones.includes(gate.gate.zone)) return { is: "wrong-zone", go: wayElsewhere(refused, means) };
  }
  // What the pass would open if only its time had come.
  const opensFrom = claims !== null && given.at < claims.notBefore ? millisecondsOf(claims.notBefore) : ms;
  const traits = traitsAt(
    gate,
    credential,
    means,
    age,
    claims !== null && opensFrom > ms ? claims.notBefore : given.at,
  );
  const calendars = gate.rules.filter((rule) => speaksOf(rule, traits)).map(({ when }) => when);
  const isOpen = (at: number) => laneTakes(gate, given.lane, means) && admitsAt(gate.rules, traits, at);
  const onFoot = { ...traits, means: "foot" } as const;
  if (isVehicle(means) && (admitsAt(gate.rules, onFoot, opensFrom) || !laneTakes(gate, given.lane, means))) {
    const since = momentOf(lastTurn(calendars, ms, isOpen));
    const go = wayElsewhere(refused, means);
    return since === null ? { is: "vehicle-not-allowed", go } : { is: "vehicle-not-allowed", go, since };
  }
  const opens = opensFrom > ms && isOpen(opensFrom) ? opensFrom : nextTurn(calendars, opensFrom, isOpen);
  const from = momentOf(opens);
  if (from !== null && (claims === null || from < claims.notAfter)) return { is: "not-yet", from };
  if (claims !== null && opensFrom > ms) return { is: "not-yet", from: claims.notBefore };
  const until = momentOf(lastTurn(calendars, ms, isOpen));
  if (until !== null) return { is: "no-longer", until };
  // Here the rules never let such a case in: without a pass one is asked for, and one that does not help here may elsewhere.
  return claims === null ? NO_PASS : { is: "wrong-zone", go: wayElsewhere(refused, means) };
}

/**
 * The nearest gate that would let this very case in now, into a zone that its pass is for (without a pass, into the same zone); null when
 * there is none. A zone that is open to anybody is not where somebody with a pass for another wants to go.
 */
function wayElsewhere({ rules, gate, given, credential, age, ms }: Refused, means: Means): Way | null {
  const wanted = credential.kind === "pass" ? credential.claims.zones : [gate.gate.zone];
  return nearestWay(
    rules,
    gate.gate.position,
    (other) =>
      wanted.includes(other.gate.zone) &&
      takes(other, means, ms) &&
      admitsAt(other.rules, traitsAt(other, credential, means, age, given.at), ms),
  );
}

/** What a pass says counts in its zones and its time; elsewhere its holder is like anybody. */
function traitsAt(gate: PreparedGate, credential: Shown, means: Means, age: AgeRange, at: Instant): Traits {
  if (credential.kind === "none") return { category: credential.category, hasPass: false, means, age };
  const hasPass = isGoodAt(credential.claims, gate, at);
  return { category: hasPass ? credential.claims.category : null, hasPass, means, age };
}

function isGoodAt({ zones, notBefore, notAfter }: Claims, gate: PreparedGate, at: Instant): boolean {
  return notBefore <= at && at < notAfter && zones.includes(gate.gate.zone);
}

/** A vehicle's pass is shown from a vehicle, whatever the lane is set to: where people walk it is judged as a car. */
function meansOf(means: Means, credential: Shown): Means {
  const isVehiclePass = credential.kind === "pass" && credential.claims.holder.kind === "vehicle";
  return isVehiclePass && !isVehicle(means) ? "car" : means;
}

/** Lanes keep vehicles apart; who walks may walk anywhere. */
function laneTakes(gate: PreparedGate, lane: LaneCode | null, means: Means): boolean {
  if (!isVehicle(means)) return true;
  const lanes = (lane === null ? undefined : gate.lanes.get(lane)) ?? gate.meansIn;
  return (lanes & MEANS_BITS[means]) !== 0;
}

function ageOf(rules: PreparedRules, given: Case, credential: Shown, ms: number): AgeRange {
  const exact = given.ageYears ?? (credential.kind === "none" ? credential.ageYears : null);
  if (exact !== null && exact !== undefined) return { least: exact, most: exact };
  return credential.kind === "pass" ? ageFrom(credential.claims.holder, rules, ms) : ANY_AGE;
}
