import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { BlobHash } from "@cordon/kernel";
import { z } from "zod";
import { type Content, EdgeItem } from "../words/edge.ts";

const MOST_BYTES = 2 * 1024 ** 3;

const Kept = z.object({ item: EdgeItem });
/** One item as it lies on the disk. */
export interface Spooled {
  readonly seq: number;
  readonly item: EdgeItem;
}

/**
 * What an edge noticed and its centre does not have yet: one file an item, numbered in order, and one a still or clip, under its
 * hash. A file is written beside, forced to the disk and then put in its place, so that a kill at any moment leaves whole items or none. Bounded:
 * when it is full the oldest clips go first, since a signal without its clip is better than none, and then the oldest items.
 */
export class Spool {
  readonly #folder: string;
  readonly #mostBytes: number;
  #items: Spooled[] = [];
  #bytes = new Map<string, number>();
  #next = 1;
  /** Items that had to go unsent, since it was opened. */
  dropped = 0;

  private constructor(folder: string, mostBytes: number) {
    this.#folder = folder;
    this.#mostBytes = mostBytes;
  }

  static async open(folder: string, mostBytes = MOST_BYTES): Promise<Spool> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const spool = new Spool(folder, mostBytes);
    for (const name of (await readdir(folder)).toSorted()) await spool.#find(name);
    await spool.#sweep();
    return spool;
  }

  get waiting(): readonly Spooled[] {
    return this.#items;
  }

  /** Durable when it resolves. */
  async put(item: EdgeItem): Promise<void> {
    const seq = this.#next++;
    await this.#write(nameOf(seq), Buffer.from(JSON.stringify({ item })));
    this.#items.push({ seq, item });
    await this.#makeRoom();
  }

  /** Keeps a still or clip; put the item that names it afterwards. */
  async keep(bytes: Uint8Array): Promise<Content> {
    const hash = BlobHash.parse(createHash("sha256").update(bytes).digest("hex"));
    if (!this.#bytes.has(hash)) await this.#write(hash, bytes);
    return { hash, bytes: bytes.length };
  }

  /** What was kept under this hash; undefined when it had to go. */
  async content(hash: BlobHash): Promise<Buffer | undefined> {
    return this.#bytes.has(hash) ? await readFile(join(this.#folder, hash)) : undefined;
  }

  /** These need not be kept any more: the first so many. */
  async settle(count: number): Promise<void> {
    for (const { seq } of this.#items.splice(0, count)) await this.#remove(nameOf(seq));
    await this.#sweep();
  }

  /** Its content is not there any more: a signal goes without its still, a clip does not go. */
  lose(hash: BlobHash): void {
    this.#items = this.#items.flatMap(({ seq, item }) => {
      if (contentOf(item)?.hash !== hash) return [{ seq, item }];
      this.dropped++;
      return item.item === "signal" ? [{ seq, item: { ...item, still: null } }] : [];
    });
  }

  async #find(name: string): Promise<void> {
    const path = join(this.#folder, name);
    if (/^\d{12}$/.test(name)) {
      const kept = Kept.safeParse(valueOf(await readFile(path, "utf8")));
      this.#next = Number(name) + 1;
      // Written by another version, or damaged on the disk: nobody can send it.
      if (!kept.success) {
        this.dropped++;
        await rm(path);
        return;
      }
      this.#items.push({ seq: Number(name), item: kept.data.item });
    } else if (!BlobHash.safeParse(name).success) {
      await rm(path, { recursive: true });
      return;
    }
    this.#bytes.set(name, (await stat(path)).size);
  }

  async #write(name: string, bytes: Uint8Array): Promise<void> {
    const beside = join(this.#folder, `${name}.new`);
    await using file: FileHandle = await open(beside, "w", 0o600);
    await file.writeFile(bytes);
    await file.sync();
    await rename(beside, join(this.#folder, name));
    await using folder = await open(this.#folder, "r");
    await folder.sync();
    this.#bytes.set(name, bytes.length);
  }

  async #remove(name: string): Promise<void> {
    if (!this.#bytes.delete(name)) return;
    await rm(join(this.#folder, name), { force: true });
  }

  async #makeRoom(): Promise<void> {
    const isFull = (): boolean => [...this.#bytes.values()].reduce((sum, size) => sum + size, 0) > this.#mostBytes;
    while (isFull() && this.#items.length > 1) {
      const clip = this.#items.findIndex(({ item }) => item.item === "clip");
      const [gone] = this.#items.splice(clip < 0 ? 0 : clip, 1);
      if (gone === undefined) return;
      this.dropped++;
      await this.#remove(nameOf(gone.seq));
      await this.#sweep();
    }
  }

  /** Stills and clips that no item names. */
  async #sweep(): Promise<void> {
    const named = new Set<string>(this.#items.flatMap(({ item }) => contentOf(item)?.hash ?? []));
    for (const name of this.#bytes.keys()) if (name.length === 64 && !named.has(name)) await this.#remove(name);
  }
}

/** What has to be at the centre before this item can be written down. */
export function contentOf(item: EdgeItem): Content | null {
  return item.item === "signal" ? item.still : item.item === "clip" ? item.clip : null;
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const nameOf = (seq: number): string => String(seq).padStart(12, "0");
