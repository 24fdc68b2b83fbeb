import { type Principal, UnitId } from "@cordon/kernel";

/** Which unit carries which track, for whoever lets positions in. Whether a track takes positions at all the live plane knows itself. */
export class SharingBook {
  readonly #tracks = new Map<UnitId, number>();

  learn(unit: UnitId, track: number): void {
    this.#tracks.set(unit, track);
  }

  trackOf(unit: UnitId): number | null {
    return this.#tracks.get(unit) ?? null;
  }

  /** A phone reports its own unit and no other; the rehearsal plays all, and an edge tells what it hears. */
  mayReport(by: Principal, track: number): boolean {
    if (by.roles.includes("exercise") || by.roles.includes("edge-device")) return true;
    const unit = by.roles.includes("field-device") ? UnitId.safeParse(by.unit) : null;
    return unit?.success === true && this.#tracks.get(unit.data) === track;
  }
}
