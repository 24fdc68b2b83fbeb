import type { PlaceId, Position, ShiftId, UnitId, UnitKind } from "@cordon/kernel";
import type { CapabilityCode, Requirement, RestRule } from "../words.ts";
import { canDo } from "./capable.ts";
import { type StandingShift, workOf } from "./plan.ts";
import { minuteOf, restRuleOf, type RuledRest } from "./rest.ts";
import {
  type CoverageUnit,
  type Gap,
  foldedOf,
  type KeptUnit,
  NOTHING,
  type Post,
  type Series,
  type Slot,
  type Strength,
  Sweeper,
  WIDTH,
} from "./series.ts";

const HOUR = 60;
const COUNTING = new Intl.Collator("en", { numeric: true });

/**
 * Where posts lack units, kept up to date: a change sweeps the one or two series it touches (a post and a capability), never the roster.
 * Made from the tables on start and followed entry by entry since; the order of what it is told does not matter to what it says.
 */
export class Coverage {
  readonly #series = new Map<PlaceId, Map<CapabilityCode, Series>>();
  readonly #shifts = new Map<ShiftId, StandingShift>();
  readonly #slots = new Map<ShiftId, Slot>();
  readonly #units = new Map<UnitId, KeptUnit>();
  readonly #posts = new Map<PlaceId, Post>();
  /** All series as they are listed; made when it is asked for. */
  #listed: readonly Series[] | null = null;
  /** Series by the hours that a gap of theirs touches: a page of gaps by time looks at few of them. */
  readonly #byHour = new Map<number, Set<Series>>();
  readonly #kinds = new Map<UnitKind, { readonly can: readonly CapabilityCode[] }>();
  #ruled: readonly RuledRest[] = [];
  readonly #sweeper = new Sweeper();
  /** While true, series are not swept: `settle` does it once for all of them. */
  #loading = false;
  #gaps = 0;

  get gapCount(): number {
    return this.#gaps;
  }

  /** Takes much at once, as from the tables: `fill` calls the setters, and every series is swept once afterwards. */
  load(fill: (coverage: Coverage) => void): void {
    this.#loading = true;
    try {
      fill(this);
    } finally {
      this.#loading = false;
    }
    for (const series of this.#all()) this.#sweep(series);
  }

  setRest(ruled: readonly RuledRest[]): void {
    this.#ruled = ruled;
  }

  restOf(unit: CoverageUnit): RestRule {
    return restRuleOf(unit, this.#ruled);
  }

  /** What was ruled so far, for whoever sets one of them. */
  get ruled(): readonly RuledRest[] {
    return this.#ruled;
  }

  /** What the catalogue says a kind can do. */
  setKind(kind: UnitKind, can: readonly CapabilityCode[]): void {
    this.#kinds.set(kind, { can });
  }

  can(unit: CoverageUnit, capability: CapabilityCode): boolean {
    return canDo(unit.kind, this.#kinds.get(unit.kind), capability);
  }

  /** @param post null: it was taken off the map */
  setPlace(place: PlaceId, post: Pick<Post, "at" | "reference" | "name"> | null): void {
    this.#listed = null;
    if (post === null) this.#posts.delete(place);
    else this.#posts.set(place, { ...post, sought: foldedOf([post.reference, post.name.fr, post.name.en].join("\n")) });
  }

  positionOf(place: PlaceId): Position | null {
    return this.#posts.get(place)?.at ?? null;
  }

  /** A place that was taken off the map keeps its shifts, and has no name. */
  post(place: PlaceId): Post | null {
    return this.#posts.get(place) ?? null;
  }

  /** Every post with every capability that it ever had, by its reference as people count: P-2 before P-10. */
  listed(): readonly Series[] {
    const referenceOf = ({ place }: Series) => this.#posts.get(place)?.reference ?? place;
    this.#listed ??= [...this.#all()].sort(
      (a, b) => COUNTING.compare(referenceOf(a), referenceOf(b)) || (a.capability < b.capability ? -1 : 1),
    );
    return this.#listed;
  }

  setUnit(unit: CoverageUnit): void {
    const kept = this.#unit(unit.id);
    const was = kept.of;
    kept.of = unit;
    if ((was?.withdrawn ?? false) === unit.withdrawn && (was?.strength ?? 0) === unit.strength) return;
    for (const slot of kept.slots) this.#sweep(slot.series);
  }

  /** Taken off duty: its shifts hold nobody, until it comes back. */
  withdraw(id: UnitId): void {
    const unit = this.#units.get(id)?.of;
    if (unit !== undefined && unit !== null) this.setUnit({ ...unit, withdrawn: true });
  }

  units(): IterableIterator<KeptUnit> {
    return this.#units.values();
  }

  setRequirements(place: PlaceId, requirements: readonly Requirement[]): void {
    const grouped = Map.groupBy(requirements, ({ capability }) => capability);
    for (const series of this.#series.get(place)?.values() ?? []) {
      if (grouped.has(series.capability) || series.needs.length === 0) continue;
      series.needs = NOTHING;
      this.#sweep(series);
    }
    for (const [capability, list] of grouped) {
      const series = this.#seriesOf(place, capability);
      series.needs = Int32Array.from(
        list.flatMap(({ from, until, units, people = 0 }) => [minuteOf(from), minuteOf(until), units, people]),
      );
      this.#sweep(series);
    }
  }

  shift(id: ShiftId): StandingShift | null {
    return this.#shifts.get(id) ?? null;
  }

  setShift(shift: StandingShift): void {
    const before = this.#slots.get(shift.id);
    if (before !== undefined) {
      before.series.slots.delete(before);
      before.unit.slots.delete(before);
      this.#slots.delete(shift.id);
    }
    if (shift.state === "cancelled") this.#shifts.delete(shift.id);
    else this.#shifts.set(shift.id, shift);
    const work = workOf(shift);
    if (work !== null) {
      const series = this.#seriesOf(shift.place, shift.capability);
      const unit = this.#unit(shift.unit);
      const slot: Slot = { shift, unit, series, from: work.from, until: work.until };
      series.slots.add(slot);
      unit.slots.add(slot);
      this.#slots.set(shift.id, slot);
      this.#sweep(series);
      if (before?.series === series) return;
    }
    if (before !== undefined) this.#sweep(before.series);
  }

  slot(id: ShiftId): Slot | null {
    return this.#slots.get(id) ?? null;
  }

  series(place: PlaceId, capability: CapabilityCode): Series | null {
    return this.#series.get(place)?.get(capability) ?? null;
  }

  seriesAt(place: PlaceId): readonly Series[] {
    return [...(this.#series.get(place)?.values() ?? [])];
  }

  /** How many more than needed are there at the leanest minute of a period; negative where some are missing. */
  spare(series: Series, from: number, until: number): Strength {
    return this.#sweeper.spare(series, from, until);
  }

  /** All gaps of a period, the first to begin first; then by place and capability. */
  gaps(
    from: number,
    until: number,
    { limit, keep }: { readonly limit: number; readonly keep?: (gap: Gap) => boolean },
  ): readonly Gap[] {
    const found: Gap[] = [];
    // What runs at the beginning stands in its hour, whenever it began; what begins later, in the hour in which it does.
    const first = Math.floor(from / HOUR);
    const hours = [...this.#byHour.keys()].filter((hour) => hour >= first && hour * HOUR < until);
    hours.sort((a, b) => a - b);
    for (const hour of hours) {
      if (found.length >= limit) break;
      const begun = found.length;
      for (const series of this.#byHour.get(hour) ?? []) {
        const { gaps, place, capability } = series;
        for (let at = 0; at < gaps.length; at += WIDTH) {
          const begins = gaps[at] ?? 0;
          const hourOf = Math.floor(begins / HOUR);
          if ((hourOf !== hour && (hour !== first || hourOf > hour)) || begins >= until) continue;
          const ends = gaps[at + 1] ?? 0;
          if (ends <= from) continue;
          const [missing, missingPeople] = [gaps[at + 2] ?? 0, gaps[at + 3] ?? 0];
          const gap = { place, capability, from: begins, until: ends, missing, missingPeople };
          if (keep === undefined || keep(gap)) found.push(gap);
        }
      }
      // Hours come in order: what is put in order within its hour is in order.
      if (found.length - begun > 1) found.push(...found.splice(begun).sort(byTime));
    }
    return found.length > limit ? found.slice(0, limit) : found;
  }

  *#all(): Generator<Series> {
    for (const ofPlace of this.#series.values()) yield* ofPlace.values();
  }

  #unit(id: UnitId): KeptUnit {
    let kept = this.#units.get(id);
    if (kept === undefined) {
      kept = { of: null, slots: new Set() };
      this.#units.set(id, kept);
    }
    return kept;
  }

  #seriesOf(place: PlaceId, capability: CapabilityCode): Series {
    let ofPlace = this.#series.get(place);
    if (ofPlace === undefined) {
      ofPlace = new Map();
      this.#series.set(place, ofPlace);
    }
    let series = ofPlace.get(capability);
    if (series === undefined) {
      series = { place, capability, needs: NOTHING, slots: new Set(), gaps: NOTHING };
      ofPlace.set(capability, series);
      this.#listed = null;
    }
    return series;
  }

  #sweep(series: Series): void {
    if (!this.#loading) this.#keep(series, this.#sweeper.gapsOf(series));
  }

  #keep(series: Series, gaps: Int32Array): void {
    const before = series.gaps;
    for (const hour of hoursOf(before)) {
      const there = this.#byHour.get(hour);
      there?.delete(series);
      if (there?.size === 0) this.#byHour.delete(hour);
    }
    for (const hour of hoursOf(gaps)) {
      const there = this.#byHour.get(hour);
      if (there === undefined) this.#byHour.set(hour, new Set([series]));
      else there.add(series);
    }
    this.#gaps += (gaps.length - before.length) / WIDTH;
    series.gaps = gaps;
  }
}

/** The hours that gaps touch; one may come twice. */
function* hoursOf(gaps: Int32Array): Generator<number> {
  for (let at = 0; at < gaps.length; at += WIDTH) {
    const last = Math.floor(((gaps[at + 1] ?? 0) - 1) / HOUR);
    for (let hour = Math.floor((gaps[at] ?? 0) / HOUR); hour <= last; hour++) yield hour;
  }
}

function byTime(a: Gap, b: Gap): number {
  if (a.from !== b.from) return a.from - b.from;
  if (a.place !== b.place) return a.place < b.place ? -1 : 1;
  if (a.capability !== b.capability) return a.capability < b.capability ? -1 : 1;
  return a.until - b.until;
}
