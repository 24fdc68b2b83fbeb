import { Hub } from "@cordon/ground";
import { fromBase64, instantOf, isRefusal, readPicture } from "@cordon/kernel";
import { afterAll, expect, it } from "vitest";
import { openCrew } from "../../../testing/crew.ts";
import { operator } from "../../../testing/standing.ts";
import { keepTrail } from "../workers/keep-trail.ts";

const crew = await openCrew();
const { room, liaison } = crew;
afterAll(() => crew[Symbol.asyncDispose]());

/** The tracks of each frame, as a page reads them. */
function seenIn(frames: readonly { readonly at: string; readonly frame: string }[]) {
  const seen = new Map<number, number>();
  return frames.map(({ frame }) => {
    const bytes = fromBase64(frame);
    if (bytes === undefined) throw new Error("no base64");
    readPicture(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      begin: (everything) => everything && seen.clear(),
      gone: (track) => seen.delete(track),
      position: (track, lon) => seen.set(track, Number(lon.toFixed(4))),
    });
    return Object.fromEntries(seen);
  });
}

it("answers with the picture as it was and what changed since, of units the caller may know, while it is kept", async () => {
  await using opened = new AsyncDisposableStack();
  let nowMs = Date.now() - 600_000;
  const hub = opened.use(new Hub({ journal: room.journal, kinds: [], nowMs: () => nowMs }));
  const context = { ...room.context, live: hub, clock: { now: () => instantOf(nowMs), elapsedMs: () => nowMs } };
  const sample = async () => {
    await using _worker = await keepTrail({ keepHours: 24, maxBytes: 1e9 }).start(context);
  };
  const tracks = new Map(
    (await room.must("command.list-units", {}, operator)).units.map(({ callSign, track }) => [callSign, track]),
  );
  const [dogs, medics] = [tracks.get("K9-2") ?? 0, tracks.get("MED-1") ?? 0];
  for (const track of [dogs, medics]) hub.own(track, { contingent: null, roles: [] });
  const be = (track: number, lon: number) =>
    hub.report([{ track, lon, lat: 48.86, heading: null, speed: null, atMs: nowMs }]);

  const trail = (fromMs: number, untilMs: number, by = operator) =>
    room.call("command.show-trail", { from: instantOf(fromMs), until: instantOf(untilMs) }, by);
  const shown = async (fromMs: number, untilMs: number, by = operator) =>
    room.must("command.show-trail", { from: instantOf(fromMs), until: instantOf(untilMs) }, by);
  expect(await shown(nowMs, nowMs)).toEqual({ kept: null, frames: [] });

  const first = nowMs;
  be(dogs, 2.29);
  be(medics, 2.3);
  await sample();
  nowMs += 10_000;
  be(dogs, 2.291);
  hub.disown(medics);
  await sample();

  const all = await shown(first + 1000, nowMs);
  expect(all.kept).toEqual({ from: instantOf(first), until: instantOf(nowMs) });
  expect(seenIn(all.frames)).toEqual([{ [dogs]: 2.29, [medics]: 2.3 }, { [dogs]: 2.291 }]);
  // The liaison knows of the medics' contingent alone.
  expect(seenIn((await shown(first, first, liaison)).frames)).toEqual([{ [medics]: 2.3 }]);
  expect(await shown(first - 60_000, first - 1)).toEqual({ kept: all.kept, frames: [] });

  const why = (answer: unknown) => (isRefusal(answer) ? answer.refused : null);
  expect(why(await trail(nowMs, first))).toBe("invalid");
  expect(why(await trail(first, first + 600_001))).toBe("invalid");
  expect(why(await trail(Date.now() + 60_000, Date.now() + 61_000))).toBe("invalid");
  expect(why(await trail(first, nowMs, crew.phone))).toBe("not-permitted");
});
