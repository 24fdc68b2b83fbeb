import { BitReader, BitWriter } from "./bits.ts";

/*
 * Ascending numbers from 1 to 2^32 - 1 in few bytes, exactly. The gaps between numbers drawn without order are distributed geometrically,
 * for which a Golomb code is the best there is (Gallager and van Voorhis, 1975); with powers of two (Rice) it is within some 0.5 % of it.
 * Where every other number is in the list, one bit for each number is shorter.
 *
 *   count      u32
 *   form       u8    0 to 31: the Rice parameter; 255: one bit a number
 *   length     u32   bytes that follow
 *   bits             gaps minus one, each its quotient in unary and its rest in `form` bits; or number 1, number 2, ...
 */

const RAW = 255;
const HEAD_BYTES = 9;
const LARGEST = 0xffff_ffff;

/** @param numbers ascending, none twice */
export function encodeNumbers(numbers: Uint32Array): Uint8Array {
  const last = numbers.at(-1) ?? 0;
  const rice = bestRice(numbers);
  const raw = rice.bits > last;
  const body = raw ? rawBits(numbers, last) : riceBits(numbers, rice.parameter);
  const out = new Uint8Array(HEAD_BYTES + body.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, numbers.length);
  view.setUint8(4, raw ? RAW : rice.parameter);
  view.setUint32(5, body.length);
  out.set(body, HEAD_BYTES);
  return out;
}

function bestRice(numbers: Uint32Array): { readonly parameter: number; readonly bits: number } {
  let best = { parameter: 0, bits: Number.POSITIVE_INFINITY };
  for (let parameter = 0; parameter < 32; parameter++) {
    let bits = numbers.length * (parameter + 1);
    if (bits >= best.bits) continue;
    let previous = 0;
    for (const number of numbers) {
      bits += (number - previous - 1) >>> parameter;
      previous = number;
    }
    if (bits < best.bits) best = { parameter, bits };
  }
  return best;
}

function riceBits(numbers: Uint32Array, parameter: number): Uint8Array {
  const writer = new BitWriter();
  let previous = 0;
  for (const number of numbers) {
    const gap = number - previous - 1;
    writer.unary(gap >>> parameter);
    writer.write(gap, parameter);
    previous = number;
  }
  return writer.finish();
}

function rawBits(numbers: Uint32Array, last: number): Uint8Array {
  const bytes = new Uint8Array((last + 7) >>> 3);
  for (const number of numbers) {
    const bit = number - 1;
    bytes[bit >>> 3] = (bytes[bit >>> 3] ?? 0) | (0x80 >>> (bit & 7));
  }
  return bytes;
}

/** The numbers that begin at `from`, and where what follows them begins; null when they are not what {@link encodeNumbers} writes. */
export function decodeNumbers(bytes: Uint8Array, from: number): { numbers: Uint32Array; until: number } | null {
  if (bytes.length - from < HEAD_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + from, HEAD_BYTES);
  const count = view.getUint32(0);
  const form = view.getUint8(4);
  const length = view.getUint32(5);
  const start = from + HEAD_BYTES;
  if (length > bytes.length - start) return null;
  const reader = new BitReader(bytes, start, start + length);
  // A count is believed as far as there are bits for it: nothing large is made for few bytes.
  if (form === RAW) return count > reader.left ? null : rawNumbers(reader, count, start, length);
  if (form > 31 || count * (form + 1) > reader.left) return null;
  const numbers = new Uint32Array(count);
  let previous = 0;
  for (let index = 0; index < count; index++) {
    const number = previous + 1 + reader.unary() * 2 ** form + reader.read(form);
    if (reader.failed || number > LARGEST) return null;
    numbers[index] = number;
    previous = number;
  }
  return reader.finished() ? { numbers, until: start + length } : null;
}

function rawNumbers(
  reader: BitReader,
  count: number,
  start: number,
  length: number,
): { numbers: Uint32Array; until: number } | null {
  const numbers = new Uint32Array(count);
  let found = 0;
  for (let number = 1; reader.left > 0 && number <= LARGEST; number++) {
    if (reader.read(1) === 0) continue;
    if (found === count) return null;
    numbers[found++] = number;
  }
  // The last byte holds the last number, or it would not have been written.
  const last = numbers.at(-1) ?? 0;
  return found === count && length === (last + 7) >>> 3 ? { numbers, until: start + length } : null;
}
