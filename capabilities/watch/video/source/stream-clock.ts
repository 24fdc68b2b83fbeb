/** A live stream whose stamps run this much ahead of the wall clock between two pictures has been set to another time. */
const LEAP_SECONDS = 5;
/** A recording may have holes; a hole of an hour is a broken stamp. */
const RECORDED_LEAP_SECONDS = 3600;
/** Stamps out of order by less than this are stamps in the order of coding; further back is a stream that began anew. */
const DISORDER_SECONDS = 2;
/** After so many disorders with few pictures between them stamps are not believed any more. */
const MOST_DISORDERS = 3;
const FEW_PICTURES = 100;

/**
 * The seconds of a stream, made of stamps that cannot be trusted: they begin at 0, always go forward, and do not leap when somebody
 * sets the camera's clock. What the analysis takes for ten seconds must have been ten seconds.
 */
export class StreamClock {
  readonly #live: boolean;
  readonly #period: number;
  #offset: number | undefined;
  #last = 0;
  #lastNow = 0;
  #disorders = 0;
  #sinceDisorder = 0;
  /** The stamps are not believed: pictures are counted, or, live, timed as they come. */
  #counting = false;
  /** How often the stamps jumped. */
  jumps = 0;

  /** @param rate pictures a second as the container says, 0 when it does not */
  constructor(rate: number, live: boolean) {
    this.#live = live;
    this.#period = 1 / (rate > 0 ? rate : 25);
  }

  /**
   * The second of the next picture.
   * @param stamp in seconds, undefined when it has none
   * @param now monotonic seconds
   */
  next(stamp: number | undefined, now: number): number {
    if (this.#offset === undefined) {
      this.#offset = stamp ?? 0;
      this.#lastNow = now;
      return 0;
    }
    const elapsed = now - this.#lastNow;
    this.#lastNow = now;
    this.#sinceDisorder++;
    if (stamp === undefined || this.#counting) {
      this.#last += this.#live ? Math.max(this.#period / 4, elapsed) : this.#period;
      return this.#last;
    }
    const seconds = stamp - this.#offset;
    const step = seconds - this.#last;
    const leaps = this.#live ? step > elapsed + LEAP_SECONDS : step > RECORDED_LEAP_SECONDS;
    if (step > 0 && !leaps) {
      this.#last = seconds;
      return seconds;
    }
    if (step <= 0 && step > -DISORDER_SECONDS) this.#disorder();
    else this.jumps++;
    this.#last += this.#live ? Math.max(this.#period, elapsed) : this.#period;
    this.#offset = stamp - this.#last;
    return this.#last;
  }

  #disorder(): void {
    this.#disorders = this.#sinceDisorder > FEW_PICTURES ? 1 : this.#disorders + 1;
    this.#sinceDisorder = 0;
    if (this.#disorders >= MOST_DISORDERS) this.#counting = true;
  }
}
