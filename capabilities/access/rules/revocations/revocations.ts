import type { PassNumber } from "@cordon/kernel";
import { decodeNumbers, encodeNumbers } from "./number-list.ts";

/*
 * Which passes are revoked: exactly these, never by likelihood as a Bloom filter would. One bit a pass number in memory, in pages that are made
 * where a pass is revoked; Rice-coded gaps on the wire.
 *
 *   whole   0xC5 'L' 1, version u48, number list
 *   delta   0xC5 'D' 1, since u48, version u48, number list of those added, number list of those no longer revoked
 *
 * A version is the journal number of the last entry that is known in it.
 */

const MAGIC = 0xc5;
const WHOLE = 0x4c;
const DELTA = 0x44;
const FORMAT = 1;
const WHOLE_HEAD = 9;
const DELTA_HEAD = 15;

/** Numbers in a page. */
const PAGE = 1 << 15;
/** 32 MiB of bits: every one of 268 million passes in a row. A list spread wider is none of ours and not worth a phone's memory. */
const MOST_PAGES = 1 << 13;

export type Applied = "applied" | "gap" | "malformed";

export class Revocations {
  readonly #pages = new Map<number, Uint32Array>();
  #size = 0;
  #version: number;

  private constructor(version: number) {
    this.#version = version;
  }

  static empty(): Revocations {
    return new Revocations(0);
  }

  /**
   * @param passes in any order; one named twice is revoked once
   * @throws RangeError when they are spread wider than a gate can hold
   */
  static of(version: number, passes: Iterable<PassNumber>): Revocations {
    const list = new Revocations(version);
    for (const pass of passes) {
      list.#set(pass);
      if (list.#pages.size > MOST_PAGES) throw new RangeError("revoked passes are numbered too far apart");
    }
    return list;
  }

  /** One look into a page, nothing is allocated: it runs for every scan. */
  has(pass: PassNumber): boolean {
    const page = this.#pages.get(Math.floor(pass / PAGE));
    if (page === undefined) return false;
    return (((page[(pass % PAGE) >>> 5] ?? 0) >>> (pass & 31)) & 1) === 1;
  }

  get size(): number {
    return this.#size;
  }

  get version(): number {
    return this.#version;
  }

  /** Null for anything but what {@link encode} writes. */
  static decode(bytes: Uint8Array): Revocations | null {
    const view = viewOf(bytes, WHOLE, WHOLE_HEAD);
    if (view === null) return null;
    const list = decodeNumbers(bytes, WHOLE_HEAD);
    if (list === null || list.until !== bytes.length) return null;
    if (pagesOf(list.numbers) > MOST_PAGES) return null;
    const revocations = new Revocations(readVersion(view, 3));
    for (const number of list.numbers) revocations.#set(number);
    return revocations;
  }

  encode(): Uint8Array {
    return framed(WHOLE, [this.#version], [this.#numbers()]);
  }

  /**
   * What changed between two versions, whatever happened in between: a pass revoked and reinstated since is in neither list.
   * @throws RangeError when a pass is added and removed at once (a bug of the caller)
   */
  static deltaOf(
    since: number,
    version: number,
    added: readonly PassNumber[],
    removed: readonly PassNumber[],
  ): Uint8Array {
    const lists = [ascending(added), ascending(removed)] as const;
    if (meet(...lists)) throw new RangeError("a pass cannot be revoked and reinstated by one delta");
    return framed(DELTA, [since, version], lists);
  }

  /** A delta that does not continue this very version is a `gap`: ask for the whole. What is malformed changes nothing. */
  apply(delta: Uint8Array): Applied {
    const view = viewOf(delta, DELTA, DELTA_HEAD);
    if (view === null) return "malformed";
    const added = decodeNumbers(delta, DELTA_HEAD);
    const removed = added === null ? null : decodeNumbers(delta, added.until);
    if (added === null || removed === null || removed.until !== delta.length) return "malformed";
    const since = readVersion(view, 3);
    const version = readVersion(view, 9);
    if (version < since || meet(added.numbers, removed.numbers)) return "malformed";
    if (since !== this.#version) return "gap";
    if (this.#pages.size + pagesOf(added.numbers, this.#pages) > MOST_PAGES) return "malformed";
    for (const number of added.numbers) this.#set(number);
    for (const number of removed.numbers) this.#clear(number);
    this.#version = version;
    return "applied";
  }

  #set(number: number): void {
    const index = Math.floor(number / PAGE);
    let page = this.#pages.get(index);
    if (page === undefined) {
      page = new Uint32Array(PAGE / 32);
      this.#pages.set(index, page);
    }
    const word = (number % PAGE) >>> 5;
    const before = page[word] ?? 0;
    const after = (before | (1 << (number & 31))) >>> 0;
    if (before === after) return;
    page[word] = after;
    this.#size++;
  }

  #clear(number: number): void {
    const page = this.#pages.get(Math.floor(number / PAGE));
    const word = (number % PAGE) >>> 5;
    const before = page?.[word] ?? 0;
    const after = (before & ~(1 << (number & 31))) >>> 0;
    if (page === undefined || before === after) return;
    page[word] = after;
    this.#size--;
  }

  #numbers(): Uint32Array {
    const numbers = new Uint32Array(this.#size);
    let found = 0;
    for (const [index, page] of [...this.#pages].sort(([a], [b]) => a - b)) {
      for (const [word, bits] of page.entries()) {
        for (let left = bits; left !== 0; left = (left & (left - 1)) >>> 0) {
          numbers[found++] = index * PAGE + 32 * word + 31 - Math.clz32(left & -left);
        }
      }
    }
    return numbers;
  }
}

function framed(kind: number, versions: readonly number[], lists: readonly Uint32Array[]): Uint8Array {
  const bodies = lists.map(encodeNumbers);
  const head = 3 + 6 * versions.length;
  const out = new Uint8Array(bodies.reduce((length, body) => length + body.length, head));
  const view = new DataView(out.buffer);
  out.set([MAGIC, kind, FORMAT]);
  for (const [index, version] of versions.entries()) {
    view.setUint16(3 + 6 * index, Math.floor(version / 0x1_0000_0000));
    view.setUint32(5 + 6 * index, version % 0x1_0000_0000);
  }
  let at = head;
  for (const body of bodies) {
    out.set(body, at);
    at += body.length;
  }
  return out;
}

function viewOf(bytes: Uint8Array, kind: number, head: number): DataView | null {
  if (bytes.length < head || bytes[0] !== MAGIC || bytes[1] !== kind || bytes[2] !== FORMAT) return null;
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function readVersion(view: DataView, at: number): number {
  return view.getUint16(at) * 0x1_0000_0000 + view.getUint32(at + 2);
}

function ascending(passes: readonly PassNumber[]): Uint32Array {
  return Uint32Array.from(new Set(passes)).sort();
}

/** Whether a number is in both ascending lists. */
function meet(a: Uint32Array, b: Uint32Array): boolean {
  let at = 0;
  for (const number of a) {
    while (at < b.length && (b[at] ?? 0) < number) at++;
    if (b[at] === number) return true;
  }
  return false;
}

/** How many pages the numbers need besides those that are there. */
function pagesOf(ascendingNumbers: Uint32Array, there?: ReadonlyMap<number, unknown>): number {
  let pages = 0;
  let last = -1;
  for (const number of ascendingNumbers) {
    const page = Math.floor(number / PAGE);
    if (page !== last && there?.has(page) !== true) pages++;
    last = page;
  }
  return pages;
}
