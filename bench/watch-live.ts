import { type LiveCost, liveCost } from "@cordon/watch/testing/live-cost.ts";
import { type Measurement, median } from "./measurement.ts";

const FRAMES = 40;
const ROUNDS = 5;

/** What it costs to hide twenty people in a frame of 1280 x 720, and to show a camera live, against encoding alone in the same run. */
export async function* watchLiveBench(): AsyncGenerator<Measurement> {
  const rounds: LiveCost[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await liveCost(FRAMES));
  const of = (name: keyof (typeof rounds)[number]): number =>
    Math.round(1000 * median(rounds.map((round) => round[name]))) / 1000;
  const reference = { what: "libx264 ultrafast alone, 960 x 540", value: of("encode") };
  for (const [metric, value] of [
    ["pixelate-1280x720", of("pixelate")],
    ["pixelate-1280x720-all", of("pixelateWhole")],
    ["live-frame", of("live")],
  ] as const) {
    const ratio = Math.round((1000 * value) / reference.value) / 1000;
    yield { bench: "watch-live", metric, value, unit: "ms", reference, ratio, target: 3 };
  }
}
