import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newId } from "@cordon/ground";
import { CameraId, instantOf, SignalId } from "@cordon/kernel";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Content, EdgeItem } from "../words/edge.ts";
import { Spool } from "./spool.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cordon-spool-"));
});
afterEach(() => rm(folder, { recursive: true }));

const camera = newId(CameraId);
const at = instantOf(1_800_000_000_000);
const signal = (still: Content | null = null): EdgeItem => ({
  item: "signal",
  signal: newId(SignalId),
  camera,
  kind: "zone-entry",
  since: at,
  noticedAt: at,
  confidence: 0.9,
  zone: null,
  box: { x: 1, y: 2, width: 3, height: 4 },
  still,
});
const clip = (content: Content): EdgeItem => ({ item: "clip", signal: newId(SignalId), camera, clip: content });
const bytes = (length: number, fill: number): Uint8Array => new Uint8Array(length).fill(fill);

describe("a spool", () => {
  it("has after a restart what it had, in order, and numbers on", async () => {
    const spool = await Spool.open(folder);
    const still = await spool.keep(bytes(500, 1));
    const items = [signal(still), signal(), clip(await spool.keep(bytes(900, 2)))];
    for (const item of items) await spool.put(item);
    const again = await Spool.open(folder);
    expect(again.waiting.map(({ item }) => item)).toEqual(items);
    expect((await again.content(still.hash))?.length).toBe(500);
    await again.settle(1);
    await again.put(signal());
    expect(again.waiting.map(({ seq }) => seq)).toEqual([2, 3, 4]);
    expect(await again.content(still.hash)).toBeUndefined();
    await again.settle(3);
    expect(await readdir(folder)).toEqual([]);
  });

  it("does not trip over what a kill or a disk left behind", async () => {
    const spool = await Spool.open(folder);
    await spool.put(signal());
    await writeFile(join(folder, "000000000002.new"), "{half");
    await writeFile(join(folder, "000000000003"), '{"item":{"item":"sig');
    await writeFile(join(folder, "0".repeat(64)), "nobody names it");
    const again = await Spool.open(folder);
    expect(again.waiting.map(({ seq }) => seq)).toEqual([1]);
    expect(again.dropped).toBe(1);
    await again.put(signal());
    expect(again.waiting.map(({ seq }) => seq)).toEqual([1, 4]);
    expect((await readdir(folder)).toSorted()).toEqual(["000000000001", "000000000004"]);
  });

  it("is bounded: clips go first, then the oldest, and how many is known", async () => {
    const spool = await Spool.open(folder, 5_000);
    await spool.put(signal(await spool.keep(bytes(1_500, 1))));
    await spool.put(clip(await spool.keep(bytes(2_000, 2))));
    await spool.put(signal(await spool.keep(bytes(1_500, 3))));
    expect(spool.waiting.map(({ item }) => item.item)).toEqual(["signal", "signal"]);
    await spool.put(signal(await spool.keep(bytes(2_500, 4))));
    expect(spool.waiting.map(({ seq }) => seq)).toEqual([3, 4]);
    expect(spool.dropped).toBe(2);
  });

  it("sends a signal without a still that is gone, and no clip that is gone", async () => {
    const spool = await Spool.open(folder);
    const content = await spool.keep(bytes(100, 1));
    await spool.put(signal(content));
    await spool.put(clip(content));
    spool.lose(content.hash);
    expect(spool.waiting.map(({ item }) => item)).toMatchObject([{ item: "signal", still: null }]);
  });
});
