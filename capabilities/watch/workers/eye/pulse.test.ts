import { expect, it } from "vitest";
import { type Beat, PulseMeter, type StreamState } from "./pulse.ts";

const stream = (over: Partial<StreamState>): StreamState => ({
  width: 640,
  height: 360,
  codec: "h264",
  decodedBy: "software",
  dropped: 0,
  damaged: 0,
  jumps: 0,
  lagSeconds: 0,
  looks: undefined,
  ...over,
});

/** A camera analysed six times a second from one moment to another. */
function run(meter: PulseMeter, from: number, until: number, at: (now: number) => StreamState): Beat[] {
  const beats: Beat[] = [];
  for (let now = from; now < until; now += 1 / 6) {
    const beat = meter.analysed(at(now), { stream: "main", blind: null }, now);
    if (beat !== undefined) beats.push(beat);
  }
  return beats;
}

it("says every three seconds what is analysed, and what was dropped and damaged since it said so last", () => {
  const meter = new PulseMeter(1);
  meter.opened(0);
  const beats = run(meter, 0, 10, (now) => stream({ dropped: Math.floor(now), damaged: 3 }));
  expect(beats).toHaveLength(3);
  expect(beats[1]?.pulse).toMatchObject({ analysedPerSecond: 6, droppedPerSecond: 1, damagedPerSecond: 0, group: 1 });
  expect(beats.map(({ pulse }) => pulse.behind)).toEqual([false, false, false]);
  meter.opened(20);
  expect(run(meter, 20, 24, () => stream({}))[0]?.pulse).toMatchObject({ reconnects: 1, droppedPerSecond: 0 });
});

it("says how often the detector looks, and that there is none", () => {
  const meter = new PulseMeter(0);
  meter.opened(0);
  const beats = run(meter, 0, 13, (now) => stream({ looks: now < 9 ? 2 * now : undefined }));
  expect(beats.map(({ pulse }) => pulse.looksPerSecond)).toEqual([expect.closeTo(2, 0), 2, null, null]);
});

it("is behind after ten seconds, calls once after a minute, and is well again when it is in time", () => {
  const meter = new PulseMeter(0);
  meter.opened(0);
  const beats = run(meter, 0, 100, () => stream({ lagSeconds: 1.2 }));
  const behind = beats.findIndex(({ pulse }) => pulse.behind);
  expect(behind).toBe(3);
  expect(beats.filter(({ alarm }) => alarm)).toHaveLength(1);
  expect(beats.findIndex(({ alarm }) => alarm)).toBeGreaterThan(17);
  const later = run(meter, 100, 104, () => stream({}));
  expect(later.at(-1)).toMatchObject({ alarm: false, pulse: { behind: false } });
  expect(run(meter, 104, 200, () => stream({ lagSeconds: 2 })).filter(({ alarm }) => alarm)).toHaveLength(1);
});
