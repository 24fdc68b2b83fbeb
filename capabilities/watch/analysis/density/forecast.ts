/** Counts of the last minute, and what becomes of them if it goes on so. */
const WINDOW_SECONDS = 60;
/** A shorter look says nothing of where it goes. */
const LEAST_SECONDS = 20;
/** People a minute by which a growth differs from none: the count's own trembling makes this much. */
const LEAST_GROWTH_SHARE = 0.04;
const LEAST_GROWTH_PEOPLE = 3;

interface Sample {
  readonly seconds: number;
  readonly people: number;
}

export class Forecast {
  readonly #samples: Sample[] = [];

  forget(): void {
    this.#samples.length = 0;
  }

  add(seconds: number, people: number): void {
    this.#samples.push({ seconds, people });
    while ((this.#samples[0]?.seconds ?? seconds) < seconds - WINDOW_SECONDS) this.#samples.shift();
  }

  /** People a second, the slope of a straight line by least squares; undefined before there is enough to tell. */
  get growth(): number | undefined {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (first === undefined || last === undefined || last.seconds - first.seconds < LEAST_SECONDS) return undefined;
    const count = this.#samples.length;
    const mean = this.#samples.reduce((sum, { seconds }) => sum + seconds - first.seconds, 0) / count;
    const [people, spread] = [
      this.#samples.reduce((sum, each) => sum + (each.seconds - first.seconds - mean) * each.people, 0),
      this.#samples.reduce((sum, { seconds }) => sum + (seconds - first.seconds - mean) ** 2, 0),
    ];
    return spread === 0 ? undefined : people / spread;
  }

  /** Until there are `capacity` people, 0 when there are; null when their number does not clearly grow. */
  secondsTo(capacity: number): number | null {
    const now = this.#samples.at(-1)?.people;
    if (now === undefined) return null;
    if (now >= capacity) return 0;
    const { growth } = this;
    const least = Math.max(LEAST_GROWTH_PEOPLE, LEAST_GROWTH_SHARE * now) / 60;
    return growth === undefined || growth < least ? null : (capacity - now) / growth;
  }
}
