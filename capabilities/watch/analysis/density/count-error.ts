/**
 * How far a count may be off, one standard deviation: people are of different sizes (a part of each, which averages out), and perspective, light and
 * hiding are misjudged for all at once (a share of all). Both measured by the bench `watch-density` on scenes of known truth.
 */
const EACH_PERSON = 0.35;
const SHARE_OF_ALL = 0.07;
/** Two-sided 95 % of a normal distribution. */
const NINETY_FIVE = 1.96;

export function deviationOf(people: number): number {
  return Math.hypot(EACH_PERSON * Math.sqrt(Math.max(1, people)), SHARE_OF_ALL * people);
}

/** Half the width of the interval that holds the true number 19 times in 20. */
export function errorOf(people: number): number {
  return NINETY_FIVE * deviationOf(people);
}

/** How likely there are at least so many, 0 to 1 (the logistic function that is closest to the normal distribution's). */
export function likelihoodOf(people: number, atLeast: number): number {
  return 1 / (1 + Math.exp((-1.702 * (people - atLeast)) / deviationOf(people)));
}
