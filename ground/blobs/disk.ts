import { createHash, randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { BlobHash, instantOf, type Refusal, refuse } from "@cordon/kernel";
import { errorCodeOf, storeFull } from "../store/problem.ts";
import type { BlobContent, Blobs, StoredBlob } from "./port.ts";
import { refuseAs } from "../refusals.ts";

export interface DiskBlobsConfig {
  readonly folder: string;
  /** A larger blob is refused as `too-large`, as soon as it is. */
  readonly maximumBytes?: number;
  /**
   * Whether the disk is as good as full (the store's `obstacle`, where both are on one disk): then blobs are refused too, before they
   * take the room that the database needs to go on reading. Asked for every chunk.
   */
  readonly obstacle?: () => Refusal | null;
}

export interface BlobsProblem {
  readonly problem: "folder-not-writable";
  readonly folder: string;
  readonly message: string;
}

const MAXIMUM_BYTES = 2 * 1024 ** 3;
const CHUNK_BYTES = 64 * 1024;

/**
 * Blobs on a local disk: `<folder>/sha256/ab/cd/<the 64 digits>`, mode 0400. A blob is written under `incoming/`, synced, then renamed, so a name
 * that exists has its whole content; what a killed process left in `incoming/` is removed here.
 */
export async function diskBlobs(config: DiskBlobsConfig): Promise<Blobs | BlobsProblem> {
  const incoming = join(config.folder, "incoming");
  const kept = join(config.folder, "sha256");
  try {
    await rm(incoming, { recursive: true, force: true });
    await mkdir(incoming, { recursive: true, mode: 0o700 });
    await mkdir(kept, { recursive: true, mode: 0o700 });
  } catch (error) {
    if (errorCodeOf(error) === null) throw error;
    const message = `Cordon cannot write to ${config.folder} (${errorCodeOf(error)}), where exhibits are kept.`;
    return { problem: "folder-not-writable", folder: config.folder, message };
  }
  const pathOf = (hash: BlobHash) => join(kept, hash.slice(0, 2), hash.slice(2, 4), hash);
  const maximumBytes = config.maximumBytes ?? MAXIMUM_BYTES;
  const full = () => config.obstacle?.()?.refused === "store-full";

  return {
    async put(content) {
      const temporary = join(incoming, randomUUID());
      try {
        const written = await write(temporary, content instanceof Uint8Array ? [content] : content, maximumBytes, full);
        if (written === "full") return storeFull();
        if (written === "too-large")
          return refuse("too-large", `This is larger than the ${maximumBytes} bytes an exhibit may have.`);
        await keep(temporary, pathOf(written.hash), written.hash);
        return written;
      } catch (error) {
        if (errorCodeOf(error) === "ENOSPC" || errorCodeOf(error) === "EDQUOT") return storeFull();
        throw error;
      } finally {
        await rm(temporary, { force: true });
      }
    },
    async get(hash) {
      const content = await ifThere(readFile(pathOf(hash)));
      if (content === null) return notFound(hash);
      return sha256(content) === hash ? content : damaged(hash);
    },
    async open(hash, range) {
      const path = pathOf(hash);
      const found = await ifThere(stat(path));
      if (found === null) return notFound(hash);
      if (range === undefined) return { bytes: found.size, stream: streamOf(path, 0, found.size, hash) };
      const { from } = range;
      const end = Math.min(range.to + 1, found.size);
      if (!Number.isInteger(from) || from < 0 || from >= end)
        return refuse("invalid", `There are no bytes ${from} to ${range.to} of ${found.size}.`, hash);
      return { bytes: found.size, stream: streamOf(path, from, end, null) } satisfies BlobContent;
    },
    has: async (hash) => (await ifThere(stat(pathOf(hash)))) !== null,
    async erase(hash) {
      const path = pathOf(hash);
      await rm(path, { force: true });
      await ifThere(syncFolder(dirname(path)));
    },
    list: () => list(kept),
  };
}

async function write(
  path: string,
  content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  maximumBytes: number,
  full: () => boolean,
): Promise<{ readonly hash: BlobHash; readonly bytes: number } | "too-large" | "full"> {
  const hash = createHash("sha256");
  let bytes = 0;
  await using file = await open(path, "wx", 0o400);
  for await (const chunk of content) {
    bytes += chunk.length;
    if (bytes > maximumBytes) return "too-large";
    if (full()) return "full";
    hash.update(chunk);
    await file.writeFile(chunk);
  }
  await file.sync();
  return { hash: BlobHash.parse(hash.digest("hex")), bytes };
}

/** Written once: what is there already stays, unless the disk has changed it, which this heals. */
async function keep(temporary: string, path: string, hash: BlobHash): Promise<void> {
  const there = await ifThere(hashOf(path));
  if (there === hash) return;
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await rename(temporary, path);
  // The entry of the file in its folder, and of new folders in theirs, must survive a power cut too.
  for (const each of [folder, dirname(folder), dirname(dirname(folder))]) await syncFolder(each);
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  await using file = await open(path, "r");
  for await (const chunk of chunksOf(file, 0, Number.POSITIVE_INFINITY)) hash.update(chunk);
  return hash.digest("hex");
}

async function* chunksOf(file: FileHandle, from: number, end: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = from; at < end; ) {
    const chunk = new Uint8Array(Math.min(CHUNK_BYTES, end - at));
    const { bytesRead } = await file.read(chunk, 0, chunk.length, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield chunk.subarray(0, bytesRead);
  }
}

/** Opens the file at the first read, so that a stream nobody reads holds nothing. @param verify the hash the whole must have, or null for a part */
function streamOf(path: string, from: number, end: number, verify: BlobHash | null): ReadableStream<Uint8Array> {
  async function* content(): AsyncGenerator<Uint8Array> {
    await using file = await open(path, "r");
    const hash = createHash("sha256");
    for await (const chunk of chunksOf(file, from, end)) {
      if (verify !== null) hash.update(chunk);
      yield chunk;
    }
    if (verify !== null && hash.digest("hex") !== verify) throw new Error(damaged(verify).because);
  }
  const chunks = content();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await chunks.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

async function* list(kept: string): AsyncGenerator<StoredBlob> {
  for (const first of (await readdir(kept)).toSorted()) {
    for (const second of (await readdir(join(kept, first))).toSorted()) {
      for (const name of (await readdir(join(kept, first, second))).toSorted()) {
        const hash = BlobHash.safeParse(name);
        // Erased since the folder was read, or not ours.
        const found = hash.success ? await ifThere(stat(join(kept, first, second, name))) : null;
        if (hash.success && found !== null)
          yield { hash: hash.data, bytes: found.size, storedAt: instantOf(Math.floor(found.mtimeMs)) };
      }
    }
  }
}

async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder, "r");
  await handle.sync();
}

async function ifThere<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (errorCodeOf(error) === "ENOENT") return null;
    throw error;
  }
}

function sha256(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

function notFound(hash: BlobHash): Refusal {
  return refuseAs("no-such-exhibit", "not-found", "There is no such exhibit, or it was erased.", hash);
}

function damaged(hash: BlobHash): Refusal {
  return refuseAs(
    "exhibit-changed",
    "conflict",
    "What is stored under this name is no longer what was stored: its SHA-256 differs.",
    hash,
  );
}
