import type { BlindReason } from "../../words/health.ts";
import type { Luma } from "./background.ts";
import { bestShift, featuresOf, likeness, type PictureFeatures } from "./picture-features.ts";

/** Looked at so often: blindness lasts, or is none, and a look costs a quarter of what the analysis of a picture does. */
const LOOK_SECONDS = 1;
/** What a picture usually looks like is learned in this time, and followed with this time constant while it can be used. */
const LEARN_SECONDS = 15;
const FOLLOW_SECONDS = 240;
/** The view as it is now, without whoever walks through it. */
const NOW_SECONDS = 2;

/** How long a picture must be so before an operator is called: longer than a bus stands in front of it. */
const LASTING_SECONDS: Readonly<Record<BlindReason, number>> = { dark: 20, covered: 20, blurred: 30, moved: 40 };
/** A picture that was blind is usable again when it has been for so long. */
const USABLE_SECONDS = 10;

/** Grey levels: nothing stands out of a picture whose mean and brightest parts lie below. */
const DARK_MEAN = 14;
const DARK_HIGH = 45;
/** A block with less contrast than this tells nothing about blur or covering. */
const TEXTURED = 30;
/** Contrast left, relative to what is usual in this light, when something covers the camera, and the share of the picture it covers. */
const COVERED_CONTRAST = 0.25;
const COVERED_SHARE = 0.85;
/** Sharpness left, relative to what is usual, and the share of the picture that lost it. */
const BLURRED_SHARPNESS = 0.35;
const BLURRED_SHARE = 0.7;
/** The usual view is not where it was (likeness in its place), but is somewhere else, or nowhere. */
const PLACE_LIKENESS = 0.7;
const ELSEWHERE_LIKENESS = 0.5;
const ELSEWHERE_GAIN = 0.2;
const NOWHERE_LIKENESS = 0.25;

/** The usual picture of one camera. */
interface Usual {
  mean: number;
  readonly fine: Float32Array;
  readonly coarse: Float32Array;
  readonly outlines: Float32Array;
  seconds: number;
}

/** Something raised: why, and since when. */
export interface Blinding {
  readonly because: BlindReason;
  readonly fromSeconds: number;
}

/**
 * Tells a camera that sends pictures but does not see: dark, covered, out of focus, or turned away. It compares each picture with what
 * this camera usually shows, which follows slowly: nightfall, fog and a square that fills are followed; a bag over the lens is not. Pure but for its memory;
 * times are handed in and only go forward. A camera that is blind from the beginning is only found to be dark.
 */
export class BlindWatch {
  #usual: Usual | undefined;
  #now: Float32Array | undefined;
  #size = { width: 0, height: 0 };
  #lookedAt: number | undefined;
  /** For how long each reason has held, as far as it held. */
  readonly #held: Record<BlindReason, number> = { dark: 0, covered: 0, blurred: 0, moved: 0 };
  #usableSeconds = 0;
  #blind: BlindReason | null = null;

  /** Why it cannot see now; null when it can. */
  get blind(): BlindReason | null {
    return this.#blind;
  }

  /** Takes the picture of this moment. Answers once an episode, when it has lasted. */
  step(seconds: number, luma: Luma): Blinding | undefined {
    const elapsed = this.#lookedAt === undefined ? LOOK_SECONDS : seconds - this.#lookedAt;
    if (elapsed < LOOK_SECONDS) return undefined;
    this.#lookedAt = seconds;
    if (luma.width !== this.#size.width || luma.height !== this.#size.height) this.#forget(luma);
    const features = featuresOf(luma);
    // After a pause - the camera was gone - one picture counts as one look.
    const weight = Math.min(elapsed, 2 * LOOK_SECONDS);
    this.#now = followed(this.#now, features.outlines, weight / NOW_SECONDS);
    const reason = this.#reasonFor(features);
    if (reason === null) this.#learn(features, weight);
    return this.#decide(reason, weight, seconds);
  }

  #forget(luma: Luma): void {
    this.#size = { width: luma.width, height: luma.height };
    this.#usual = undefined;
    this.#now = undefined;
  }

  #reasonFor(features: PictureFeatures): BlindReason | null {
    if (features.mean < DARK_MEAN && features.high < DARK_HIGH) return "dark";
    const usual = this.#usual;
    if (usual === undefined || usual.seconds < LEARN_SECONDS) return null;
    // In less light everything has less contrast: that is no covering.
    const light = Math.min(1, features.mean / Math.max(1, usual.mean));
    let textured = 0;
    let flat = 0;
    let soft = 0;
    for (let block = 0; block < usual.coarse.length; block++) {
      const contrast = usual.coarse[block] ?? 0;
      if (contrast < TEXTURED) continue;
      textured++;
      const left = features.coarse[block] ?? 0;
      if (Math.sqrt(left / contrast) < COVERED_CONTRAST * light) flat++;
      const sharpness = (features.fine[block] ?? 0) / Math.max(1, left);
      if (sharpness < BLURRED_SHARPNESS * ((usual.fine[block] ?? 0) / contrast)) soft++;
    }
    if (textured >= usual.coarse.length / 8) {
      if (flat > COVERED_SHARE * textured) return "covered";
      if (soft > BLURRED_SHARE * textured) return "blurred";
    }
    return this.#isElsewhere(usual) ? "moved" : null;
  }

  #isElsewhere(usual: Usual): boolean {
    if (this.#now === undefined) return false;
    const inPlace = likeness(usual.outlines, this.#now);
    if (inPlace > PLACE_LIKENESS) return false;
    if (inPlace < NOWHERE_LIKENESS) return true;
    const best = bestShift(usual.outlines, this.#now);
    return best.likeness > ELSEWHERE_LIKENESS && best.likeness > inPlace + ELSEWHERE_GAIN;
  }

  #learn(features: PictureFeatures, elapsed: number): void {
    const usual = this.#usual;
    if (usual === undefined) {
      this.#usual = {
        mean: features.mean,
        fine: features.fine.slice(),
        coarse: features.coarse.slice(),
        outlines: features.outlines.slice(),
        seconds: elapsed,
      };
      return;
    }
    usual.seconds += elapsed;
    const share = Math.min(1, elapsed / (usual.seconds < LEARN_SECONDS ? usual.seconds : FOLLOW_SECONDS));
    usual.mean += share * (features.mean - usual.mean);
    followed(usual.fine, features.fine, share);
    followed(usual.coarse, features.coarse, share);
    followed(usual.outlines, features.outlines, share);
  }

  #decide(reason: BlindReason | null, elapsed: number, seconds: number): Blinding | undefined {
    // A moment in which it can be seen does not undo what lasts, and a reason takes over from another.
    for (const each of ["dark", "covered", "blurred", "moved"] as const)
      this.#held[each] = each === reason ? this.#held[each] + elapsed : Math.max(0, this.#held[each] - 2 * elapsed);
    this.#usableSeconds = reason === null ? this.#usableSeconds + elapsed : 0;
    if (this.#blind !== null) {
      if (this.#usableSeconds >= USABLE_SECONDS) this.#blind = null;
      return undefined;
    }
    if (reason === null || this.#held[reason] < LASTING_SECONDS[reason]) return undefined;
    this.#blind = reason;
    return { because: reason, fromSeconds: seconds - this.#held[reason] };
  }
}

/** Moves a memory towards what is seen, in place; begins it where there is none. */
function followed(memory: Float32Array | undefined, seen: Float32Array, share: number): Float32Array {
  if (memory === undefined) return seen.slice();
  for (let at = 0; at < memory.length; at++)
    memory[at] = (memory[at] ?? 0) + Math.min(1, share) * ((seen[at] ?? 0) - (memory[at] ?? 0));
  return memory;
}
