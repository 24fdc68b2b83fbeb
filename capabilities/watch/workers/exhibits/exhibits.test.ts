import { newId, tablesOf } from "@cordon/ground";
import {
  CameraId,
  instantOf,
  isRefusal,
  MandateId,
  SignalDismissed,
  SignalExhibitsErased,
  type SignalId,
  SignalRaised,
  SignalReopened,
} from "@cordon/kernel";
import { expect, it } from "vitest";
import { z } from "zod";
import { keptSignal } from "../../tables/exhibits.ts";
import type { WatchTables } from "../../tables.ts";
import { type House, openHouse } from "../../testing/house.ts";
import { mandateOrder, POSITION } from "../../testing/visit.ts";
import { ExhibitEraser } from "./erase-exhibits.ts";
import { ExhibitKeeper } from "./exhibit-keeper.ts";
import { openSealed } from "./sealing.ts";

const SECONDS_A_DAY = 86_400;
const STILL = Buffer.from("people in blocks");
const CLIP = Buffer.from("people in blocks, moving");
const FACE = Buffer.from("somebody's very face, as the camera saw it");

async function grant(house: House, retentionDays: number): Promise<MandateId> {
  const granted = await house.must("mandates.grant", mandateOrder({ reference: `T-${retentionDays}`, retentionDays }));
  return z.object({ mandate: MandateId }).parse(granted).mandate;
}

/** Raises a signal with its pictures as a camera's process tells it, and answers its id. */
async function raised(house: House, keeper: ExhibitKeeper, mandate: MandateId, ref: string): Promise<SignalId> {
  const at = instantOf(Date.now());
  const signal = {
    kind: "zone-entry" as const,
    since: at,
    noticedAt: at,
    position: POSITION,
    place: null,
    camera: newId(CameraId),
    confidence: 0.9,
    note: "",
    zone: null,
    box: null,
  };
  await keeper.raise({ ref, mandate, signal, still: STILL, originalStill: FACE });
  await keeper.add([ref], Buffer.concat([CLIP, Buffer.from(ref)]), FACE);
  const entry = (await house.entries()).findLast((each) => SignalRaised.is(each));
  if (entry === undefined || !SignalRaised.is(entry)) throw new Error("nothing was raised");
  return entry.data.id;
}

async function kept(house: House, signal: SignalId) {
  const found = await keptSignal(tablesOf<WatchTables>(house.context.read), signal);
  if (found === null) throw new Error("it was not kept");
  return found;
}

async function open(house: House, signal: SignalId, which: number) {
  const { subject, originals } = await kept(house, signal);
  const exhibit = originals[which];
  if (subject === null || exhibit === undefined) throw new Error("nothing was sealed");
  return { exhibit, content: await openSealed(house.context, { signal, subject, exhibit }) };
}

it("seals originals, erases what was dismissed and what may be kept no longer, key and all, and nothing else", async () => {
  await using house = await openHouse();
  const keeper = new ExhibitKeeper(house.context);
  const long = await grant(house, 30);
  const nothing = await raised(house, keeper, long, "nothing");
  const slip = await raised(house, keeper, long, "slip");
  const short = await raised(house, keeper, await grant(house, 2 / SECONDS_A_DAY), "short");

  for (const which of [0, 1]) {
    const { exhibit, content } = await open(house, nothing, which);
    expect(Buffer.from(isRefusal(content) ? [] : content)).toEqual(FACE);
    const stored = await house.blobs.get(exhibit.blob);
    expect(isRefusal(stored) ? "" : Buffer.from(stored).toString("latin1")).not.toContain("face");
  }
  // One signal's original cannot be passed off as another's.
  const { subject } = await kept(house, slip);
  const { exhibit } = await open(house, nothing, 0);
  if (subject === null) throw new Error("nothing was sealed");
  await expect(openSealed(house.context, { signal: slip, subject, exhibit })).rejects.toThrow();

  const say = (...entries: Parameters<House["context"]["append"]>[1]) => house.context.append("test", entries);
  await using eraser = new ExhibitEraser(house.context, 1);
  await eraser.open();
  const clips = async (signal: SignalId) =>
    (await kept(house, signal)).exhibits.map(({ blob }) => house.blobs.has(blob));
  await say(
    SignalDismissed.of({ signal: nothing, reason: "no-action", note: "" }),
    SignalDismissed.of({ signal: slip, reason: "no-action", note: "" }),
  );
  await say(SignalReopened.of({ signal: slip }));
  const first = await house.until("signal.exhibits-erased");
  expect(SignalExhibitsErased.is(first) && first.data).toEqual({ signal: nothing, because: "dismissed" });
  // The still is the other signals' too.
  await expect.poll(async () => Promise.all(await clips(nothing))).toEqual([true, false]);
  expect(await Promise.all(await clips(slip))).toEqual([true, true]);
  expect((await open(house, nothing, 0)).content).toMatchObject({ refused: "not-found" });
  expect(isRefusal((await open(house, slip, 0)).content)).toBe(false);

  // A server that starts later finds what is due.
  await new Promise((resolve) => setTimeout(resolve, 1200));
  await using later = new ExhibitEraser(house.context, 1);
  await later.open();
  const second = await house.until("signal.exhibits-erased", 2);
  expect(SignalExhibitsErased.is(second) && second.data).toEqual({ signal: short, because: "retention" });
  await expect.poll(async () => Promise.all(await clips(short))).toEqual([true, false]);
  expect(await Promise.all(await clips(slip))).toEqual([true, true]);
  // A rebuild brings nobody back, and forgets nothing of this.
  expect(await house.rebuild()).toMatchObject({ differences: [] });
});
