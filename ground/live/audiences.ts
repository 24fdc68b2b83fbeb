import { maySee, type Principal } from "@cordon/kernel";
import type { TrackOwner } from "./port.ts";

/**
 * Who may see a track, as a small number: tens of thousands of tracks have a few dozen owners, so that whether a viewer may see one is
 * a look into an array and not a comparison of roles.
 */
export class Audiences {
  readonly #numbers = new Map<string, number>();
  readonly #owners: TrackOwner[] = [];

  of(owner: TrackOwner): number {
    const key = `${owner.contingent ?? ""} ${owner.roles.toSorted().join(" ")}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#owners.length;
    this.#numbers.set(key, number);
    this.#owners.push(owner);
    return number;
  }

  /** What a principal may see; grows with the audiences. */
  seenBy(principal: Principal): Seen {
    let seen = new Uint8Array(0);
    return (audience) => {
      if (audience >= seen.length) {
        seen = Uint8Array.from(this.#owners, ({ roles, contingent }) => (maySee(principal, roles, contingent) ? 1 : 0));
      }
      return seen[audience] === 1;
    };
  }
}

export type Seen = (audience: number) => boolean;
