import { BlobHash, instantOf, isRefusal } from "@cordon/kernel";
import { expect, it } from "vitest";
import type { Journal } from "../journal/port.ts";
import { testGround } from "../testing/ground.ts";
import { beginsAs, UPLOAD_TYPES } from "./media-type.ts";
import { storeUpload, sweepUploads, takeUploads, UPLOAD_LIMIT_BYTES } from "./uploads.ts";

/** As an operation does: within its transaction. */
const take = async (journal: Journal, blobs: readonly BlobHash[]) => {
  const done = await journal.run({
    by: { kind: "system", id: "test" },
    operation: "test.take",
    async decide({ tx }) {
      const taken = await takeUploads(tx, blobs);
      return isRefusal(taken) ? taken : { entries: [], output: taken };
    },
  });
  return isRefusal(done) ? done : done.output;
};

const bytes = (text: string) => new TextEncoder().encode(text);
/** Long after what is sent here is sent. */
const later = instantOf(Date.UTC(9000, 0, 1));

it("stores what was sent once, says what it is, and keeps what an operation names", async () => {
  await using ground = await testGround([]);
  const { journal, blobs } = ground.context;
  const note = { mediaType: "text/plain", content: bytes("a torn ticket") };
  const stored = await storeUpload({ journal, blobs }, note);
  if (isRefusal(stored)) throw new Error(stored.because);
  expect(stored).toMatchObject({ role: "file", mediaType: "text/plain", bytes: 13 });
  expect(await storeUpload({ journal, blobs }, note)).toEqual(stored);
  const other = await storeUpload({ journal, blobs }, { ...note, content: bytes("another") });
  if (isRefusal(other)) throw new Error(other.because);

  expect(await take(journal, [stored.blob, stored.blob])).toEqual([stored]);
  expect(await sweepUploads({ journal, blobs }, later)).toBe(1);
  expect(await blobs.has(stored.blob)).toBe(true);
  expect(await blobs.has(other.blob)).toBe(false);
  expect(await take(journal, [other.blob])).toMatchObject({ refused: "not-found", what: other.blob });
  expect(await take(journal, [])).toEqual([]);
});

it("never sweeps what was stored before somebody sent it: it is another's to erase", async () => {
  await using ground = await testGround([]);
  const { journal, blobs } = ground.context;
  const still = await blobs.put(bytes("what a camera kept"));
  if (isRefusal(still)) throw new Error(still.because);
  await storeUpload({ journal, blobs }, { mediaType: "text/plain", content: bytes("what a camera kept") });
  expect(await sweepUploads({ journal, blobs }, later)).toBe(0);
  expect(await blobs.has(still.hash)).toBe(true);
});

it("takes no type it does not know, nothing empty, nothing too large, and nothing that is not what it says", async () => {
  await using ground = await testGround([]);
  const send = (mediaType: string, content: Uint8Array) => storeUpload(ground.context, { mediaType, content });
  expect(await send("image/svg+xml", bytes("<svg/>"))).toMatchObject({ refused: "invalid" });
  expect(await send("__proto__", bytes("x"))).toMatchObject({ refused: "invalid" });
  expect(await send("text/plain", bytes(""))).toMatchObject({ refused: "invalid" });
  expect(await send("image/jpeg", bytes("<script>"))).toMatchObject({ refused: "invalid" });
  expect(await send("text/plain", new Uint8Array(UPLOAD_LIMIT_BYTES + 1).fill(65))).toMatchObject({
    refused: "too-large",
  });
  const unknown = BlobHash.parse("0".repeat(64));
  expect(await take(ground.context.journal, [unknown])).toMatchObject({ refused: "not-found" });
});

it("knows each type by how its files begin, and a page by none of them", () => {
  const page = bytes("<!doctype html><script>alert(1)</script>\u0000");
  const begins: Record<string, readonly number[]> = {
    "image/jpeg": [0xff, 0xd8, 0xff, 0xe1],
    "image/png": [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    "image/webp": [...bytes("RIFF0000WEBPVP8 ")],
    "video/mp4": [0, 0, 0, 24, ...bytes("ftypisom")],
    "audio/mp4": [0, 0, 0, 24, ...bytes("ftypM4A ")],
    "video/webm": [0x1a, 0x45, 0xdf, 0xa3],
    "audio/webm": [0x1a, 0x45, 0xdf, 0xa3],
    "application/pdf": [...bytes("%PDF-1.7")],
    "text/plain": [...bytes("é")],
  };
  expect(Object.keys(begins).toSorted()).toEqual(UPLOAD_TYPES.toSorted());
  for (const [type, content] of Object.entries(begins)) {
    if (!isKnown(type)) throw new Error(type);
    expect(beginsAs(type, Uint8Array.from(content)), type).toBe(true);
    expect(beginsAs(type, page), type).toBe(false);
    expect(beginsAs(type, new Uint8Array([0])), type).toBe(false);
  }
});

function isKnown(type: string): type is Parameters<typeof beginsAs>[0] {
  return UPLOAD_TYPES.includes(type);
}
