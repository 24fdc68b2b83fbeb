/*
 * CBOR (RFC 8949), read strictly and written in the core deterministic form (section 4.2.1): every value has one encoding.
 *
 * "canonical" is how our own passes and documents are read: what is not the one encoding of a value is refused, and so is whatever they never
 * use (floating point, simple values, any tag but those asked for). "well-formed" is how the certificates of others are read: any encoding of
 * a value, but still no key twice, no bad UTF-8 and nothing after the end.
 */

export type CborMode = "canonical" | "well-formed";

/** Keys are integers or texts, as in COSE and CWT; integers beyond 2^53 - 1 are bigints. */
export type CborKey = number | bigint | string;
export type CborMap = ReadonlyMap<CborKey, CborValue>;
export type CborValue =
  | number
  | bigint
  | string
  | boolean
  | null
  | undefined
  | Uint8Array
  | readonly CborValue[]
  | CborMap
  | CborTagged;

/** A value under a tag (RFC 8949, section 3.4). */
export class CborTagged {
  readonly tag: number;
  readonly value: CborValue;
  constructor(tag: number, value: CborValue) {
    this.tag = tag;
    this.value = value;
  }
}

export type CborFault =
  | "truncated"
  | "trailing-bytes"
  | "reserved"
  | "not-shortest"
  | "indefinite"
  | "keys-not-sorted"
  | "duplicate-key"
  | "key-type"
  | "bad-utf8"
  | "floating-point"
  | "simple-value"
  | "tag"
  | "too-deep"
  | "too-large";

export type CborRead =
  | { readonly ok: true; readonly value: CborValue }
  | { readonly ok: false; readonly fault: CborFault };

export interface CborLimits {
  readonly mode: CborMode;
  /** Tags that may stand; none is understood here. */
  readonly tags: readonly number[];
}

/** Arrays in arrays. What nests deeper is an attack on the stack. */
const DEEPEST = 16;
/** Bytes of one text, in and out of a document: the largest rule set is far below. */
export const LARGEST_CBOR = 1 << 20;

/** Reads one value that fills the bytes. Byte strings are views of what was given. */
export function decodeCbor(bytes: Uint8Array, limits: CborLimits): CborRead {
  if (bytes.length > LARGEST_CBOR) return { ok: false, fault: "too-large" };
  const reader = new Reader(bytes, limits);
  const value = reader.value(0);
  if (reader.fault === null && reader.at !== bytes.length) reader.fault = "trailing-bytes";
  return reader.fault === null ? { ok: true, value } : { ok: false, fault: reader.fault };
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const NO_BYTES = new Uint8Array(0);
/** Additional information 31: the length is not told, a break ends it. */
const INDEFINITE = -1;

/** After the first fault every answer is worthless; whoever loops looks at `fault`. */
class Reader {
  readonly #bytes: Uint8Array;
  readonly #canonical: boolean;
  readonly #tags: readonly number[];
  at = 0;
  fault: CborFault | null = null;

  constructor(bytes: Uint8Array, { mode, tags }: CborLimits) {
    this.#bytes = bytes;
    this.#canonical = mode === "canonical";
    this.#tags = tags;
  }

  value(depth: number): CborValue {
    if (depth > DEEPEST) return this.#fail("too-deep");
    const initial = this.#bytes[this.at++];
    if (initial === undefined) return this.#fail("truncated");
    const information = initial & 0x1f;
    if (initial >> 5 === 7) return this.#simple(information);
    const argument = this.#argument(information);
    if (this.fault !== null) return null;
    if (argument === INDEFINITE) return this.#indefinite(initial >> 5, depth);
    switch (initial >> 5) {
      case 0:
        return argument;
      case 1:
        return typeof argument === "bigint" || argument === Number.MAX_SAFE_INTEGER
          ? -1n - BigInt(argument)
          : -1 - argument;
      case 2:
        return this.#slice(argument);
      case 3:
        return this.#text(argument);
      case 4:
        return this.#array(argument, depth);
      case 5:
        return this.#map(argument, depth);
      default:
        return this.#tagged(argument, depth);
    }
  }

  #fail(fault: CborFault): null {
    this.fault ??= fault;
    return null;
  }

  /** What follows the initial byte: a value, a length or a tag number (RFC 8949, section 3). */
  #argument(information: number): number | bigint {
    if (information < 24) return information;
    if (information === 31) return INDEFINITE;
    if (information > 27) return this.#fail("reserved") ?? 0;
    const size = 1 << (information - 24);
    if (this.at + size > this.#bytes.length) return this.#fail("truncated") ?? 0;
    let value = 0;
    for (let index = 0; index < Math.min(size, 4); index++) value = value * 256 + (this.#bytes[this.at++] ?? 0);
    if (size < 8) {
      if (this.#canonical && value < (size === 1 ? 24 : size === 2 ? 0x100 : 0x1_0000)) this.#fail("not-shortest");
      return value;
    }
    if (this.#canonical && value === 0) this.#fail("not-shortest");
    let low = 0;
    for (let index = 0; index < 4; index++) low = low * 256 + (this.#bytes[this.at++] ?? 0);
    const wide = value * 0x1_0000_0000 + low;
    return Number.isSafeInteger(wide) ? wide : (BigInt(value) << 32n) | BigInt(low);
  }

  #slice(length: number | bigint): Uint8Array {
    // A length is compared with what is there before anything is made for it.
    if (length > this.#bytes.length - this.at) {
      this.#fail("truncated");
      return NO_BYTES;
    }
    const from = this.at;
    this.at += Number(length);
    return this.#bytes.subarray(from, this.at);
  }

  #text(length: number | bigint): string {
    const from = this.at;
    const bytes = this.#slice(length);
    // Codes and initials are a few ASCII letters: not worth a decoder's call.
    let text = "";
    for (let index = 0; index < bytes.length && index < 24; index++) {
      const byte = bytes[index] ?? 0;
      if (byte > 0x7f) return this.#decoded(bytes);
      text += String.fromCharCode(byte);
    }
    return this.at - from <= 24 ? text : this.#decoded(bytes);
  }

  #decoded(bytes: Uint8Array): string {
    try {
      return utf8.decode(bytes);
    } catch {
      this.#fail("bad-utf8");
      return "";
    }
  }

  #array(length: number | bigint, depth: number): CborValue {
    const items: CborValue[] = [];
    for (let index = 0; index < length && this.fault === null; index++) items.push(this.value(depth + 1));
    return items;
  }

  #map(length: number | bigint, depth: number): CborValue {
    const map = new Map<CborKey, CborValue>();
    let previousFrom = 0;
    let previousUntil = 0;
    for (let index = 0; index < length && this.fault === null; index++) {
      const from = this.at;
      this.#member(map, depth);
      if (this.#canonical && index > 0 && this.fault === null) {
        if (!this.#before(previousFrom, previousUntil, from)) this.#fail("keys-not-sorted");
      }
      previousFrom = from;
      previousUntil = this.#keyUntil;
    }
    return map;
  }

  #keyUntil = 0;

  #member(map: Map<CborKey, CborValue>, depth: number): void {
    const key = this.value(depth + 1);
    const keyUntil = this.at;
    if (this.fault !== null) return;
    if (typeof key !== "number" && typeof key !== "bigint" && typeof key !== "string") {
      this.#fail("key-type");
      return;
    }
    if (map.has(key)) {
      this.#fail("duplicate-key");
      return;
    }
    map.set(key, this.value(depth + 1));
    this.#keyUntil = keyUntil;
  }

  /** Whether the key at `from` until `until` comes before the one at `next`, byte by byte. The encoding of one key never begins another. */
  #before(from: number, until: number, next: number): boolean {
    for (let index = 0; from + index < until; index++) {
      const left = this.#bytes[from + index] ?? 0;
      const right = this.#bytes[next + index] ?? 0;
      if (left !== right) return left < right;
    }
    return false;
  }

  #tagged(tag: number | bigint, depth: number): CborValue {
    if (typeof tag === "bigint" || !this.#tags.includes(tag)) return this.#fail("tag");
    return new CborTagged(tag, this.value(depth + 1));
  }

  #simple(information: number): CborValue {
    if (information >= 25 && information <= 27) return this.#float(1 << (information - 24));
    if (information === 31) return this.#fail("reserved");
    if (this.#canonical) return this.#fail("simple-value");
    if (information === 20) return false;
    if (information === 21) return true;
    if (information === 22) return null;
    if (information === 23) return undefined;
    return this.#fail("simple-value");
  }

  #float(size: number): CborValue {
    if (this.#canonical) return this.#fail("floating-point");
    const bytes = this.#slice(size);
    if (this.fault !== null) return null;
    const view = new DataView(bytes.buffer, bytes.byteOffset, size);
    return size === 2 ? halfOf(view.getUint16(0)) : size === 4 ? view.getFloat32(0) : view.getFloat64(0);
  }

  /** A string, array or map whose length is told by a break (RFC 8949, section 3.2). */
  #indefinite(major: number, depth: number): CborValue {
    if (this.#canonical) return this.#fail("indefinite");
    if (major === 2 || major === 3) return this.#chunks(major);
    if (major === 4) {
      const items: CborValue[] = [];
      while (!this.#ended()) items.push(this.value(depth + 1));
      return items;
    }
    if (major === 5) {
      const map = new Map<CborKey, CborValue>();
      while (!this.#ended()) this.#member(map, depth);
      return map;
    }
    return this.#fail("reserved");
  }

  #ended(): boolean {
    if (this.fault !== null) return true;
    if (this.#bytes[this.at] !== 0xff) return false;
    this.at++;
    return true;
  }

  /** Pieces of known length and of the same kind; each text piece is whole UTF-8 of its own. */
  #chunks(major: number): CborValue {
    const pieces: Uint8Array[] = [];
    let text = "";
    while (!this.#ended()) {
      const initial = this.#bytes[this.at++];
      if (initial === undefined) return this.#fail("truncated");
      if (initial >> 5 !== major) return this.#fail("reserved");
      const length = this.#argument(initial & 0x1f);
      if (length === INDEFINITE) return this.#fail("reserved");
      if (major === 3) text += this.#text(length);
      else pieces.push(this.#slice(length));
    }
    return major === 3 ? text : joined(pieces);
  }
}

/** @source RFC 8949, appendix D */
function halfOf(bits: number): number {
  const exponent = (bits >> 10) & 0x1f;
  const mantissa = bits & 0x3ff;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 31) return mantissa === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (mantissa + 1024) * 2 ** (exponent - 25);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const piece of pieces) length += piece.length;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
