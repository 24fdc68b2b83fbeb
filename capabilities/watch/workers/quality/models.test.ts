import { createHash } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BlobHash } from "@cordon/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { choosesModels } from "../../operations/operating.ts";
import { type House, openHouse } from "../../testing/house.ts";
import { onnx } from "../../testing/onnx.ts";
import { ModelView } from "../../words/model.ts";

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
afterAll(() => house[Symbol.asyncDispose]());

const Listed = z.object({ models: z.array(ModelView) });
const models = async (): Promise<readonly ModelView[]> =>
  Listed.parse(await house.must("watch.list-models", {})).models;

const detector = onnx({
  outputs: [{ name: "output0", shape: [1, 6, 84], values: () => 0.5 }],
  metadata: { names: "{0: 'person', 1: 'suitcase'}" },
});
const likeness = onnx({ outputs: [{ name: "output", shape: [1, 512], values: () => 0.1 }] });
const hashOf = (bytes: Uint8Array) => BlobHash.parse(createHash("sha256").update(bytes).digest("hex"));

async function add(name: string, bytes: Uint8Array, sha256 = hashOf(bytes)) {
  const source = join(house.folder, `${name}.onnx`);
  writeFileSync(source, bytes);
  return house.must("watch.add-model", { sha256, name, source, licence: "MIT" });
}

describe("a detector in the house", () => {
  it("is looked at, used by all cameras, and destroyed when it is removed", async () => {
    const sha256 = hashOf(detector);
    await add("detector", detector);
    await house.until("watch.model.ready");
    expect(await models()).toMatchObject([
      {
        sha256,
        name: "detector",
        state: "ready",
        family: "yolo",
        width: 64,
        tells: ["person", "suitcase"],
        used: false,
      },
    ]);
    expect(await house.blobs.has(sha256)).toBe(true);
    await house.must("watch.use-model", { sha256 });
    expect((await models())[0]?.used).toBe(true);
    // In use it is not looked at anew; said in the same words it is no news.
    await add("detector", detector);
    expect(await house.call("watch.add-model", { sha256, name: "other", source: "/nowhere" })).toMatchObject({
      refused: "not-possible-now",
    });
    await house.must("watch.remove-model", { sha256 });
    expect(await models()).toEqual([]);
    await expect.poll(() => house.blobs.has(sha256)).toBe(false);
    const kinds = (await house.entries()).map(({ kind }) => kind).filter((kind) => kind.startsWith("watch.model."));
    expect(kinds).toEqual([
      "watch.model.added",
      "watch.model.ready",
      "watch.model.used",
      "watch.model.used",
      "watch.model.removed",
    ]);
  });

  it("is refused, and nothing of it kept, when it is another file or no detector", async () => {
    const other = hashOf(new Uint8Array(9));
    await add("other", detector, other);
    const first = await house.until("watch.model.refused");
    expect(first.data).toMatchObject({
      sha256: other,
      because: expect.stringMatching(/^its SHA-256 is [0-9a-f]{64}, not the one/),
    });
    await add("likeness", likeness);
    const second = await house.until("watch.model.refused", 2);
    expect(second.data).toMatchObject({ because: expect.stringMatching(/feature vector.*no biometrics/) });
    for (const sha256 of [other, hashOf(likeness), hashOf(detector)]) expect(await house.blobs.has(sha256)).toBe(false);
    expect(await house.call("watch.use-model", { sha256: hashOf(likeness) })).toMatchObject({
      refused: "not-possible-now",
    });
    expect(await house.call("watch.use-model", { sha256: hashOf(detector) })).toMatchObject({ refused: "not-found" });
    expect(existsSync(join(house.folder, "likeness.onnx"))).toBe(true);
  });

  it("is asked for by nobody below a supervisor, and never with a password in its address", async () => {
    const input = { sha256: hashOf(detector), name: "x", source: "https://me:secret@example.org/x.onnx" };
    expect(await house.call("watch.add-model", input)).toMatchObject({ refused: "invalid" });
    expect(choosesModels).toEqual({ anyone: false, roles: ["supervisor", "commander", "admin", "exercise"] });
  });
});
