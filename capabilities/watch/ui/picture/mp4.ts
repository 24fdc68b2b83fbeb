/**
 * As much of an MP4 (ISO/IEC 14496-12) as a player must know before it can hand the bytes on: where the initialisation segment ends,
 * and what it announces.
 */
export interface Initialisation {
  /** Bytes up to the end of `moov`. */
  readonly end: number;
  /** As RFC 6381 writes it: `avc1.64001f`; null where it is not H.264, whose coding the response's content type must name. */
  readonly codec: string | null;
}

const HEADER_BYTES = 8;

/** @returns undefined while the segment is not complete; null when this is no MP4 */
export function initialisationOf(bytes: Uint8Array): Initialisation | undefined | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at + HEADER_BYTES <= bytes.length) {
    const size = view.getUint32(at);
    const type = typeAt(bytes, at + 4);
    if (size < HEADER_BYTES || !/^[a-z0-9 ]{4}$/i.test(type)) return null;
    if (at === 0 && type !== "ftyp") return null;
    if (at + size > bytes.length) return undefined;
    at += size;
    if (type === "moov") return { end: at, codec: codecIn(bytes.subarray(at - size, at)) };
  }
  return undefined;
}

/** The AVC configuration (ISO/IEC 14496-15): after its version come profile, compatibility and level, as the codec string wants them. */
function codecIn(moov: Uint8Array): string | null {
  for (let at = 4; at + 8 <= moov.length; at++) {
    if (typeAt(moov, at) !== "avcC") continue;
    const hex = [...moov.subarray(at + 5, at + 8)].map((byte) => byte.toString(16).padStart(2, "0"));
    return `avc1.${hex.join("")}`;
  }
  return null;
}

function typeAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
