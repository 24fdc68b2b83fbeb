import { FASTEST_SPEED } from "@cordon/kernel";

/** So much of the evening is told at once, seconds: at full speed a beat of a second is sixty. */
const mostAtOnce = 90;
/** A clock that is read a moment later than the time beside it is no clock that was set. */
const slackSeconds = 5;
/** A machine that is too slow for the speed tells later what happened; so far behind, it begins anew where the clock is. Seconds of the evening. */
const mostBehind = 1800;

/** A piece of the evening, seconds of it; or what was jumped over, which did not happen in this telling. */
export type Told =
  | { readonly jumped: true; readonly untilSeconds: number }
  | { readonly jumped: false; readonly fromSeconds: number; readonly untilSeconds: number; readonly isBehind: boolean };

/** What of the evening is told next. A clock that was set is told from a machine that is late. */
export class Telling {
  #told = Number.NaN;
  #clock = Number.NaN;
  #lookedMs = Number.NaN;

  /**
   * @param seconds the evening's clock
   * @param nowMs real time, monotonic
   */
  next(seconds: number, nowMs: number): Told {
    const reach = ((nowMs - this.#lookedMs) / 1000) * FASTEST_SPEED + slackSeconds;
    const passed = seconds - this.#clock;
    // The first look, too, compares with nothing and is a jump.
    const went = passed >= 0 && passed <= reach && seconds - this.#told <= mostBehind;
    this.#clock = seconds;
    this.#lookedMs = nowMs;
    const fromSeconds = this.#told;
    const untilSeconds = went ? Math.min(seconds, fromSeconds + mostAtOnce) : seconds;
    this.#told = untilSeconds;
    return went
      ? { jumped: false, fromSeconds, untilSeconds, isBehind: untilSeconds < seconds }
      : { jumped: true, untilSeconds };
  }
}
