import { Hub } from "@cordon/ground";
import { expect, it } from "vitest";
import { contingentOf } from "../../../testing/crew.ts";
import { openRoom } from "../../../testing/room.ts";
import { operator } from "../../../testing/standing.ts";
import { SharingBook } from "../sharing-book.ts";
import { followTracks } from "./follow-tracks.ts";

it("takes the positions of units on duty, whether they were there before or come later, and of no others", async () => {
  await using room = await openRoom();
  await using opened = new AsyncDisposableStack();
  const hub = opened.use(new Hub({ journal: room.journal, kinds: [], nowMs: () => Date.now() }));
  const { contingent } = await room.must("command.register-contingent", contingentOf("FR-PN", "FR"), operator);
  const unit = (callSign: string) =>
    room.must("command.register-unit", { callSign, kind: "patrol", contingent, strength: 2 }, operator);
  const taken = (track: number) =>
    hub.report([{ track, lon: 2.29, lat: 48.86, heading: null, speed: null, atMs: Date.now() }]).taken;

  const early = await unit("P-1");
  const gone = await unit("P-2");
  await room.must("command.withdraw-unit", { unit: gone.unit }, operator);
  opened.use(await followTracks(new SharingBook()).start({ ...room.context, live: hub }));
  expect([taken(early.track), taken(gone.track), taken(999)]).toEqual([1, 0, 0]);

  const late = await unit("P-3");
  await expect.poll(() => taken(late.track)).toBe(1);
  await room.must("command.withdraw-unit", { unit: early.unit }, operator);
  await expect.poll(() => taken(early.track)).toBe(0);
  expect(hub.position(early.track)).toBeNull();
  await unit("P-2");
  await expect.poll(() => taken(gone.track)).toBe(1);
});
