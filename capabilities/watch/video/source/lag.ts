/** Clocks of cameras and of servers go apart by less than this, in seconds a second. */
const DRIFT = 0.0003;
/** Who waits this share of the time for the camera is not behind it, whatever the stamps say. */
const WAITING_SHARE = 0.4;
const WINDOW_SECONDS = 1;
/** A read that waited this long has read everything there was. */
const IDLE_SECONDS = 0.3;
/** Stamps that leave the wall clock by this much between two packets were set anew. */
const LEAP_SECONDS = 5;

/**
 * How far the reading of a live stream is behind what the camera has sent, from the packets' stamps and from how long each read had to
 * wait. A constant delay of the network is no lag, nor is a camera whose stamps run slow: only what lies here and was not taken yet.
 */
export class LagMeter {
  #base: number | undefined;
  #delay = 0;
  #lastNow = 0;
  #window = { start: 0, waited: 0, least: Number.POSITIVE_INFINITY };

  /**
   * @param stamp decoding time of the packet in seconds of the stream
   * @param now monotonic seconds when it had been read
   * @param waited seconds the read took
   */
  packet(stamp: number, now: number, waited: number): void {
    const delay = now - stamp;
    const isFirst = this.#base === undefined;
    const leapt = Math.abs(delay - this.#delay) > LEAP_SECONDS;
    this.#base =
      isFirst || leapt || waited > IDLE_SECONDS
        ? delay
        : Math.min((this.#base ?? delay) + DRIFT * (now - this.#lastNow), delay);
    this.#delay = delay;
    this.#lastNow = now;
    if (isFirst || leapt) this.#window = { start: now, waited: 0, least: Number.POSITIVE_INFINITY };
    const window = this.#window;
    window.waited += waited;
    window.least = Math.min(window.least, delay);
    if (now - window.start < WINDOW_SECONDS) return;
    if (window.waited > WAITING_SHARE * (now - window.start)) this.#base = Math.max(this.#base, window.least);
    this.#window = { start: now, waited: 0, least: Number.POSITIVE_INFINITY };
  }

  /** Seconds behind. */
  get seconds(): number {
    return this.#base === undefined ? 0 : this.#delay - this.#base;
  }
}
