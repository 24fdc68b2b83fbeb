/* Base45 (RFC 9285): two bytes in three characters of the alphanumeric mode of a QR code. */

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/** The value of a character by its code, 255 where it is none of the 45. */
const VALUES = (() => {
  const values = new Uint8Array(128).fill(255);
  for (let value = 0; value < ALPHABET.length; value++) values[ALPHABET.charCodeAt(value)] = value;
  return values;
})();

const CODES = Uint8Array.from(ALPHABET, (character) => character.charCodeAt(0));
/** The alphabet is ASCII, which is the same in Latin-1. */
const latin1 = new TextDecoder("latin1");

/** Through bytes: passes are encoded by the million, and a text put together from pieces costs four times as much once somebody reads it. */
export function encodeBase45(bytes: Uint8Array): string {
  const codes = new Uint8Array(3 * (bytes.length >> 1) + 2 * (bytes.length & 1));
  let to = 0;
  let at = 0;
  for (; at + 1 < bytes.length; at += 2) {
    const value = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    const high = Math.floor(value / 2025);
    to = pair(codes, to, value - 2025 * high);
    codes[to++] = CODES[high] ?? 0;
  }
  if (at < bytes.length) pair(codes, to, bytes[at] ?? 0);
  return latin1.decode(codes);
}

/** Two characters of a value below 2025, the lower first. @returns where the next begins */
function pair(codes: Uint8Array, to: number, value: number): number {
  const high = Math.floor(value / 45);
  codes[to] = CODES[value - 45 * high] ?? 0;
  codes[to + 1] = CODES[high] ?? 0;
  return to + 2;
}

/**
 * The bytes of a Base45 text, or null where it is the encoding of none: a character that is none of the 45, a length that leaves one
 * character over, three characters for more than 65535 or two for more than 255. Bytes have one encoding only.
 * @param from where in the text it begins
 */
export function decodeBase45(text: string, from = 0): Uint8Array | null {
  const length = text.length - from;
  if (length % 3 === 1) return null;
  const whole = Math.floor(length / 3);
  const bytes = new Uint8Array(2 * whole + (length % 3 === 2 ? 1 : 0));
  let at = from;
  for (let pair = 0; pair < whole; pair++, at += 3) {
    const low = valueAt(text, at);
    const middle = valueAt(text, at + 1);
    const high = valueAt(text, at + 2);
    // One comparison for three characters: 255 has bits that no value has.
    if ((low | middle | high) > 63) return null;
    const value = low + 45 * middle + 2025 * high;
    if (value > 0xffff) return null;
    bytes[2 * pair] = value >> 8;
    bytes[2 * pair + 1] = value & 0xff;
  }
  if (length % 3 === 2) {
    const low = valueAt(text, at);
    const high = valueAt(text, at + 1);
    if ((low | high) > 63) return null;
    const value = low + 45 * high;
    if (value > 0xff) return null;
    bytes[2 * whole] = value;
  }
  return bytes;
}

function valueAt(text: string, at: number): number {
  return VALUES[text.charCodeAt(at)] ?? 255;
}
