import type { VideoFailure } from "./failure.ts";
import { mayHeal } from "./failure.ts";

/** What to do after a failure. */
export type NextTry =
  | { readonly again: true; readonly afterSeconds: number }
  /** Trying again would fail alike: a file that is no video stays one. */
  | { readonly again: false };

const FIRST_SECONDS = 1;
const LONGEST_SECONDS = 30;
/** A source that gave pictures for this long is good again: the next failure starts from the beginning. */
const STABLE_SECONDS = 20;

/** When a source is tried again: 1, 2, 4 ... 30 s, from the beginning once it was stable. Holds no timer; time is handed in. */
export class Backoff {
  #failures = 0;
  #pictureSince: number | undefined;

  /** A picture arrived at `seconds` (monotonic). */
  picture(seconds: number): void {
    this.#pictureSince ??= seconds;
    if (seconds - this.#pictureSince >= STABLE_SECONDS) this.#failures = 0;
  }

  /**
   * @param mayComeBack whatever went wrong, the source may be as it should later: it gave pictures before, or somebody else's machine gives
   * them - a camera that is being started hangs up in the middle of its first picture, or sends what is no video yet
   */
  failed(failure: VideoFailure, mayComeBack: boolean): NextTry {
    this.#pictureSince = undefined;
    if (!mayHeal(failure) && !mayComeBack) return { again: false };
    const afterSeconds = Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** this.#failures);
    this.#failures++;
    return { again: true, afterSeconds };
  }
}
