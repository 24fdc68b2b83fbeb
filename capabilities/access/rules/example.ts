import { type Instant, instantOf, millisecondsOf, PassNumber, type PlaceId } from "@cordon/kernel";
import type { CategoryCode, Means, ZoneCode } from "../words.ts";
import { yearAt } from "./decide.ts";
import type { Case } from "./judge.ts";
import type { PreparedRules } from "./prepared.ts";

/** Somebody imagined, to try rules on: "a resident, 12 years old, by car, 26 July 13:01, gate 7". */
export interface Example {
  readonly gate: PlaceId;
  readonly at: Instant;
  readonly means: Means;
  readonly category: CategoryCode | null;
  /** Completed years; null: an adult whose age does not matter. */
  readonly ageYears: number | null;
  /** Zones the pass names; null: comes without a pass; "here": a pass for the zone of this gate. */
  readonly pass: "here" | readonly ZoneCode[] | null;
}

const GROWN_UP = 40;
const FIRST = instantOf(0);
const LAST = instantOf(Date.UTC(9999, 11, 31, 23, 59, 59));

/** The case of an example: a genuine pass in its time, a mandate in force, never seen before. What is tried out are the rules alone. */
export function caseOf(rules: PreparedRules, example: Example): Case {
  const { gate, at, means, category, ageYears, pass } = example;
  const here = rules.gates.get(gate)?.gate.zone;
  const zones = pass === "here" ? (here === undefined ? [] : [here]) : pass;
  const common = {
    gate,
    lane: null,
    direction: "in",
    means,
    at,
    revoked: false,
    presence: null,
    mandateUntil: LAST,
    ageYears: ageYears ?? GROWN_UP,
  } as const;
  if (zones === null || category === null) {
    return { ...common, credential: { kind: "none", category, ageYears: common.ageYears } };
  }
  const claims = {
    number: PassNumber.parse(1),
    category,
    zones,
    notBefore: FIRST,
    notAfter: LAST,
    holder: { kind: "person", initials: "X", birthYear: yearAt(rules, millisecondsOf(at)) - common.ageYears },
  } as const;
  return { ...common, credential: { kind: "pass", claims } };
}
