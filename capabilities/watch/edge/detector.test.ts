import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { newId } from "@cordon/ground";
import { BlobHash, DeviceId, isRefusal } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type House, openHouse } from "../testing/house.ts";
import { onnx } from "../testing/onnx.ts";
import { HealthBook } from "../workers/cameras/health-book.ts";
import { EdgeDesk } from "./desk.ts";
import { EdgeDetector } from "./detector.ts";
import type { Link } from "./link.ts";

const hashOf = (bytes: Uint8Array) => BlobHash.parse(createHash("sha256").update(bytes).digest("hex"));
/** Of more than one piece. */
const detector = onnx({
  outputs: [{ name: "output0", shape: [1, 6, 84], values: () => 0.5 }],
  metadata: { names: "{0: 'person', 1: 'suitcase'}", notes: "long ".repeat(80_000) },
});
const likeness = onnx({ outputs: [{ name: "output", shape: [1, 512], values: () => 0.1 }] });
const sha256 = hashOf(detector);
const edge = newId(DeviceId);

/** A desk in a house that has the detector in use. */
async function centre() {
  await using opening = new AsyncDisposableStack();
  const house: House = opening.use(await openHouse());
  const desk = new EdgeDesk(new HealthBook());
  opening.use(desk.open(house.context));
  const source = join(house.folder, "small.onnx");
  writeFileSync(source, detector);
  await house.must("watch.add-model", { sha256, name: "small", source, licence: "MIT" });
  await house.until("watch.model.ready");
  await house.must("watch.use-model", { sha256 });
  const all = opening.move();
  return { house, desk, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

/** The line to it. @param answers how often it carries an answer before it is cut */
function lineTo(give: (sha256: BlobHash, offset: number) => Promise<unknown>, answers = Number.POSITIVE_INFINITY) {
  let asked = 0;
  const link: Link = {
    async query(_operation, input, output) {
      const { sha256: of, offset } = z.object({ sha256: BlobHash, offset: z.int() }).parse(input);
      if (++asked > answers) return { came: "cut", because: "nobody answers" };
      const answer = await give(of, offset);
      return isRefusal(answer)
        ? { came: "refused", because: answer.because }
        : { came: "answer", output: output.parse(answer) };
    },
    command: async () => ({ came: "cut", because: "nobody answers" }),
  };
  return { link, asked: () => asked };
}

function at(folder: string, link: Link) {
  const said: string[] = [];
  let changes = 0;
  const kept = new EdgeDetector({
    ...{ folder, link },
    log: (line) => said.push(line),
    changed: () => changes++,
    signal: new AbortController().signal,
  });
  return { kept, said, changes: () => changes };
}

describe("a detector at an edge", () => {
  it("is the centre's: it comes with the orders, in pieces, once, and goes when the centre uses none", async () => {
    await using here = await centre();
    const { house, desk } = here;
    const orders = await desk.orders(edge, null);
    expect(orders?.model).toEqual({ sha256, classes: null });
    const folder = join(house.folder, "edge-model");
    const line = lineTo((of, offset) => desk.modelPiece(of, offset));
    const first = at(folder, line.link);
    first.kept.want(orders?.model ?? null);
    first.kept.want(orders?.model ?? null);
    await first.kept[Symbol.asyncDispose]();
    expect(first.kept.model?.layout).toMatchObject({ family: "yolo", classes: ["person", "suitcase"] });
    expect(first.changes()).toBe(1);
    const pieces = line.asked();
    expect(pieces).toBeGreaterThan(1);

    // After a start it is there already; nothing comes over the line.
    const again = at(folder, line.link);
    again.kept.want(orders?.model ?? null);
    await again.kept[Symbol.asyncDispose]();
    expect(again.kept.model).not.toBeNull();
    expect(line.asked()).toBe(pieces);

    const waiting = desk.orders(edge, orders?.mark ?? null);
    await house.must("watch.use-model", { sha256: null });
    const without = await waiting;
    expect(without?.model).toBeNull();
    again.kept.want(without?.model ?? null);
    expect(again.kept.model).toBeNull();
    await again.kept[Symbol.asyncDispose]();
    expect(await readdir(folder)).toEqual([]);
    expect(await desk.modelPiece(sha256, 0)).toMatchObject({ refused: "not-found" });
  });

  it("is tried again when the line was cut, and is never what has another hash", async () => {
    await using here = await centre();
    const folder = join(here.house.folder, "edge-model");
    const cut = at(folder, lineTo((of, offset) => here.desk.modelPiece(of, offset), 1).link);
    cut.kept.want({ sha256, classes: null });
    await cut.kept[Symbol.asyncDispose]();
    expect(cut.kept.model).toBeNull();
    await writeFile(join(folder, sha256), "what somebody put there");
    const healed = at(folder, lineTo((of, offset) => here.desk.modelPiece(of, offset)).link);
    healed.kept.want({ sha256, classes: null });
    await healed.kept[Symbol.asyncDispose]();
    expect(healed.kept.model?.layout.family).toBe("yolo");
    const other = lineTo(async () => ({ piece: Buffer.from(likeness).toString("base64"), bytes: likeness.length }));
    const wrong = at(join(here.house.folder, "another"), other.link);
    wrong.kept.want({ sha256, classes: null });
    await wrong.kept[Symbol.asyncDispose]();
    expect(wrong.kept.model).toBeNull();
    expect(wrong.said).toEqual([expect.stringContaining("another hash")]);
  });

  it("is refused here by the same rule as there when it tells who people are, though somebody brought its file", async () => {
    await using house = await openHouse();
    const folder = join(house.folder, "edge-model");
    await mkdir(folder);
    const hash = hashOf(likeness);
    await writeFile(join(folder, hash), likeness);
    const { kept, said } = at(folder, lineTo(async () => null).link);
    kept.want({ sha256: hash, classes: null });
    await kept[Symbol.asyncDispose]();
    expect(kept.model).toBeNull();
    expect(said).toEqual([expect.stringMatching(/is not used: .*feature/)]);
    expect(await readdir(folder)).toEqual([]);
  });
});
