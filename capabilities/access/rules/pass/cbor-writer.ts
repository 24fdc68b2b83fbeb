import { CborTagged, type CborKey, type CborMap } from "./cbor.ts";

/** What can be written. Floating point and simple values are not: nothing of ours needs them. */
export type CborWritable =
  | number
  | bigint
  | string
  | Uint8Array
  | readonly CborWritable[]
  | ReadonlyMap<CborKey, CborWritable>
  | CborTagged;

const utf8 = new TextEncoder();

/**
 * The one encoding of a value (RFC 8949, section 4.2.1): shortest lengths, keys sorted by their bytes.
 * @throws RangeError for what has none: a fraction, an integer beyond 64 bits, a lone surrogate, an unwritable value under a tag (bugs of the caller)
 */
export function encodeCbor(value: CborWritable): Uint8Array {
  const out: number[] = [];
  write(out, value);
  return Uint8Array.from(out);
}

function write(out: number[], value: unknown): void {
  if (typeof value === "number" || typeof value === "bigint") writeInteger(out, value);
  else if (typeof value === "string") writeText(out, value);
  else if (value instanceof Uint8Array) writeBytes(out, 2, value);
  else if (Array.isArray(value)) {
    writeHead(out, 4, value.length);
    for (const item of value) write(out, item);
  } else if (value instanceof Map) writeMap(out, value);
  else if (value instanceof CborTagged) {
    writeHead(out, 6, value.tag);
    write(out, value.value);
  } else throw new RangeError(`no CBOR here for ${typeof value}`);
}

function writeInteger(out: number[], value: number | bigint): void {
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new RangeError(`no CBOR integer for ${value}`);
  if (value >= 0) writeHead(out, 0, value);
  else writeHead(out, 1, typeof value === "bigint" ? -1n - value : -1 - value);
}

function writeText(out: number[], text: string): void {
  if (!text.isWellFormed()) throw new RangeError("no UTF-8 for a lone surrogate");
  writeBytes(out, 3, utf8.encode(text));
}

function writeBytes(out: number[], major: number, bytes: Uint8Array): void {
  writeHead(out, major, bytes.length);
  for (const byte of bytes) out.push(byte);
}

function writeMap(out: number[], map: CborMap): void {
  const members = [...map].map(([key, value]) => {
    const encoded: number[] = [];
    write(encoded, key);
    return { key: encoded, value };
  });
  members.sort((a, b) => compare(a.key, b.key));
  writeHead(out, 5, members.length);
  for (const { key, value } of members) {
    for (const byte of key) out.push(byte);
    write(out, value);
  }
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function writeHead(out: number[], major: number, argument: number | bigint): void {
  const first = major << 5;
  if (typeof argument === "bigint") writeWide(out, first, argument);
  else if (argument < 24) out.push(first | argument);
  else if (argument < 0x100) out.push(first | 24, argument);
  else if (argument < 0x1_0000) out.push(first | 25, argument >> 8, argument & 0xff);
  else if (argument < 0x1_0000_0000)
    out.push(first | 26, argument >>> 24, (argument >>> 16) & 0xff, (argument >>> 8) & 0xff, argument & 0xff);
  else writeWide(out, first, BigInt(argument));
}

function writeWide(out: number[], first: number, value: bigint): void {
  if (value < 0x1_0000_0000n) {
    writeHead(out, first >> 5, Number(value));
    return;
  }
  if (value >= 0x1_0000_0000_0000_0000n) throw new RangeError(`no CBOR integer for ${value}`);
  out.push(first | 27);
  for (let shift = 56n; shift >= 0n; shift -= 8n) out.push(Number((value >> shift) & 0xffn));
}
