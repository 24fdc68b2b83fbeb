import { ofMp4, ofWebm } from "./hidden-in-video.ts";
import type { UploadType } from "./media-type.ts";

/*
 * Photos carry more than what is seen on them: where they were taken, with which device, by whom, a small picture from before they were cut.
 * JPEG (ITU-T T.81, Exif 2.32), PNG (ISO 15948), WebP (RFC 9649).
 */

/**
 * A picture without what it says beside what is seen: position, device, times, comments and thumbnails are left out, what is needed to show it
 * right - colours, and which way is up - stays. Not one pixel is changed. Videos and recordings likewise; a PDF and a text come back as they are.
 * @returns null where the file is not built as its type says, so that what it hides cannot be told
 */
export function withoutHiddenData(mediaType: UploadType, content: Uint8Array): Uint8Array | null {
  switch (mediaType) {
    case "image/jpeg":
      return ofJpeg(content);
    case "image/png":
      return ofPng(content);
    case "image/webp":
      return ofWebp(content);
    case "video/mp4":
    case "audio/mp4":
      return ofMp4(content);
    case "video/webm":
    case "audio/webm":
      return ofWebm(content);
    case "application/pdf":
    case "text/plain":
      return content;
  }
}

const ascii = (content: Uint8Array, from: number, length: number) =>
  String.fromCharCode(...content.subarray(from, from + length));

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Segments until the first scan; from there on as it is, until the end of the picture: what some phones put after it is left out. */
function ofJpeg(content: Uint8Array): Uint8Array | null {
  const parts: Uint8Array[] = [content.subarray(0, 2)];
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  let at = 2;
  let turned = false;
  while (at + 2 <= content.length) {
    if (content[at] !== 0xff) return null;
    const marker = content[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xd9) return joined([...parts, content.subarray(at, at + 2)]);
    if (at + 4 > content.length) break;
    const end = at + 2 + view.getUint16(at + 2);
    if (end > content.length || end < at + 4) return null;
    const segment = content.subarray(at, end);
    if (marker === 0xda) {
      const scan = scanEnd(content, end);
      parts.push(content.subarray(at, scan));
      at = scan;
      continue;
    }
    if (marker === 0xe1 && !turned) {
      const orientation = ascii(segment, 4, 6) === "Exif\0\0" ? orientationIn(segment.subarray(10)) : 1;
      if (orientation !== 1) {
        parts.push(orientationSegment(orientation));
        turned = true;
      }
    } else if (keepsSegment(marker, segment)) parts.push(segment);
    at = end;
  }
  // A picture whose last bytes were lost is shown as far as it goes.
  return parts.length > 1 ? joined(parts) : null;
}

/** All but APPn and comments; of those JFIF, the colours' profile and Adobe's, without which colours are wrong. */
function keepsSegment(marker: number, segment: Uint8Array): boolean {
  if (marker === 0xe0) return ascii(segment, 4, 5) === "JFIF\0";
  if (marker === 0xe2) return ascii(segment, 4, 12) === "ICC_PROFILE\0";
  if (marker === 0xee) return ascii(segment, 4, 5) === "Adobe";
  return !((marker >= 0xe0 && marker <= 0xef) || marker === 0xfe);
}

/** Where the bytes of a scan end: at the next marker that is neither a restart nor a stuffed byte. */
function scanEnd(content: Uint8Array, from: number): number {
  for (let at = content.indexOf(0xff, from); at !== -1 && at + 1 < content.length; at = content.indexOf(0xff, at + 1)) {
    const next = content[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return content.length;
}

/** From 1 to 8, as in Exif's tag 0x0112; 1 where nothing is said. */
function orientationIn(tiff: Uint8Array): number {
  if (tiff.length < 14) return 1;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const little = ascii(tiff, 0, 2) === "II";
  const first = view.getUint32(4, little);
  if (first + 2 > tiff.length) return 1;
  const entries = Math.min(view.getUint16(first, little), 200);
  for (let entry = 0; entry < entries; entry++) {
    const at = first + 2 + 12 * entry;
    if (at + 12 > tiff.length) return 1;
    if (view.getUint16(at, little) !== 0x0112) continue;
    const orientation = view.getUint16(at + 8, little);
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
  }
  return 1;
}

/** The smallest APP1 that says which way is up, and nothing else. */
function orientationSegment(orientation: number): Uint8Array {
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0];
  const tiff = [0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  return Uint8Array.from([0xff, 0xe1, 0, 2 + exif.length + tiff.length, ...exif, ...tiff]);
}

/** What a PNG needs to be shown as it was meant; text, times, Exif and whatever programs add for themselves is left out. */
const PNG_KEPT = new Set(
  "IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sRGB sBIT cICP mDCV cLLI bKGD pHYs acTL fcTL fdAT".split(" "),
);

function ofPng(content: Uint8Array): Uint8Array | null {
  const parts: Uint8Array[] = [content.subarray(0, 8)];
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  for (let at = 8; at + 12 <= content.length; ) {
    const end = at + 12 + view.getUint32(at);
    if (end > content.length) return null;
    const type = ascii(content, at + 4, 4);
    if (PNG_KEPT.has(type)) parts.push(content.subarray(at, end));
    if (type === "IEND") return joined(parts);
    at = end;
  }
  return null;
}

const WEBP_KEPT = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"]);

function ofWebp(content: Uint8Array): Uint8Array | null {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const parts: Uint8Array[] = [];
  for (let at = 12; at + 8 <= content.length; ) {
    const size = view.getUint32(at + 4, true);
    const end = at + 8 + size + (size % 2);
    if (at + 8 + size > content.length) return null;
    const type = ascii(content, at, 4);
    if (WEBP_KEPT.has(type)) {
      const chunk = content.slice(at, Math.min(end, content.length));
      // VP8X announces what follows: Exif (0x08) and XMP (0x04) no longer do.
      if (type === "VP8X") chunk[8] = (chunk[8] ?? 0) & ~0x0c;
      parts.push(chunk);
    }
    at = end;
  }
  if (parts.length === 0) return null;
  const body = joined(parts);
  const head = content.slice(0, 12);
  new DataView(head.buffer).setUint32(4, body.length + 4, true);
  return joined([head, body]);
}
