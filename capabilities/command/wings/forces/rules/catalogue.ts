import {
  isRefusal,
  type Machine,
  type NewEntry,
  type Refusal,
  STANDARD_UNIT_KINDS,
  step,
  type UnitKind,
  type UnitKindDefinition,
} from "@cordon/kernel";
import { type KindState, UnitKindChanged, UnitKindRegistered, UnitKindRemoved, UnitKindRetired } from "../words.ts";
import { refuseForces } from "../words/refusals.ts";

export type KindEvent = "change" | "retire" | "restore" | "remove";

/** What was retired or removed comes back by being registered again; a removed kind is changed by nothing else. */
export const kindMachine: Machine<KindState, KindEvent> = {
  word: "kind of unit",
  initial: "standing",
  table: {
    standing: { change: "standing", retire: "retired", restore: null, remove: "removed" },
    retired: { change: "retired", retire: null, restore: "standing", remove: "removed" },
    removed: { change: null, retire: null, restore: "standing", remove: null },
  },
};

export type StandingKind = UnitKindDefinition & { readonly state: KindState };

/** The catalogue: what this operation said of a kind, and for the standard kinds of which it said nothing, what Cordon brings. */
export function catalogueOf(said: readonly StandingKind[]): ReadonlyMap<UnitKind, StandingKind> {
  const catalogue = new Map<UnitKind, StandingKind>();
  for (const kind of STANDARD_UNIT_KINDS) catalogue.set(kind.code, { ...kind, state: "standing" });
  for (const kind of said) catalogue.set(kind.code, kind);
  return catalogue;
}

export const isStandardKind = (code: UnitKind): boolean => STANDARD_UNIT_KINDS.some((kind) => kind.code === code);

type Decision = readonly NewEntry[] | Refusal;

/** Says what a kind is. The same again changes nothing; another text changes it; one that was taken out comes back. */
export function describeKind(kind: UnitKindDefinition, standing: StandingKind | undefined): Decision {
  if (standing === undefined) return [UnitKindRegistered.of(kind)];
  if (standing.state !== "standing") {
    const next = step(kindMachine, standing.state, "restore");
    return isRefusal(next) ? next : [UnitKindRegistered.of(kind)];
  }
  return sameKind(kind, standing) ? [] : [UnitKindChanged.of(kind)];
}

export function retireKind(standing: StandingKind): Decision {
  if (standing.state === "retired") return [];
  const next = step(kindMachine, standing.state, "retire");
  return isRefusal(next) ? next : [UnitKindRetired.of({ code: standing.code })];
}

/** How many call signs a refusal names. */
const NAMED = 5;

/** @param carriers call signs of the units on duty that are of this kind, in order */
export function removeKind(standing: StandingKind, carriers: readonly string[]): Decision {
  if (standing.state === "removed") return [];
  if (carriers.length > 0) {
    const more = carriers.length - NAMED;
    const who = carriers.slice(0, NAMED).join(", ") + (more > 0 ? ` and ${more} more` : "");
    return refuseForces(
      "kind-carried",
      "not-possible-now",
      `${carriers.length === 1 ? "1 unit is" : `${carriers.length} units are`} of the kind ${standing.code}: ${who}. Withdraw them first, or retire the kind, so that no new ones come`,
      standing.code,
      {
        ...{ kind: standing.code, count: String(carriers.length) },
        ...{ callSigns: carriers.slice(0, NAMED).join(", "), more: String(Math.max(0, more)) },
      },
    );
  }
  const next = step(kindMachine, standing.state, "remove");
  return isRefusal(next) ? next : [UnitKindRemoved.of({ code: standing.code })];
}

/** Whether a unit may be registered with a kind; null: it may. */
export function kindForNewUnit(code: UnitKind, standing: StandingKind | undefined): Refusal | null {
  if (standing === undefined)
    return refuseForces(
      "kind-not-listed",
      "invalid",
      `the catalogue has no kind ${code}; register it there first`,
      "kind",
      { kind: code },
    );
  if (standing.state !== "standing")
    return refuseForces(
      "kind-over",
      "not-possible-now",
      `the kind ${code} was ${standing.state}: no new units of it`,
      "kind",
      { kind: code, state: standing.state },
    );
  return null;
}

function sameKind(a: UnitKindDefinition, b: UnitKindDefinition): boolean {
  const said = (kind: UnitKindDefinition) =>
    JSON.stringify([
      kind.name.fr,
      kind.name.en,
      kind.domain,
      kind.can,
      kind.needs,
      kind.cruiseMetresPerSecond,
      kind.maxWorkingHours,
      kind.symbol,
    ]);
  return said(a) === said(b);
}
