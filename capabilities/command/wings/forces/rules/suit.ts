import {
  type ContingentId,
  distanceMetres,
  type Instant,
  instantOf,
  millisecondsOf,
  type Position,
  type TaskNeeds,
  type UnitId,
  type UnitKind,
} from "@cordon/kernel";
import type { Because, LeftOut, Missing, Rest } from "../words.ts";
import { type Able, mayDo, type Occasion } from "./may-do.ts";

/** Older than this, a position says little about where a unit is. */
export const OLD_POSITION_SECONDS = 120;

/** What is asked: who suits a task at a place, now. */
export interface Asked {
  readonly position: Position;
  readonly needs: TaskNeeds;
  /** Null: of any kind. */
  readonly kinds: readonly UnitKind[] | null;
  readonly within: Occasion["within"];
  readonly told: Occasion["told"];
  readonly now: Instant;
  readonly limit: number;
}

export interface Candidate extends Able {
  readonly unit: UnitId;
  readonly contingent: ContingentId;
  readonly openTasks: number;
  readonly cruiseMetresPerSecond: number;
  readonly last: { readonly position: Position; readonly atMs: number } | null;
  /** When it must rest, milliseconds since 1970; null where no roster says. */
  readonly restDueMs: number | null;
}

/** How it stands with a unit that suits: in the order in which it is suggested. */
export interface Standing {
  readonly unit: UnitId;
  readonly group: Group;
  readonly distanceMetres: number | null;
  readonly travelSeconds: number | null;
  readonly positionAgeSeconds: number | null;
  readonly rest: Rest;
}

export interface Suited<Each = Standing> {
  readonly suggestions: readonly Each[];
  /** All that suit, of whom the first are suggested. */
  readonly suitable: number;
  readonly leftOut: readonly LeftOut[];
}

/** Free before tired before busy; last those of whom nobody knows where they are. */
export type Group = 0 | 1 | 2 | 3;

export function groupOf(known: boolean, openTasks: number, restDue: boolean): Group {
  if (!known) return 3;
  if (openTasks > 0) return 2;
  return restDue ? 1 : 0;
}

/** Whether it would have to rest before it got there. @param dueMs NaN: nobody knows @param travelSeconds 0 where that is unknown */
export function isRestDue(dueMs: number, nowMs: number, travelSeconds: number): boolean {
  return dueMs <= nowMs + travelSeconds * 1000;
}

/** The cruise of a kind that the catalogue does not have: a walk. */
export const WALKING_METRES_PER_SECOND = 1.4;

/**
 * Who suits a task, of everybody, one by one: the rule itself, and what the index must answer like. An aid to a person who decides: it
 * says why for each, and counts whom it leaves out by what is missing.
 */
export function suit(candidates: Iterable<Candidate>, asked: Asked): Suited {
  const nowMs = millisecondsOf(asked.now);
  const standing: Standing[] = [];
  const leftOut = new LeftOutCount();
  for (const candidate of candidates) {
    const missing = missingOf(candidate, asked);
    if (missing !== null) leftOut.add(missing, 1);
    else standing.push(standingOf(candidate, asked.position, nowMs));
  }
  standing.sort(inOrder);
  return { suggestions: standing.slice(0, asked.limit), suitable: standing.length, leftOut: leftOut.all() };
}

/** The first thing that keeps a unit - and all others of its kind and contingent - from being suggested; null: nothing. */
export function missingOf(unit: Able, asked: Asked): LeftOut["missing"] | null {
  if (asked.kinds !== null && !asked.kinds.includes(unit.kind)) return { what: "not-asked-for" };
  const verdict = mayDo(asked.needs, unit, { within: asked.within, told: asked.told, at: asked.now });
  return verdict.may ? null : verdict.missing[0];
}

/** How it stands with one unit, whatever it can do. */
export function standingOf(
  candidate: Omit<Candidate, keyof Able | "contingent">,
  target: Position,
  nowMs: number,
): Standing {
  const { unit, last, openTasks, cruiseMetresPerSecond, restDueMs } = candidate;
  const distance = last === null ? null : distanceMetres(last.position, target);
  const travelSeconds = distance === null ? null : distance / cruiseMetresPerSecond;
  const due = restDueMs !== null && isRestDue(restDueMs, nowMs, travelSeconds ?? 0);
  return {
    unit,
    group: groupOf(last !== null, openTasks, due),
    distanceMetres: distance,
    travelSeconds,
    positionAgeSeconds: last === null ? null : Math.max(0, (nowMs - last.atMs) / 1000),
    rest: restShown(restDueMs, due),
  };
}

/** What is said of it. When it is due, the roster's rule says. */
export function restShown(dueMs: number | null, due: boolean): Rest {
  if (dueMs === null) return { rest: "unknown" };
  return due ? { rest: "due", at: instantOf(dueMs) } : { rest: "rested", until: instantOf(dueMs) };
}

export function inOrder(a: Standing, b: Standing): number {
  return a.group - b.group || (a.travelSeconds ?? 0) - (b.travelSeconds ?? 0) || (a.unit < b.unit ? -1 : 1);
}

/** Why a unit stands where it stands. @param nearest whether no other that is suggested is nearer */
export function becauseOf(standing: Omit<Standing, "group">, openTasks: number, nearest: boolean): readonly Because[] {
  const because: Because[] = [];
  if (nearest) because.push("nearest");
  because.push(openTasks === 0 ? "free" : "busy");
  because.push(
    standing.rest.rest === "unknown" ? "rest-unknown" : standing.rest.rest === "due" ? "rest-due" : "rested",
  );
  if (standing.positionAgeSeconds === null) because.push("position-unknown");
  else if (standing.positionAgeSeconds > OLD_POSITION_SECONDS) because.push("position-old");
  return because;
}

/** Counts who was left out, by reason, the most first. */
export class LeftOutCount {
  readonly #counts = new Map<string, { readonly missing: LeftOut["missing"]; units: number }>();

  add(missing: LeftOut["missing"], units: number): void {
    if (units === 0) return;
    const key = keyOf(missing);
    const counted = this.#counts.get(key);
    if (counted === undefined) this.#counts.set(key, { missing, units });
    else counted.units += units;
  }

  all(): readonly LeftOut[] {
    return [...this.#counts]
      .toSorted(([a, one], [b, other]) => other.units - one.units || (a < b ? -1 : 1))
      .map(([, counted]) => counted);
  }
}

function keyOf(missing: LeftOut["missing"]): string {
  const { what } = missing;
  switch (what) {
    case "not-asked-for":
      return what;
    default:
      return missingKey(missing);
  }
}

function missingKey(missing: Missing): string {
  switch (missing.what) {
    case "kind":
      return `kind ${missing.code}`;
    case "ability":
      return `ability ${missing.ability}`;
    case "power":
      return `power ${missing.power} ${missing.because}`;
    case "language":
      return `language ${missing.language}`;
    case "release":
      return `release ${missing.nation} ${missing.toldBy ?? ""}`;
  }
}
