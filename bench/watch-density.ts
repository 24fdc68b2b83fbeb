import { fileURLToPath } from "node:url";
import type { Measurement } from "./measurement.ts";
import type { Counted } from "./watch/density-count.ts";
import { allMeasured, type Told } from "./watch/density-work.ts";

const TRACKS = fileURLToPath(new URL("../../shared/data/video/traj", import.meta.url));
const MOST_PERCENT = 10;
const MOST_PERCENT_WET = 15;
/** The interval is to hold the truth 19 times in 20; it is asked for nine in ten, because pictures of one scene err together. */
const LEAST_COVERED = 0.9;

/**
 * How well people are counted without a model, on walks that were measured: the mean absolute error divided by the mean true count of each scene, averaged over
 * the scenes. The reference counts in the same pictures as one would first try: foreground pixels divided by those of one person, as measured in the first picture
 * with people - it was shown the truth there.
 */
export async function* watchDensityBench(): AsyncGenerator<Measurement> {
  const told = await allMeasured(TRACKS, (one) => process.stderr.write(inWords(one)));
  const scenes = told.filter((one) => one.set === "counted");
  const [dry, wet] = [scenes.filter(({ isWet }) => !isWet), scenes.filter(({ isWet }) => isWet)];
  yield maeOf("mae-percent", dry, MOST_PERCENT);
  yield maeOf("mae-percent-rain-shake", wet, MOST_PERCENT_WET);
  const covered = mean([...dry, ...wet].map((each) => each.covered));
  yield {
    bench: "watch-density",
    metric: "interval-holds-truth",
    value: rounded(covered),
    unit: "share of pictures",
    reference: { what: "what a 95 % interval promises", value: 0.95 },
    ratio: rounded(covered / 0.95),
    target: LEAST_COVERED,
  };
  const alarms = told.filter((one) => one.set === "alarm");
  const [right, all] = [alarms.filter(({ isRight }) => isRight).length, alarms.length];
  yield {
    bench: "watch-density",
    metric: "alarm-300-right",
    value: rounded(right / all),
    unit: "share of sequences",
    reference: { what: "sequences that pass 300 people or stay below", value: all },
    ratio: rounded(right / all / all),
    target: 1,
  };
}

function maeOf(metric: string, scenes: readonly Counted[], target: number): Measurement {
  const [value, naive] = [mean(scenes.map(({ error }) => error)), mean(scenes.map(({ naiveError }) => naiveError))];
  return {
    bench: "watch-density",
    metric,
    value: percent(value),
    unit: "% of the mean true count",
    reference: { what: "linear: foreground pixels by one person's, same pictures", value: percent(naive) },
    ratio: rounded(value / naive),
    target,
  };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const rounded = (value: number): number => Math.round(value * 1000) / 1000;
const percent = (share: number): number => Math.round(share * 1000) / 10;

function inWords(one: Told): string {
  if (one.set === "none") return "";
  if (one.set === "counted")
    return `${one.name}: ${percent(one.error)} % (linear ${percent(one.naiveError)} %), interval ${percent(one.covered)} %\n`;
  const heard = one.told.map(({ change, at }) => `${change} at ${at.toFixed(1)} s`).join(", ") || "nothing";
  return `${one.name}: ${heard}${one.isRight ? "" : " - WRONG"}\n`;
}
