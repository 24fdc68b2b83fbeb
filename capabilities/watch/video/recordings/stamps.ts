const REMEMBER_SECONDS = 16;
/** A frame without a known stamp this close to one that has one is placed by the difference. */
const NEAR_SECONDS = 1;

/** Which second of the analysis the frames of the last seconds were shown at, by the stamps the stream has for them. */
export class StampBook {
  readonly #timeBase: { readonly num: number; readonly den: number };
  readonly #known = new Map<bigint, number>();

  constructor({ num, den }: { readonly num: number; readonly den: number }) {
    this.#timeBase = { num, den };
  }

  add(stamp: bigint, seconds: number): void {
    this.#known.set(stamp, seconds);
    for (const [first, at] of this.#known) {
      if (at >= seconds - REMEMBER_SECONDS) break;
      this.#known.delete(first);
    }
  }

  /** As it is known now, for who asks later. */
  copy(): (stamp: bigint) => number | undefined {
    const known = new Map(this.#known);
    return (stamp) => known.get(stamp) ?? this.#near(known, stamp);
  }

  #near(known: ReadonlyMap<bigint, number>, stamp: bigint): number | undefined {
    let nearest: number | undefined;
    let least = NEAR_SECONDS;
    for (const [other, seconds] of known) {
      const apart = (Number(stamp - other) * this.#timeBase.num) / this.#timeBase.den;
      if (Math.abs(apart) >= least) continue;
      least = Math.abs(apart);
      nearest = seconds + apart;
    }
    return nearest;
  }
}
