import {
  type Candidate,
  hasParted,
  Mean,
  look,
  isBelowAnother,
  isLargerSibling,
  isLeft,
  isPartOfLarger,
  putDownBetween,
  elongationOf,
  thicknessOf,
  arrivedAsItIs,
  couldCarry,
  isBeside,
} from "./candidate.ts";
import type { AnalysedPicture, EventRule, RuleDecision, RuleEvent, StillRegion } from "../event.ts";
import { wasMovedFrom, type Taken } from "./moved-thing.ts";
import { NEARBY, type OwnerDistance, Owners } from "./owner.ts";
import { boxArea, commonArea, overlap, type Rectangle, type Region } from "../tracks/region.ts";
import type { PictureZone } from "../scene.ts";
import { shareInside } from "../scene.ts";

/** It must have been by itself, nobody standing at it, for this long before it counts as left. */
const ALONE_SECONDS = 0.6;
/** How long it may take until all of somebody who stopped is still. */
const ARRIVAL_SECONDS = 4;
/** Of who brought it, no more than this may still be where they stood. */
const STAYED_SHARE = 0.25;
/** Half of a box at least is somebody's; what is less is seams. In pixels. */
const stayedIn = (carrier: Region): number => STAYED_SHARE * Math.max(carrier.area, boxArea(carrier) / 2);
/** Who brought it was there within this time of its coming to rest. */
const BROUGHT_SECONDS = 1.5;
const GONE_SECONDS = 0.5;
/** What is hidden by passers-by for longer than this is given up. */
const HIDDEN_SECONDS = 12;
/** Where something was taken the old outline is gone; hiding a pattern of the ground takes fewer edges than that. */
const TAKEN_EDGES = -0.25;
/** A thing hides the pattern of cobbles and grass: it may show fewer edges than were there, but not as few as where one was taken. */
const LEAST_EDGES = -0.15;
const TAKEN_SHARE = 0.25;
const LEAST_SHARE = 0.0006;
const LARGEST_SHARE = 0.2;
/** Mean thickness relative to the root of the picture's area: thinner is the seam of something that was moved a little. */
const LEAST_THICKNESS = 0.0125;
/** Lines of writing in the picture, seams and cables. */
const MOST_ELONGATED = 6;
const MOST_TOGETHER = 4;
const SAME_MOMENT_SECONDS = 0.12;
const BIRTHS_KEPT_SECONDS = 120;
/** Dismissed things become background after this time. */
const DISMISSED_SECONDS = 20;
/** A reported object that nobody comes for becomes background after this time. */
const REPORTED_SECONDS = 1800;
/** Before the background has been known for this long, what "was there" may be somebody passing when the camera began. */
const UNKNOWN_SECONDS = 3;

/**
 * An object left behind: something that was brought, is not part of anybody, and lies still for `dwellSeconds`. No classes:
 * - it has an outline that the background did not have (else something was *taken*: that becomes background at once);
 * - it is not the same surface in another light;
 * - something larger was there when it came to rest, and went away (nothing appears by itself: overlays, reflections);
 * - it did not arrive by itself as it is (a person who stops, a car that parks);
 * - who was at it then has gone farther than `distance`;
 * - nothing of its kind was taken away a step beside it (street furniture is pushed about);
 * - it does not stir.
 */
export class AbandonedObjectRule implements EventRule {
  readonly #zone: PictureZone;
  readonly #dwellSeconds: number;
  readonly #settleSeconds: number;
  readonly #distance: OwnerDistance;
  readonly #taken: Taken[] = [];
  readonly #candidates: Candidate[] = [];
  readonly #moverHistory: { readonly seconds: number; readonly movers: readonly Region[] }[] = [];
  /** When solid regions came to rest. */
  readonly #births: { readonly seconds: number; readonly area: number }[] = [];
  #lastSeconds = 0;
  #nextId = 1;

  /** `zone` in analysed pixels; `settleSeconds` is how long a region has been still when it is first given. */
  constructor(zone: PictureZone, dwellSeconds: number, settleSeconds: number, distance: OwnerDistance = NEARBY) {
    this.#distance = distance;
    this.#zone = zone;
    this.#dwellSeconds = dwellSeconds;
    this.#settleSeconds = settleSeconds;
  }

  step(picture: AnalysedPicture): RuleDecision {
    const { seconds } = picture;
    const elapsed = Math.max(0, seconds - this.#lastSeconds);
    this.#lastSeconds = seconds;
    this.#moverHistory.push({ seconds, movers: picture.movers });
    while ((this.#moverHistory[0]?.seconds ?? seconds) < seconds - 6) this.#moverHistory.shift();
    const events: RuleEvent[] = [];
    const absorb: { region: Region; remember: boolean }[] = [];
    this.#match(picture, elapsed);
    for (let i = this.#candidates.length - 1; i >= 0; i--) {
      const candidate = this.#candidates[i];
      if (candidate === undefined) continue;
      // The memory of movers is short: ask while it still reaches back.
      this.#followCarrier(candidate, seconds);
      if (candidate.state !== "reported") this.#followOwners(candidate, picture);
      if (candidate.visible && !candidate.parted && seconds - candidate.fromSeconds < ARRIVAL_SECONDS) {
        if (arrivedAsItIs(candidate.region, candidate.restingSeconds, picture.tracks)) {
          candidate.camePlaced = true;
          if (candidate.placed === undefined || candidate.placed.area < candidate.region.area)
            candidate.placed = candidate.region;
        }
      }
      const verdict = this.#judge(candidate, picture);
      if (verdict === "report") {
        candidate.state = "reported";
        events.push(this.#event("raised", candidate));
      } else if (verdict === "dismiss") candidate.state = "dismissed";
      else if (verdict === "forget" || verdict === "absorb" || verdict === "absorb-and-remember") {
        this.#candidates.splice(i, 1);
        if (candidate.state === "reported") events.push(this.#event("ended", candidate));
        if (verdict !== "forget" && candidate.visible)
          absorb.push({ region: candidate.region, remember: verdict === "absorb-and-remember" });
      }
    }
    const visible = this.#candidates.filter((candidate) => candidate.visible);
    const apart = visible.filter(({ state }) => state === "reported");
    return { events, absorb, hold: visible.map(({ region }) => region), apart: apart.map(({ region }) => region) };
  }

  /** Everything under way ends now: the picture ended or became another one. */
  end(): RuleEvent[] {
    this.#moverHistory.length = 0;
    return this.#candidates
      .splice(0)
      .filter(({ state }) => state === "reported")
      .map((candidate) => this.#event("ended", candidate));
  }

  #match(picture: AnalysedPicture, elapsed: number): void {
    const free = new Set(picture.still);
    for (const candidate of this.#candidates) {
      candidate.visible = false;
      let best: StillRegion | undefined;
      let bestCommon = 0;
      for (const still of free) {
        const common =
          commonArea(still.region, candidate.box) / Math.min(boxArea(still.region), boxArea(candidate.box));
        if (common > Math.max(0.35, bestCommon)) {
          best = still;
          bestCommon = common;
        }
      }
      if (best === undefined) continue;
      free.delete(best);
      this.#see(candidate, best, picture, elapsed);
    }
    for (const still of free) {
      const candidate = this.#begin(still, picture);
      this.#candidates.push(candidate);
      if (still.region.area > 0.35 * boxArea(still.region))
        this.#births.push({ seconds: candidate.fromSeconds, area: still.region.area });
    }
  }

  #begin(still: StillRegion, { seconds, movers }: AnalysedPicture): Candidate {
    const { region, appearance } = still;
    const candidate: Candidate = {
      id: this.#nextId++,
      settledSeconds: seconds,
      fromSeconds: Math.max(0, seconds - this.#settleSeconds),
      restingSeconds: seconds - appearance.stillSeconds,
      seenSeconds: seconds,
      region,
      box: region,
      byItself: undefined,
      clearBox: undefined,
      visible: true,
      aloneSeconds: 0,
      watchedSeconds: 0,
      edges: new Mean(),
      light: new Mean(),
      motion: new Mean(),
      contrast: new Mean(),
      carrier: undefined,
      owners: new Owners(this.#distance),
      sizeLeft: 0,
      jolted: false,
      camePlaced: false,
      placed: undefined,
      parted: false,
      partedSeconds: Number.NEGATIVE_INFINITY,
      state: "watched",
      confidence: 0,
    };
    look(candidate, appearance, isPartOfLarger(region, movers));
    return candidate;
  }

  #see(candidate: Candidate, { region, appearance }: StillRegion, picture: AnalysedPicture, elapsed: number): void {
    const isPart = isPartOfLarger(region, picture.movers);
    const clear = appearance.attached < 0.15 && !isPart;
    const changed = overlap(region, candidate.box) < 0.5;
    const shrunk = changed && boxArea(region) < boxArea(candidate.box);
    candidate.visible = true;
    candidate.seenSeconds = picture.seconds;
    candidate.watchedSeconds += elapsed;
    candidate.region = region;
    candidate.restingSeconds = picture.seconds - appearance.stillSeconds;
    // Somebody passes in front of a part of it: what shows now is not all of it.
    if (shrunk && !clear) return;
    const isBack = clear && candidate.byItself !== undefined && overlap(region, candidate.byItself.box) > 0.6;
    if (candidate.state !== "reported" && changed && isBack) {
      candidate.fromSeconds = candidate.byItself?.fromSeconds ?? candidate.fromSeconds;
      candidate.placed = undefined;
      candidate.clearBox = region;
    } else if (candidate.state !== "reported" && changed) {
      // Part of it went away (a person who stood there with a bag), or more of it came to light: judge it anew.
      Object.assign(candidate, {
        edges: new Mean(),
        light: new Mean(),
        motion: new Mean(),
        contrast: new Mean(),
        aloneSeconds: 0,
        clearBox: undefined,
        state: "watched",
      });
      if (shrunk)
        Object.assign(candidate, {
          ...{ camePlaced: false, parted: true, partedSeconds: picture.seconds, watchedSeconds: 0 },
        });
      candidate.fromSeconds = putDownBetween(candidate.fromSeconds, picture.seconds - appearance.stillSeconds);
    }
    if (candidate.state !== "reported") candidate.box = region;
    look(candidate, appearance, isPart);
    if (clear && candidate.placed !== undefined && hasParted(candidate, candidate.placed)) {
      // From here on it is by itself or not: what went before was about two.
      Object.assign(candidate, {
        camePlaced: false,
        parted: true,
        partedSeconds: picture.seconds,
        placed: undefined,
        watchedSeconds: 0,
        aloneSeconds: 0,
      });
      if (candidate.state === "dismissed") candidate.state = "watched";
      candidate.fromSeconds = putDownBetween(candidate.fromSeconds, picture.seconds - appearance.stillSeconds);
    }
    if (clear) {
      candidate.aloneSeconds += elapsed;
      // What merged with it for a while does not become it.
      const isLarger = candidate.byItself !== undefined && boxArea(region) > 1.5 * boxArea(candidate.byItself.box);
      if (candidate.aloneSeconds > ALONE_SECONDS && !changed && !isLarger)
        candidate.byItself = { box: region, fromSeconds: candidate.fromSeconds };
      if (candidate.state !== "reported") candidate.clearBox = region;
    }
  }

  #judge(
    candidate: Candidate,
    picture: AnalysedPicture,
  ): "wait" | "report" | "dismiss" | "forget" | "absorb" | "absorb-and-remember" {
    const { seconds } = picture;
    const unseen = seconds - candidate.seenSeconds;
    if (unseen > GONE_SECONDS && picture.foregroundIn(candidate.box) < TAKEN_SHARE) return "forget";
    if (unseen > HIDDEN_SECONDS) return "forget";
    const age = seconds - candidate.fromSeconds;
    if (candidate.state === "reported") return age > REPORTED_SECONDS ? "absorb" : "wait";
    if (!candidate.visible) return "wait";
    if (candidate.state === "dismissed")
      return seconds - candidate.settledSeconds > DISMISSED_SECONDS && !this.#isSomebody(candidate, picture)
        ? "absorb-and-remember"
        : "wait";
    if (candidate.edges.count < 3) return "wait";
    // Parts of somebody who stands there are no ground to learn: wait until it has been by itself.
    if (candidate.aloneSeconds < ALONE_SECONDS && age < DISMISSED_SECONDS) return "wait";
    if (candidate.edges.value < TAKEN_EDGES) {
      this.#taken.push({ seconds, box: candidate.box, area: candidate.region.area });
      return candidate.fromSeconds < picture.seconds - picture.knownSeconds + UNKNOWN_SECONDS
        ? "absorb"
        : "absorb-and-remember";
    }
    if (candidate.light.value > 0.5) return "absorb";
    if (candidate.region.area < LEAST_SHARE * picture.pictureArea) return "dismiss";
    if (thicknessOf(candidate.region) < LEAST_THICKNESS * Math.sqrt(picture.pictureArea)) return "dismiss";
    if (elongationOf(candidate.region) > MOST_ELONGATED) return "dismiss";
    if (boxArea(candidate.region) > LARGEST_SHARE * picture.pictureArea) return "dismiss";
    if (candidate.camePlaced) return "dismiss";
    if (age < this.#dwellSeconds) return "wait";
    if (!this.#isInZone(candidate.box)) return "wait";
    if (candidate.carrier === undefined && !isLeft(candidate)) return "dismiss";
    if (this.#taken.some((taken) => wasMovedFrom(taken, candidate.region, candidate.fromSeconds))) return "dismiss";
    if (this.#bornWith(candidate) >= MOST_TOGETHER) return "dismiss";
    if (this.#candidates.some((other) => isLargerSibling(other, candidate) || isBelowAnother(other, candidate)))
      return "wait";
    if (!isLeft(candidate)) return "wait";
    // Where a detector looks as well, it says that this is somebody.
    if (picture.detections?.some(({ what, box }) => what === "person" && overlap(box, candidate.box) > 0.3))
      return "wait";
    const { carrier } = candidate;
    if (carrier !== undefined && picture.foregroundBeside(carrier, candidate.region) > stayedIn(carrier)) return "wait";
    if (candidate.motion.value > 0.06) return "wait";
    const alone = candidate.aloneSeconds / Math.max(1e-3, candidate.watchedSeconds);
    if (alone < 0.3 || candidate.edges.value < LEAST_EDGES) return "wait";
    if (picture.isOnlyMoved(candidate.region)) return "dismiss";
    const surest =
      0.45 +
      0.25 * Math.min(1, candidate.edges.value / 0.4) +
      0.15 * Math.min(1, candidate.contrast.value / 40) +
      0.12 * Math.min(1, alone);
    candidate.confidence = Math.round(surest * 100) / 100;
    return "report";
  }

  #followOwners(candidate: Candidate, picture: AnalysedPicture): void {
    const { seconds, tracks, planes } = picture;
    candidate.jolted ||= picture.jolted;
    while (seconds - (this.#taken[0]?.seconds ?? seconds) > BIRTHS_KEPT_SECONDS) this.#taken.shift();
    const times = { sinceSeconds: candidate.fromSeconds, partedSeconds: candidate.partedSeconds };
    candidate.owners.step(candidate.box, times, {
      ...{ seconds, tracks, width: planes.width, height: planes.height },
      foregroundBeside: (box) => picture.foregroundBeside(box, candidate.region) / Math.max(1, boxArea(box)),
    });
  }

  /** Somebody whom another rule knows to be there, or who stands at another thing, or whose legs it is: as background they would have gone. */
  #isSomebody(candidate: Candidate, { present }: AnalysedPicture): boolean {
    const isAt = (somebody: Rectangle): boolean => commonArea(somebody, candidate.box) > 0.5 * boxArea(candidate.box);
    return (
      present.some(isAt) ||
      this.#candidates.some(
        (other) =>
          other.state === "watched" &&
          (isBelowAnother(candidate, other) || isLargerSibling(candidate, other) || other.owners.present.some(isAt)),
      )
    );
  }

  #isInZone(box: Rectangle): boolean {
    return this.#zone.corners === undefined || shareInside(this.#zone.corners, box) >= 0.5;
  }

  /**
   * Looks for who brought it: a mover clearly larger than it that covered its place around the time it came to rest, and one of
   * about that size that was then seen beside it. Overlays and reflections have no such mover, who stops has nobody leaving.
   */
  #followCarrier(candidate: Candidate, now: number): void {
    const { fromSeconds, box } = candidate;
    for (const { seconds, movers } of this.#moverHistory) {
      if (seconds < fromSeconds - BROUGHT_SECONDS) continue;
      const isNews = seconds === now || now - candidate.settledSeconds < 0.3;
      for (const mover of movers) {
        if (seconds <= fromSeconds + BROUGHT_SECONDS && couldCarry(mover, box)) {
          if (candidate.carrier === undefined || boxArea(mover) < boxArea(candidate.carrier)) candidate.carrier = mover;
        }
        if (isNews && seconds > fromSeconds - 0.3)
          candidate.sizeLeft = Math.max(candidate.sizeLeft, isBeside(mover, box) ? mover.area : 0);
      }
    }
  }

  /** How many solid regions not much smaller than this one came to rest at the same moment: a cut in the picture brings many. */
  #bornWith({ fromSeconds, region }: Candidate): number {
    while ((this.#births[0]?.seconds ?? this.#lastSeconds) < this.#lastSeconds - BIRTHS_KEPT_SECONDS)
      this.#births.shift();
    return this.#births.filter(
      ({ seconds, area }) => Math.abs(seconds - fromSeconds) < SAME_MOMENT_SECONDS && area > 0.4 * region.area,
    ).length;
  }

  #event(change: RuleEvent["change"], candidate: Candidate): RuleEvent {
    return {
      change,
      id: candidate.id,
      kind: "abandoned-object",
      zone: this.#zone.name,
      fromSeconds: candidate.fromSeconds,
      toSeconds: candidate.seenSeconds,
      confidence: candidate.confidence,
      box: candidate.clearBox ?? candidate.box,
    };
  }
}
