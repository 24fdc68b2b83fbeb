import type { AnalysedPicture, EventRule, RuleDecision, RuleEvent, StillRegion } from "../event.ts";
import { boxArea, commonArea, type Rectangle, type Region } from "../tracks/region.ts";
import type { PictureZone } from "../scene.ts";
import { shareInside } from "../scene.ts";
import { arrivedAsItIs, Movers } from "./arrival.ts";
import { Births } from "./births.ts";
import { type Candidate, candidateFrom, look } from "./candidate.ts";
import { TakenThings } from "./moved-thing.ts";
import { NEARBY, type OwnerDistance } from "./owner.ts";
import { isBelowAnother, isLargerSibling, isPartOfLarger } from "./part-of.ts";
import { see } from "./sight.ts";
import { type Context, verdictOf } from "./verdict.ts";

/** How long it may take until all of somebody who stopped is still. */
const ARRIVAL_SECONDS = 4;
/** A region in the place of one that is known is that one. */
const SAME_SHARE = 0.35;

/**
 * An object left behind: something that was brought, is not part of anybody, and lies still for `dwellSeconds`. No classes:
 * - it has an outline that the background did not have (else something was *taken*: that becomes background at once);
 * - it is not the same surface in another light;
 * - something larger was there when it came to rest, and went away (nothing appears by itself: overlays, reflections);
 * - it did not arrive by itself as it is (a person who stops, a car that parks);
 * - who was at it then has gone farther than `distance`, or is not to be seen any more where they were one with it;
 * - nothing of its kind was taken away a step beside it (street furniture is pushed about);
 * - it does not stir.
 */
export class AbandonedObjectRule implements EventRule {
  readonly looksAtLying = true;
  readonly #zone: PictureZone;
  readonly #dwellSeconds: number;
  readonly #settleSeconds: number;
  readonly #distance: OwnerDistance;
  readonly #taken = new TakenThings();
  readonly #candidates: Candidate[] = [];
  readonly #movers = new Movers();
  readonly #births = new Births();
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
    this.#movers.step(seconds, picture.movers);
    const context = this.#contextOf(picture);
    const events: RuleEvent[] = [];
    const absorb: { region: Region; remember: boolean }[] = [];
    this.#match(picture, elapsed);
    for (let i = this.#candidates.length - 1; i >= 0; i--) {
      const candidate = this.#candidates[i];
      if (candidate === undefined) continue;
      // The memory of movers is short: ask while it still reaches back.
      this.#movers.follow(candidate, seconds);
      if (candidate.state !== "reported") this.#followOwners(candidate, picture);
      if (candidate.visible && !candidate.parted && seconds - candidate.fromSeconds < ARRIVAL_SECONDS) {
        if (arrivedAsItIs(candidate.region, candidate.restingSeconds, picture.tracks)) {
          candidate.camePlaced = true;
          if (candidate.placed === undefined || candidate.placed.area < candidate.region.area)
            candidate.placed = candidate.region;
        }
      }
      const verdict = verdictOf(candidate, picture, context);
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
    this.#movers.forget();
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
        if (common > Math.max(SAME_SHARE, bestCommon)) {
          best = still;
          bestCommon = common;
        }
      }
      if (best === undefined) continue;
      free.delete(best);
      see(candidate, best, picture, elapsed);
    }
    const { seconds, movers } = picture;
    for (const still of free) {
      const found = { id: this.#nextId++, seconds, stillSeconds: this.#settleSeconds };
      const candidate = candidateFrom(still, found, this.#distance);
      look(candidate, still.appearance, isPartOfLarger(still.region, movers));
      this.#candidates.push(candidate);
      this.#births.note(candidate.fromSeconds, still, seconds);
    }
  }

  #contextOf(picture: AnalysedPicture): Context {
    return {
      dwellSeconds: this.#dwellSeconds,
      others: this.#candidates,
      taken: this.#taken,
      births: this.#births,
      isInZone: (box) => this.#isInZone(box),
      isSomebody: (candidate) => this.#isSomebody(candidate, picture),
    };
  }

  #followOwners(candidate: Candidate, picture: AnalysedPicture): void {
    const { seconds, tracks, planes } = picture;
    candidate.jolted ||= picture.jolted;
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
