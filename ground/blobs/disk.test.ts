import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRefusal } from "@cordon/kernel";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type BlobsUnderTest, blobsConformance, listed } from "./conformance.ts";
import { storeFull } from "../store/problem.ts";
import { diskBlobs } from "./disk.ts";
import type { Blobs } from "./port.ts";

async function opened(folder: string, maximumBytes = 1000): Promise<Blobs> {
  const blobs = await diskBlobs({ folder, maximumBytes });
  if ("problem" in blobs) throw new Error(blobs.message);
  return blobs;
}

blobsConformance("on a disk", async ({ maximumBytes }): Promise<BlobsUnderTest> => {
  const folder = mkdtempSync(join(tmpdir(), "cordon-blobs-"));
  return {
    blobs: await opened(folder, maximumBytes),
    again: () => opened(folder, maximumBytes),
    async flipByte(hash) {
      const path = join(folder, "sha256", hash.slice(0, 2), hash.slice(2, 4), hash);
      const content = readFileSync(path);
      const middle = content.length >> 1;
      content[middle] = (content[middle] ?? 0) ^ 1;
      chmodSync(path, 0o600);
      writeFileSync(path, content);
    },
    async [Symbol.asyncDispose]() {
      rmSync(folder, { recursive: true });
    },
  };
});

describe("blobs on a disk", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "cordon-blobs-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("are write-once files that only Cordon reads, below two levels of folders", async () => {
    const blobs = await opened(folder);
    const put = await blobs.put(Buffer.from("abc"));
    if (isRefusal(put)) throw new Error(put.because);
    // FIPS 180-2, appendix B.1
    const path = join(folder, "sha256/ba/78/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(statSync(path).mode & 0o777).toBe(0o400);
    expect(statSync(join(folder, "sha256")).mode & 0o077).toBe(0);
  });

  it("remove what a killed process was writing", async () => {
    await opened(folder);
    writeFileSync(join(folder, "incoming", "half"), "half of an exh");
    await opened(folder);
    expect(readdirSync(join(folder, "incoming"))).toEqual([]);
  });

  it("refuse to take the room that the database needs, also half-way through one", async () => {
    let room = 3;
    const obstacle = () => (room-- > 0 ? null : storeFull());
    const blobs = await diskBlobs({ folder, obstacle });
    if ("problem" in blobs) throw new Error(blobs.message);
    async function* long() {
      for (;;) yield new Uint8Array(10);
    }
    expect(await blobs.put(long())).toMatchObject({ refused: "store-full" });
    expect(await blobs.put(new Uint8Array(1))).toMatchObject({ refused: "store-full" });
    expect(await listed(blobs)).toEqual([]);
    expect(readdirSync(join(folder, "incoming"))).toEqual([]);
    room = 1;
    expect(await blobs.put(new Uint8Array(1))).toMatchObject({ bytes: 1 });
  });

  it("refuse a folder that cannot be written", async () => {
    writeFileSync(join(folder, "file"), "");
    expect(await diskBlobs({ folder: join(folder, "file") })).toMatchObject({ problem: "folder-not-writable" });
  });

  it("hold no file open for a stream that nobody reads or that is left half-way", async () => {
    if (!existsSync("/proc/self/fd")) return;
    const blobs = await opened(folder, 1_000_000);
    const put = await blobs.put(new Uint8Array(500_000));
    if (isRefusal(put)) throw new Error(put.because);
    const before = readdirSync("/proc/self/fd").length;
    for (let i = 0; i < 20; i++) {
      const unread = await blobs.open(put.hash);
      const left = await blobs.open(put.hash);
      if (isRefusal(unread) || isRefusal(left)) throw new Error("refused");
      const reader = left.stream.getReader();
      await reader.read();
      await reader.cancel();
    }
    expect(readdirSync("/proc/self/fd").length).toBeLessThan(before + 5);
  });

  it("ignore strange files among them", async () => {
    const blobs = await opened(folder);
    mkdirSync(join(folder, "sha256", "zz", "yy"), { recursive: true });
    writeFileSync(join(folder, "sha256", "zz", "yy", "README"), "");
    expect(await listed(blobs)).toEqual([]);
  });
});
