import type { Analyser } from "../../analysis/analyser.ts";
import type { Detector } from "../../detector/detector.ts";
import { windowFor } from "../../detector/interest.ts";
import { placed } from "../../detector/placement.ts";
import { RecentLooks } from "../../detector/recent.ts";
import { colourOf } from "../../video/colour.ts";
import type { Picture } from "../../video/source/source.ts";
import type { Detection } from "../../words/detection.ts";

/** Looks a second at one camera, at most. People do not change into bags between them. */
const LOOKS_PER_SECOND = 2;

/**
 * The detector as one camera uses it: where something moves or lies still it looks, not more often than it must, and never so that a
 * picture waits for it. What it saw is there for the pictures that follow.
 */
export class Detecting {
  /** The one in use at the moment; undefined where the operator has none. */
  readonly #detector: () => Detector | undefined;
  readonly #recent = new RecentLooks();
  #looks = 0;
  #isLooking = false;
  #dueSeconds = 0;

  constructor(detector: () => Detector | undefined) {
    this.#detector = detector;
  }

  /** How often it answered; undefined while there is none. */
  get looks(): number | undefined {
    return this.#detector() === undefined ? undefined : this.#looks;
  }

  /** What was seen lately, in pixels of the video; undefined when nobody looked. */
  at(seconds: number): readonly Detection[] | undefined {
    return this.#detector() === undefined ? undefined : this.#recent.at(seconds);
  }

  /** Begins a look at this picture if there is something to look at and it is time. The analyser has seen the picture. */
  consider({ seconds, frame, luma }: Picture, analyser: Pick<Analyser, "interest">): void {
    const detector = this.#detector();
    if (detector === undefined || this.#isLooking || seconds < this.#dueSeconds || detector.isBusy) return;
    const { layout } = detector;
    const window = windowFor(analyser.interest, this.#recent.looks, luma, layout);
    if (window === undefined) return;
    const placement = placed(window, layout);
    const planes = colourOf(frame, window, {
      width: layout.width,
      height: layout.height,
      channels: layout.feeding.channels,
      fillWidth: placement.width,
      fillHeight: placement.height,
    });
    this.#dueSeconds = seconds + 1 / LOOKS_PER_SECOND;
    if (planes === undefined) return;
    this.#isLooking = true;
    void detector.look(planes, placement).then((detections) => {
      this.#isLooking = false;
      if (detections === undefined) return;
      this.#looks++;
      this.#recent.add({ seconds, window, detections });
    });
  }
}
