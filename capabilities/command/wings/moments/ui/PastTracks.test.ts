import { instantOf, packPicture, toBase64, type TrackPoint } from "@cordon/kernel";
import { TrackStore } from "@cordon/ui";
import { expect, it } from "vitest";
import { PastTracks, PIECE_MS, type TrailAnswer } from "./PastTracks.ts";

const START = Math.floor(Date.parse("2026-07-26T18:00:00.000Z") / PIECE_MS) * PIECE_MS;
const at = (track: number, lon: number, atMs: number): TrackPoint => ({
  ...{ track, lon, atMs },
  ...{ lat: 48.86, heading: null, speed: null },
});
const frame = (atMs: number, points: readonly TrackPoint[], more: { everything?: boolean; gone?: number[] } = {}) => ({
  at: instantOf(atMs),
  frame: toBase64(packPicture(points, { packedAtMs: atMs, ...more })),
});

/** A unit that walks east, a thousandth of a degree each ten seconds; a second one that is gone after a minute. */
function trail(keptFromMs: number) {
  const asked: number[] = [];
  let answers = true;
  const tracks = new TrackStore();
  const kept = { from: instantOf(keptFromMs), until: instantOf(START + 10 * PIECE_MS) };
  const past = new PastTracks({
    tracks,
    nowMs: () => START + 100 * PIECE_MS,
    onStatus: () => {},
    async ask(from, until): Promise<TrailAnswer | null> {
      asked.push((Date.parse(from) - START) / PIECE_MS);
      if (!answers) return null;
      const frames = [];
      for (let ms = Date.parse(from); ms < Date.parse(until); ms += 10_000) {
        const first = ms === Date.parse(from);
        const walks = at(1, 2 + (ms - START) / 1e7, ms);
        const points = ms < START + 60_000 && first ? [walks, at(2, 3, ms)] : [walks];
        frames.push(frame(ms, points, { everything: first, gone: ms === START + 60_000 ? [2] : [] }));
      }
      return { kept, frames };
    },
  });
  const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
  const where = () => {
    const seen: Record<number, number> = {};
    tracks.forEach((track, lon) => {
      seen[track] = Number(lon.toFixed(4));
    });
    return seen;
  };
  return { past, asked, where, settled, fail: (no: boolean) => (answers = !no), tracks };
}

it("shows units where they were, forwards and backwards, and asks for a piece once", async () => {
  const { past, asked, where, settled } = trail(START);
  past.show(START + 30_000, false);
  expect(past.status).toEqual({ state: "loading" });
  await settled();
  expect(past.status).toEqual({ state: "shown" });
  expect(where()).toEqual({ 1: 2.003, 2: 3 });
  past.show(START + 65_000, false);
  expect(where()).toEqual({ 1: 2.006 });
  past.show(START + 10_000, false);
  expect(where()).toEqual({ 1: 2.001, 2: 3 });
  expect(asked).toEqual([0]);
  past.leave();
  expect(where()).toEqual({});
});

it("plays sixty times as fast as life for an hour with a question each five minutes, ahead of their need", async () => {
  const { past, asked, where, settled } = trail(START);
  past.show(START, true);
  await settled();
  for (let ms = START; ms <= START + 3_600_000; ms += 30_000) {
    past.show(ms, true);
    expect(past.status).toEqual({ state: "shown" });
    expect(where()[1]).toBeCloseTo(2 + (ms - START) / 1e7, 3);
    await settled();
  }
  expect(asked).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
});

it("says of what is no longer kept that it is gone, and shows nobody there", async () => {
  const { past, where, settled } = trail(START + 120_000);
  past.show(START + 130_000, false);
  await settled();
  expect(where()).not.toEqual({});
  past.show(START + 110_000, false);
  expect(past.status).toEqual({ state: "gone", keptFrom: instantOf(START + 120_000) });
  expect(where()).toEqual({});
});

it("says that there was no answer, and shows nobody", async () => {
  const { past, where, settled, fail } = trail(START);
  past.show(START, false);
  await settled();
  fail(true);
  past.show(START + 2 * PIECE_MS, false);
  await settled();
  expect(past.status).toEqual({ state: "failed" });
  expect(where()).toEqual({});
});
