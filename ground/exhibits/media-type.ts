import type { Exhibit } from "@cordon/kernel";

/** What may be sent, and what it is as an exhibit. No SVG, no HTML: nothing that can run as a page. */
const ROLES = {
  "image/jpeg": "still",
  "image/png": "still",
  "image/webp": "still",
  "video/mp4": "clip",
  "video/webm": "clip",
  "audio/mp4": "file",
  "audio/webm": "file",
  "application/pdf": "file",
  "text/plain": "file",
} as const satisfies Record<string, Exhibit["role"]>;

export type UploadType = keyof typeof ROLES;

export const UPLOAD_TYPES: readonly string[] = Object.keys(ROLES);

export function isUploadType(mediaType: string): mediaType is UploadType {
  return Object.hasOwn(ROLES, mediaType);
}

export function roleOfType(mediaType: string): Exhibit["role"] {
  return isUploadType(mediaType) ? ROLES[mediaType] : "file";
}

const ascii = (content: Uint8Array, from: number, until: number) =>
  String.fromCharCode(...content.subarray(from, until));

/**
 * Whether the content begins as files of its type do (the signatures of the WHATWG MIME Sniffing standard), so that what is called a picture is
 * one. It does not prove that the rest of the file is in order.
 */
export function beginsAs(mediaType: UploadType, content: Uint8Array): boolean {
  switch (mediaType) {
    case "image/jpeg":
      return content[0] === 0xff && content[1] === 0xd8 && content[2] === 0xff;
    case "image/png":
      return content[0] === 0x89 && ascii(content, 1, 8) === "PNG\r\n\x1a\n";
    case "image/webp":
      return ascii(content, 0, 4) === "RIFF" && ascii(content, 8, 12) === "WEBP";
    case "video/mp4":
    case "audio/mp4":
      return ascii(content, 4, 8) === "ftyp";
    case "video/webm":
    case "audio/webm":
      return content[0] === 0x1a && content[1] === 0x45 && content[2] === 0xdf && content[3] === 0xa3;
    case "application/pdf":
      return ascii(content, 0, 5) === "%PDF-";
    case "text/plain":
      return isText(content);
  }
}

function isText(content: Uint8Array): boolean {
  if (content.includes(0)) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(content);
    return true;
  } catch {
    return false;
  }
}
