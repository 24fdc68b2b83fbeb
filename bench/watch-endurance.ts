import { setTimeout as sleep } from "node:timers/promises";
import { longDay } from "@cordon/watch/testing/long-day.ts";
import { type Measurement, median } from "./measurement.ts";
import { residentMegabytes } from "./running-server.ts";

const HOURS = 10;
/** Whatever is allocated once - decoders, models, compiled code, the first clips - is there by then. */
const SETTLED_HOURS = 2;
const LOOKS_AN_HOUR = 6;

/**
 * Ten hours of one camera, as fast as they can be analysed: the memory of the process that analyses at the end against what it was when it
 * had settled. The medians of an hour's looks, since a collector takes its time.
 */
export async function* watchEnduranceBench(): AsyncGenerator<Measurement> {
  await using day = await longDay();
  const looks: number[] = [];
  while (day.seconds < HOURS * 3600) {
    await sleep(100);
    if (day.seconds < ((looks.length + 1) * 3600) / LOOKS_AN_HOUR) continue;
    looks.push(await residentMegabytes(day.pid));
  }
  const hour = (index: number): number =>
    Math.round(10 * median(looks.slice(index * LOOKS_AN_HOUR + 1, (index + 1) * LOOKS_AN_HOUR))) / 10;
  const first = hour(SETTLED_HOURS);
  const last = hour(HOURS - 1);
  const reference = {
    what: `the same process in hour ${SETTLED_HOURS + 1}, ${day.signals} signals and ${day.clips} clips before the end`,
    value: first,
  };
  yield {
    bench: "watch-endurance",
    metric: "memory-after-10-hours",
    value: last,
    unit: "MB",
    reference,
    ratio: Math.round((1000 * last) / first) / 1000,
    target: 1.1,
  };
}
