import { createHash } from "node:crypto";
import { BlobHash, isRefusal } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Blobs, StoredBlob } from "./port.ts";

/** An adapter under test, with a way to do what only a failing disk does. */
export interface BlobsUnderTest extends AsyncDisposable {
  readonly blobs: Blobs;
  /** Changes one byte of what is stored, behind the adapter's back. */
  flipByte(hash: BlobHash): Promise<void>;
  /** The same storage, opened again. */
  again(): Promise<Blobs>;
}

/** What every adapter of the blobs must do. A test file calls it with how to make one. */
export function blobsConformance(
  name: string,
  make: (limits: { readonly maximumBytes: number }) => Promise<BlobsUnderTest>,
): void {
  describe(`blobs, ${name}`, () => {
    it("gives back what was put, whole and in parts, under its SHA-256", async () => {
      await using tested = await make({ maximumBytes: 300_000 });
      const { blobs } = tested;
      const chunks = fc.array(fc.uint8Array({ maxLength: 100_000, size: "max" }), { maxLength: 3 });
      await fc.assert(
        fc.asyncProperty(chunks, fc.nat(400_000), fc.nat(400_000), async (parts, a, b) => {
          const content = Buffer.concat(parts);
          const put = accepted(await blobs.put(streamed(parts)));
          expect(put).toEqual({ hash: hashOf(content), bytes: content.length });
          expect(Buffer.from(accepted(await blobs.get(put.hash))).equals(content)).toBe(true);
          const whole = accepted(await blobs.open(put.hash));
          expect(whole.bytes).toBe(content.length);
          expect((await read(whole.stream)).equals(content)).toBe(true);
          const [from, to] = a < b ? [a, b] : [b, a];
          const part = await blobs.open(put.hash, { from, to });
          if (from >= content.length) expect(part).toMatchObject({ refused: "invalid" });
          else expect((await read(accepted(part).stream)).equals(content.subarray(from, to + 1))).toBe(true);
        }),
        { numRuns: 30 },
      );
    });

    it("puts the same content once, also when many put it at the same time", async () => {
      await using tested = await make({ maximumBytes: 1000 });
      const content = Buffer.from("the same");
      const all = await Promise.all(Array.from({ length: 16 }, () => tested.blobs.put(content)));
      expect(new Set(all.map((put) => accepted(put).hash)).size).toBe(1);
      expect((await listed(tested.blobs)).map(({ hash, bytes }) => ({ hash, bytes }))).toEqual([
        { hash: hashOf(content), bytes: 8 },
      ]);
    });

    it("keeps it from one opening to the next", async () => {
      await using tested = await make({ maximumBytes: 1000 });
      const { hash } = accepted(await tested.blobs.put(Buffer.from("kept")));
      const again = await tested.again();
      expect(Buffer.from(accepted(await again.get(hash))).toString()).toBe("kept");
      expect(await again.has(hash)).toBe(true);
    });

    it("refuses what is too large, without waiting for its end, and keeps nothing of it", async () => {
      await using tested = await make({ maximumBytes: 1000 });
      expect(accepted(await tested.blobs.put(new Uint8Array(1000))).bytes).toBe(1000);
      expect(await tested.blobs.put(new Uint8Array(1001))).toMatchObject({ refused: "too-large" });
      let sent = 0;
      async function* endless() {
        for (;;) {
          sent += 100;
          yield new Uint8Array(100).fill(7);
        }
      }
      expect(await tested.blobs.put(endless())).toMatchObject({ refused: "too-large" });
      expect(sent).toBeLessThan(1_000_000);
      expect(await listed(tested.blobs)).toHaveLength(1);
    });

    it("keeps nothing of a stream that breaks", async () => {
      await using tested = await make({ maximumBytes: 1000 });
      async function* breaking() {
        yield new Uint8Array(10);
        throw new Error("the camera went away");
      }
      await expect(tested.blobs.put(breaking())).rejects.toThrow("the camera went away");
      expect(await listed(tested.blobs)).toEqual([]);
    });

    it("erases for good, and calmly when there is nothing", async () => {
      await using tested = await make({ maximumBytes: 1000 });
      const { hash } = accepted(await tested.blobs.put(Buffer.from("to be erased")));
      await tested.blobs.erase(hash);
      await tested.blobs.erase(hash);
      const again = await tested.again();
      for (const blobs of [tested.blobs, again]) {
        expect(await blobs.has(hash)).toBe(false);
        expect(await blobs.get(hash)).toMatchObject({ refused: "not-found" });
        expect(await blobs.open(hash)).toMatchObject({ refused: "not-found" });
        expect(await listed(blobs)).toEqual([]);
      }
      expect(accepted(await tested.blobs.put(Buffer.from("to be erased"))).hash).toBe(hash);
    });

    it("never gives out what no longer is what was put, and heals when it is put again", async () => {
      await using tested = await make({ maximumBytes: 200_000 });
      const content = Buffer.alloc(150_000, "evidence");
      const { hash } = accepted(await tested.blobs.put(content));
      await tested.flipByte(hash);
      expect(await tested.blobs.get(hash)).toMatchObject({ refused: "conflict" });
      await expect(read(accepted(await tested.blobs.open(hash)).stream)).rejects.toThrow(/SHA-256/);
      accepted(await tested.blobs.put(content));
      expect(Buffer.from(accepted(await tested.blobs.get(hash))).equals(content)).toBe(true);
    });

    it("lists what it keeps in order of hash, with when it came", async () => {
      await using tested = await make({ maximumBytes: 1000 });
      const before = Date.now() - 2_000;
      for (let i = 0; i < 20; i++) accepted(await tested.blobs.put(Buffer.from(`number ${i}`)));
      const all = await listed(tested.blobs);
      expect(all).toHaveLength(20);
      expect(all.map(({ hash }) => hash)).toEqual(all.map(({ hash }) => hash).toSorted());
      for (const { storedAt } of all) expect(Date.parse(storedAt)).toBeGreaterThan(before);
    });

    it("does not know what was never put", async () => {
      await using tested = await make({ maximumBytes: 1000 });
      const nothing = hashOf(Buffer.from("never"));
      expect(await tested.blobs.has(nothing)).toBe(false);
      expect(await tested.blobs.get(nothing)).toMatchObject({ refused: "not-found", what: nothing });
    });
  });
}

function accepted<T extends object>(result: T): Exclude<T, { refused: string }> {
  if (isRefusal(result)) throw new Error(`refused: ${result.because}`);
  return result as Exclude<T, { refused: string }>;
}

function hashOf(content: Uint8Array): BlobHash {
  return BlobHash.parse(createHash("sha256").update(content).digest("hex"));
}

async function* streamed(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

async function read(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) chunks.push(next.value);
  return Buffer.concat(chunks);
}

export async function listed(blobs: Blobs): Promise<readonly StoredBlob[]> {
  const all: StoredBlob[] = [];
  for await (const blob of blobs.list()) all.push(blob);
  return all;
}
