import type { Group } from "../rules/suit.ts";

/**
 * The best few of many: kept in order, with the worst known, so that nearly all that come are turned away by one comparison. Nothing is
 * allocated a candidate.
 */
export class Best {
  readonly slots: Int32Array;
  readonly groups: Uint8Array;
  readonly travels: Float64Array;
  size = 0;
  readonly #before: (slot: number, other: number) => boolean;

  /** @param before decides between two of the same group and travel */
  constructor(limit: number, before: (slot: number, other: number) => boolean) {
    this.slots = new Int32Array(limit);
    this.groups = new Uint8Array(limit);
    this.travels = new Float64Array(limit);
    this.#before = before;
  }

  /** Whether one that takes at least so long could still come in. */
  admits(group: Group, travelSeconds: number): boolean {
    const last = this.size - 1;
    if (this.size < this.slots.length) return true;
    const worst = this.groups[last] ?? 0;
    return group < worst || (group === worst && travelSeconds <= (this.travels[last] ?? 0));
  }

  offer(slot: number, group: Group, travelSeconds: number): void {
    let at = this.size;
    while (at > 0 && this.#precedes(slot, group, travelSeconds, at - 1)) at--;
    if (at === this.slots.length) return;
    const last = Math.min(this.size, this.slots.length - 1);
    this.slots.copyWithin(at + 1, at, last);
    this.groups.copyWithin(at + 1, at, last);
    this.travels.copyWithin(at + 1, at, last);
    this.slots[at] = slot;
    this.groups[at] = group;
    this.travels[at] = travelSeconds;
    this.size = last + 1;
  }

  #precedes(slot: number, group: Group, travelSeconds: number, other: number): boolean {
    const theirGroup = this.groups[other] ?? 0;
    if (group !== theirGroup) return group < theirGroup;
    const theirTravel = this.travels[other] ?? 0;
    if (travelSeconds !== theirTravel) return travelSeconds < theirTravel;
    return this.#before(slot, this.slots[other] ?? -1);
  }
}
