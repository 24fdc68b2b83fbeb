import type { AnalysedPicture, StillRegion } from "../event.ts";
import { boxArea, overlap } from "../tracks/region.ts";
import { type Candidate, comeBack, freshLooks, look, Mean, remember } from "./candidate.ts";
import { apartFor, hasParted, isPartOfLarger, putDownBetween } from "./part-of.ts";
import { ALONE_SECONDS } from "./verdict.ts";

/** What one more picture shows of a thing: whether it is by itself, is hidden in part, or has come apart from somebody. */
export function see(
  candidate: Candidate,
  { region, appearance }: StillRegion,
  picture: AnalysedPicture,
  elapsed: number,
): void {
  const isPart = isPartOfLarger(region, picture.movers);
  const clear = appearance.attached < 0.15 && !isPart;
  const changed = overlap(region, candidate.box) < 0.5;
  const shrunk = changed && boxArea(region) < boxArea(candidate.box);
  candidate.visible = true;
  candidate.seenSeconds = picture.seconds;
  candidate.watchedSeconds += elapsed;
  candidate.region = region;
  const apartSeconds = apartFor(candidate, picture, elapsed);
  // How the two stirred says nothing of the one that is left.
  if (apartSeconds > 0 && candidate.apartSeconds === 0)
    Object.assign(candidate, { stir: new Mean(), stirInCompany: new Mean() });
  candidate.apartSeconds = apartSeconds;
  candidate.restingSeconds = picture.seconds - appearance.stillSeconds;
  const { byItself } = candidate;
  const isBack = byItself !== undefined && overlap(region, byItself.box) > 0.6;
  // Somebody passes in front of a part of it: what shows now is not all of it.
  if (shrunk && !clear && !isBack) return;
  if (candidate.state !== "reported" && changed && isBack) comeBack(candidate, byItself);
  else if (candidate.state !== "reported" && changed) {
    // Part of it went away (a person who stood there with a bag), or more of it came to light: judge it anew.
    Object.assign(candidate, {
      ...freshLooks(),
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
    if (candidate.state === "watched" && candidate.aloneSeconds > ALONE_SECONDS && !changed && !isLarger)
      remember(candidate);
    if (candidate.state !== "reported") candidate.clearBox = region;
  }
}
