import { type Instant, millisecondsOf } from "@cordon/kernel";
import type { Claims } from "../../words.ts";

/*
 * The payload of a pass, {4: not after, 5: not before, -65537: [number, category, [zones], holder]}, written straight into its one encoding
 * (RFC 8949, section 4.2.1): a million passes are signed in a row, and the general writer takes as long as half a signature.
 */

/** The keys as they are encoded, in the order of their bytes. */
const NOT_AFTER = 0x04;
const NOT_BEFORE = 0x05;
const PASS = [0x3a, 0x00, 0x01, 0x00, 0x00];
const TEXT = 0x60;
const ARRAY = 0x80;
/** More than any claims take: eight zones of six characters, a category of sixteen, a holder of twelve. */
const MOST_BYTES = 512;

const scratch = new Uint8Array(MOST_BYTES);
const utf8 = new TextEncoder();

/** @throws RangeError for times that are not on whole seconds from 1970 (a bug of the caller) */
export function payloadOf(claims: Claims): Uint8Array {
  const { holder } = claims;
  scratch[0] = 0xa3;
  scratch[1] = NOT_AFTER;
  let at = unsigned(2, 0, secondsOf(claims.notAfter));
  scratch[at] = NOT_BEFORE;
  at = unsigned(at + 1, 0, secondsOf(claims.notBefore));
  scratch.set(PASS, at);
  scratch[at + PASS.length] = ARRAY | 4;
  at = unsigned(at + PASS.length + 1, 0, claims.number);
  at = text(at, claims.category);
  at = unsigned(at, ARRAY, claims.zones.length);
  for (const zone of claims.zones) at = text(at, zone);
  if (holder.kind === "vehicle") return scratch.slice(0, text(at, holder.plate));
  scratch[at] = ARRAY | 2;
  at = text(at + 1, holder.initials);
  return scratch.slice(0, unsigned(at, 0, holder.birthYear));
}

/** The head of an item: its major type and a number in the shortest form. @returns where the next begins */
function unsigned(at: number, major: number, value: number): number {
  if (value < 24) {
    scratch[at] = major | value;
    return at + 1;
  }
  const width = value < 0x100 ? 1 : value < 0x1_0000 ? 2 : value < 0x1_0000_0000 ? 4 : 8;
  scratch[at] = major | (width === 1 ? 24 : width === 2 ? 25 : width === 4 ? 26 : 27);
  let left = value;
  for (let index = at + width; index > at; index--) {
    scratch[index] = left % 256;
    left = Math.floor(left / 256);
  }
  return at + width + 1;
}

function text(at: number, said: string): number {
  let next = at + 1;
  for (let index = 0; index < said.length; index++) {
    const code = said.charCodeAt(index);
    // Initials alone may be more than ASCII; three of them are at most twelve bytes.
    if (code > 0x7f) {
      next = at + 1 + utf8.encodeInto(said, scratch.subarray(at + 1)).written;
      break;
    }
    scratch[next++] = code;
  }
  const length = next - at - 1;
  if (length >= 24) throw new RangeError(`no claim of a pass is as long as "${said}"`);
  scratch[at] = TEXT | length;
  return next;
}

/** Passes of an operation begin and end at few moments. */
const known = new Map<Instant, number>();
const MOST_KNOWN = 256;

function secondsOf(instant: Instant): number {
  const before = known.get(instant);
  if (before !== undefined) return before;
  const seconds = millisecondsOf(instant) / 1000;
  if (!Number.isInteger(seconds) || seconds < 0)
    throw new RangeError(`a pass counts whole seconds from 1970: ${instant}`);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(instant, seconds);
  return seconds;
}
