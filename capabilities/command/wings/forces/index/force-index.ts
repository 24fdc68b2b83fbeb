import {
  type ContingentId,
  distanceMetres,
  EARTH_RADIUS_METRES,
  type Instant,
  millisecondsOf,
  type PlaceId,
  pointInPolygon,
  type Polygon,
  type Position,
  type PowerGrant,
  type TaskId,
  type TaskNeeds,
  type Unit,
  type UnitId,
  type UnitKind,
} from "@cordon/kernel";
import type { StandingKind } from "../rules/catalogue.ts";
import type { Able } from "../rules/may-do.ts";
import {
  groupOf,
  isRestDue,
  LeftOutCount,
  missingOf,
  restShown,
  type Standing,
  type Suited,
  WALKING_METRES_PER_SECOND,
} from "../rules/suit.ts";
import type { Telling } from "../words.ts";
import { Best } from "./best.ts";
import { PositionColumns, type Positions } from "./positions.ts";

export interface IndexedContingent {
  readonly name: string;
  readonly nation: string;
  readonly languages: readonly string[];
}

/** What is asked of the index. `contingent` narrows to what the caller may know of; null: all. */
export interface IndexQuestion {
  readonly position: Position;
  readonly needs: TaskNeeds;
  /** What the task's incident was told under conditions. */
  readonly told: readonly Telling[];
  readonly kinds: readonly UnitKind[] | null;
  readonly contingent: ContingentId | null;
  readonly now: Instant;
  readonly limit: number;
}

export interface IndexedStanding extends Standing {
  readonly facts: Unit;
  readonly contingent: IndexedContingent;
  readonly openTasks: number;
}

/** All units of one kind, one contingent and the same languages. They can and may do the same, so the law is asked once for all of them. */
interface Cohort {
  readonly key: string;
  /** Of its units' members; null: those of its contingent. */
  readonly languages: readonly string[] | null;
  readonly kind: UnitKind;
  readonly contingent: ContingentId;
  /** Slots of its units, in no order. */
  readonly members: number[];
}

/**
 * Every unit on duty as a question about tasks needs it, in memory: who can and may is decided for a kind and contingent at a time, who
 * is near by columns of positions. It follows the journal entry by entry - taking one twice changes nothing - and the live plane by what
 * moved since it was last asked.
 */
export class ForceIndex {
  readonly #positions: Pick<Positions, "position" | "moved">;
  readonly #kinds = new Map<UnitKind, StandingKind>();
  readonly #contingents = new Map<ContingentId, IndexedContingent>();
  readonly #grants = new Map<ContingentId, readonly PowerGrant[]>();
  readonly #areas = new Map<PlaceId, Polygon>();
  readonly #cohorts = new Map<string, Cohort>();
  readonly #slots = new Map<UnitId, number>();
  readonly #slotOfTrack = new Map<number, number>();
  readonly #units: (Unit | null)[] = [];
  readonly #cohortOf: (Cohort | null)[] = [];
  readonly #placeInCohort: number[] = [];
  readonly #openTasks: number[] = [];
  readonly #restDueMs: number[] = [];
  readonly #free: number[] = [];
  readonly #tasks = new Map<TaskId, UnitId>();
  /** By unit and not by slot: a task may be learned before its unit, when tables are read while entries arrive. */
  readonly #tasksOf = new Map<UnitId, number>();
  readonly #rest = new Map<UnitId, number>();
  /** Of units whose members speak other languages than their contingent. */
  readonly #languages = new Map<UnitId, readonly string[]>();
  readonly #columns = new PositionColumns();
  #seenTick = 0;
  #ready = false;

  constructor(positions: Pick<Positions, "position" | "moved">) {
    this.#positions = positions;
  }

  /** Whether it holds all there is: before that, and while it catches up, the tables are asked. */
  get ready(): boolean {
    return this.#ready;
  }

  get size(): number {
    return this.#slots.size;
  }

  /** Empties it, to be filled again. */
  clear(): void {
    this.#ready = false;
    for (const held of [this.#kinds, this.#contingents, this.#grants, this.#areas, this.#cohorts]) held.clear();
    // What is known of rest stays: another follows the roster, and does not read it again because this lost touch.
    for (const held of [this.#slots, this.#slotOfTrack, this.#tasks, this.#tasksOf, this.#languages]) held.clear();
    for (const held of [this.#units, this.#cohortOf, this.#placeInCohort, this.#openTasks, this.#restDueMs, this.#free])
      held.length = 0;
    this.#seenTick = 0;
  }

  opened(): void {
    this.#ready = true;
  }

  // What it learns ------------------------------------------------------------------------------------------------------

  kind(kind: StandingKind): void {
    this.#kinds.set(kind.code, kind);
  }

  kindState(code: UnitKind, state: StandingKind["state"]): void {
    const known = this.#kinds.get(code);
    if (known !== undefined) this.#kinds.set(code, { ...known, state });
  }

  stateOfKind(code: UnitKind): StandingKind["state"] | undefined {
    return this.#kinds.get(code)?.state;
  }

  contingent(id: ContingentId, { name, nation, languages }: IndexedContingent): void {
    this.#contingents.set(id, { name, nation, languages });
  }

  grants(contingent: ContingentId, grants: readonly PowerGrant[]): void {
    this.#grants.set(contingent, grants);
  }

  area(place: PlaceId, shape: Polygon): void {
    this.#areas.set(place, shape);
  }

  noArea(place: PlaceId): void {
    this.#areas.delete(place);
  }

  register(unit: Unit): void {
    const known = this.#slots.get(unit.id);
    if (known !== undefined) {
      this.#leaveCohort(known);
      this.#units[known] = unit;
      this.#joinCohort(known, unit);
      return;
    }
    const slot = this.#free.pop() ?? this.#units.length;
    this.#columns.hold(slot);
    this.#columns.forget(slot);
    this.#units[slot] = unit;
    this.#openTasks[slot] = this.#tasksOf.get(unit.id) ?? 0;
    this.#restDueMs[slot] = this.#rest.get(unit.id) ?? Number.NaN;
    this.#slots.set(unit.id, slot);
    this.#slotOfTrack.set(unit.track, slot);
    this.#joinCohort(slot, unit);
    const last = this.#positions.position(unit.track);
    if (last !== null) this.#columns.put(slot, last.lon, last.lat, last.atMs);
  }

  withdraw(unit: UnitId): void {
    const slot = this.#slots.get(unit);
    if (slot === undefined) return;
    this.#leaveCohort(slot);
    const facts = this.#units[slot];
    if (facts !== undefined && facts !== null) this.#slotOfTrack.delete(facts.track);
    this.#slots.delete(unit);
    this.#units[slot] = null;
    this.#cohortOf[slot] = null;
    this.#columns.forget(slot);
    this.#free.push(slot);
  }

  taskBegan(task: TaskId, unit: UnitId): void {
    if (this.#tasks.has(task)) return;
    this.#tasks.set(task, unit);
    this.#count(unit, 1);
  }

  taskEnded(task: TaskId): void {
    const unit = this.#tasks.get(task);
    if (unit === undefined) return;
    this.#tasks.delete(task);
    this.#count(unit, -1);
  }

  /** What the members of a unit speak; null: what their contingent speaks. */
  speaks(unit: UnitId, languages: readonly string[] | null): void {
    if (languages === null) this.#languages.delete(unit);
    else this.#languages.set(unit, languages);
    const slot = this.#slots.get(unit);
    const facts = slot === undefined ? null : this.#units[slot];
    if (slot === undefined || facts === undefined || facts === null) return;
    this.#leaveCohort(slot);
    this.#joinCohort(slot, facts);
  }

  /** When a unit must rest, as its roster says; null: nobody says any more. */
  rest(unit: UnitId, dueMs: number | null): void {
    if (dueMs === null) this.#rest.delete(unit);
    else this.#rest.set(unit, dueMs);
    const slot = this.#slots.get(unit);
    if (slot !== undefined) this.#restDueMs[slot] = dueMs ?? Number.NaN;
  }

  // What it answers -----------------------------------------------------------------------------------------------------

  suit(question: IndexQuestion): Suited<IndexedStanding> {
    this.refresh();
    for (;;) {
      const answer = this.#suit(question);
      // The live plane forgets without a word - a unit that pauses its position - so what is answered is looked at once more.
      const gone = answer.suggestions.filter(
        ({ facts, distanceMetres: distance }) => distance !== null && this.#positions.position(facts.track) === null,
      );
      if (gone.length === 0) return answer;
      for (const { unit } of gone) {
        const slot = this.#slots.get(unit);
        if (slot !== undefined) this.#columns.forget(slot);
      }
    }
  }

  /** Takes what moved since the last time. Cheap, and bounded by how many units there are. */
  refresh(): void {
    this.#seenTick = this.#positions.moved(this.#seenTick, (track, lon, lat, atMs) => {
      const slot = this.#slotOfTrack.get(track);
      if (slot !== undefined) this.#columns.put(slot, lon, lat, atMs);
    });
  }

  #suit({ position, needs, told, kinds, contingent, now, limit }: IndexQuestion): Suited<IndexedStanding> {
    const within = this.#areasAround(position);
    const nowMs = millisecondsOf(now);
    const leftOut = new LeftOutCount();
    const best = new Best(limit, (slot, other) => this.#idAt(slot) < this.#idAt(other));
    let suitable = 0;
    for (const cohort of this.#cohorts.values()) {
      if (contingent !== null && cohort.contingent !== contingent) continue;
      const able = this.#able(cohort);
      const missing = missingOf(able, { position, needs, kinds, within, told, now, limit });
      if (missing !== null) {
        leftOut.add(missing, cohort.members.length);
        continue;
      }
      suitable += cohort.members.length;
      this.#take(cohort, position, nowMs, best);
    }
    const suggestions: IndexedStanding[] = [];
    for (let at = 0; at < best.size; at++) suggestions.push(this.#standing(best.slots[at] ?? -1, position, nowMs));
    return { suggestions, suitable, leftOut: leftOut.all() };
  }

  /** The hot loop: every unit of a cohort that suits. */
  #take(cohort: Cohort, target: Position, nowMs: number, best: Best): void {
    const { x, y, z, atMs } = this.#columns;
    const speed = this.#cruise(cohort.kind);
    const latitude = (target[1] * Math.PI) / 180;
    const longitude = (target[0] * Math.PI) / 180;
    const tx = Math.cos(latitude) * Math.cos(longitude);
    const ty = Math.cos(latitude) * Math.sin(longitude);
    const tz = Math.sin(latitude);
    const { members } = cohort;
    for (let at = 0; at < members.length; at++) {
      const slot = members[at] ?? 0;
      const openTasks = this.#openTasks[slot] ?? 0;
      if (Number.isNaN(atMs[slot])) {
        if (best.admits(3, 0)) best.offer(slot, 3, 0);
        continue;
      }
      const dx = (x[slot] ?? 0) - tx;
      const dy = (y[slot] ?? 0) - ty;
      const dz = (z[slot] ?? 0) - tz;
      const chord = Math.sqrt(dx * dx + dy * dy + dz * dz);
      // An arc is longer than its chord: whoever is too far by the chord is too far.
      if (!best.admits(openTasks > 0 ? 2 : 0, (chord * EARTH_RADIUS_METRES) / speed)) continue;
      const travelSeconds = (2 * Math.asin(Math.min(1, chord / 2)) * EARTH_RADIUS_METRES) / speed;
      const due = isRestDue(this.#restDueMs[slot] ?? Number.NaN, nowMs, travelSeconds);
      best.offer(slot, groupOf(true, openTasks, due), travelSeconds);
    }
  }

  #standing(slot: number, target: Position, nowMs: number): IndexedStanding {
    const facts = this.#units[slot];
    if (facts === undefined || facts === null) throw new Error(`the index suggests slot ${slot}, where no unit is`);
    const { lon, lat, atMs } = this.#columns;
    const seenMs = atMs[slot] ?? Number.NaN;
    const known = !Number.isNaN(seenMs);
    const distance = known ? distanceMetres([lon[slot] ?? 0, lat[slot] ?? 0], target) : null;
    const travelSeconds = distance === null ? null : distance / this.#cruise(facts.kind);
    const dueMs = this.#restDueMs[slot] ?? Number.NaN;
    const due = isRestDue(dueMs, nowMs, travelSeconds ?? 0);
    const openTasks = this.#openTasks[slot] ?? 0;
    return {
      unit: facts.id,
      facts,
      contingent: this.#contingents.get(facts.contingent) ?? NOBODY,
      openTasks,
      group: groupOf(known, openTasks, due),
      distanceMetres: distance,
      travelSeconds,
      positionAgeSeconds: known ? Math.max(0, (nowMs - seenMs) / 1000) : null,
      rest: restShown(Number.isNaN(dueMs) ? null : dueMs, due),
    };
  }

  #able(cohort: Cohort): Able {
    const { nation, languages } = this.#contingents.get(cohort.contingent) ?? NOBODY;
    return {
      kind: cohort.kind,
      definition: this.#kinds.get(cohort.kind) ?? null,
      nation,
      languages: cohort.languages ?? languages,
      grants: this.#grants.get(cohort.contingent) ?? null,
    };
  }

  #cruise(kind: UnitKind): number {
    return this.#kinds.get(kind)?.cruiseMetresPerSecond ?? WALKING_METRES_PER_SECOND;
  }

  /** Of the areas that grants are bound to, those around a position. */
  #areasAround(position: Position): ReadonlySet<PlaceId> {
    const within = new Set<PlaceId>();
    const seen = new Set<PlaceId>();
    for (const grants of this.#grants.values()) {
      for (const { places } of grants) {
        for (const place of places ?? []) {
          if (seen.has(place)) continue;
          seen.add(place);
          const area = this.#areas.get(place);
          if (area !== undefined && pointInPolygon(position, area)) within.add(place);
        }
      }
    }
    return within;
  }

  #idAt(slot: number): string {
    return this.#units[slot]?.id ?? "";
  }

  #count(unit: UnitId, by: 1 | -1): void {
    const open = (this.#tasksOf.get(unit) ?? 0) + by;
    if (open === 0) this.#tasksOf.delete(unit);
    else this.#tasksOf.set(unit, open);
    const slot = this.#slots.get(unit);
    if (slot !== undefined) this.#openTasks[slot] = open;
  }

  #joinCohort(slot: number, { id, kind, contingent }: Unit): void {
    const languages = this.#languages.get(id) ?? null;
    const key = `${contingent} ${kind} ${languages?.toSorted().join() ?? "-"}`;
    const cohort = this.#cohorts.get(key) ?? { key, kind, contingent, languages, members: [] };
    this.#cohorts.set(key, cohort);
    this.#placeInCohort[slot] = cohort.members.length;
    this.#cohortOf[slot] = cohort;
    cohort.members.push(slot);
  }

  /** The last member takes the place of the one that leaves. */
  #leaveCohort(slot: number): void {
    const cohort = this.#cohortOf[slot];
    const last = cohort?.members.pop();
    if (cohort === undefined || cohort === null || last === undefined) return;
    const place = this.#placeInCohort[slot] ?? 0;
    if (last !== slot) {
      cohort.members[place] = last;
      this.#placeInCohort[last] = place;
    }
    if (cohort.members.length === 0) this.#cohorts.delete(cohort.key);
  }
}

const NOBODY: IndexedContingent = { name: "", nation: "", languages: [] };
