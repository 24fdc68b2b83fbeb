import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withoutHiddenData } from "./hidden-data.ts";

const text = (of: string) => [...new TextEncoder().encode(of)];
const bytes = (...parts: readonly (readonly number[])[]) => Uint8Array.from(parts.flat());
const said = (content: Uint8Array | null) => new TextDecoder("latin1").decode(content ?? new Uint8Array());
const segment = (marker: number, body: readonly number[]) => [
  0xff,
  marker,
  (body.length + 2) >> 8,
  (body.length + 2) & 255,
  ...body,
];

/** Exif with an orientation and a GPS position, little-endian as phones write it. */
const exif = (orientation: number) => [
  ...text("Exif\0\0II*\0\x08\0\0\0"),
  ...[2, 0],
  ...[0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0],
  ...[0x25, 0x88, 4, 0, 1, 0, 0, 0, 0, 0, 0, 0],
  ...[0, 0, 0, 0],
  ...text("GPS 48.8617 N, a phone of Jeanne's"),
];
const SCAN = [...segment(0xda, [1, 1, 0, 0, 63, 0]), 0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56];
const jpeg = (orientation: number) =>
  bytes(
    [0xff, 0xd8],
    segment(0xe0, text("JFIF\0....")),
    segment(0xe1, exif(orientation)),
    segment(0xe1, text("http://ns.adobe.com/xap/1.0/\0 by Jeanne")),
    segment(0xed, text("Photoshop 3.0 Jeanne")),
    segment(0xfe, text("a comment of Jeanne's")),
    segment(0xe2, text("ICC_PROFILE\0colours")),
    segment(0xdb, [1, 2, 3]),
    SCAN,
    [0xff, 0xd9],
    text("a second picture of Jeanne"),
  );

describe("what a picture hides", () => {
  it("is left out of a JPEG; its colours, its scan and which way is up stay", () => {
    const kept = withoutHiddenData("image/jpeg", jpeg(6));
    expect(said(kept)).not.toMatch(/Jeanne|GPS/);
    expect(said(kept)).toContain("JFIF");
    expect(said(kept)).toContain("ICC_PROFILE");
    expect(said(kept)).toContain(said(bytes(SCAN, [0xff, 0xd9])));
    expect(said(kept)).toContain(said(bytes([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6])));
    // What is upright says nothing at all, and what was cleaned is clean.
    expect(said(withoutHiddenData("image/jpeg", jpeg(1)))).not.toContain("Exif");
    expect(withoutHiddenData("image/jpeg", kept ?? new Uint8Array())).toEqual(kept);
  });

  it("is left out of a PNG", () => {
    const chunk = (type: string, body: readonly number[]) => [0, 0, 0, body.length, ...text(type), ...body, 1, 2, 3, 4];
    const head = [0x89, ...text("PNG\r\n"), 0x1a, 0x0a];
    const picture = [chunk("IHDR", [1]), chunk("IDAT", [2, 3]), chunk("IEND", [])].flat();
    const hidden = [
      chunk("IHDR", [1]),
      chunk("tEXt", text("Jeanne")),
      chunk("eXIf", text("GPS")),
      chunk("IDAT", [2, 3]),
    ];
    const whole = bytes(head, hidden.flat(), chunk("IEND", []), text("Jeanne"));
    expect(withoutHiddenData("image/png", whole)).toEqual(bytes(head, picture));
    expect(withoutHiddenData("image/png", whole.subarray(0, 40))).toBeNull();
  });

  it("is left out of a WebP, and no longer announced", () => {
    const chunk = (type: string, body: readonly number[]) => [
      ...text(type),
      ...[body.length, 0, 0, 0],
      ...body,
      ...(body.length % 2 === 1 ? [0] : []),
    ];
    const parts = [
      chunk("VP8X", [0x1c, 0, 0, 0]),
      chunk("VP8 ", [1, 2, 3]),
      chunk("EXIF", text("Jeanne")),
      chunk("XMP ", [9]),
    ];
    const whole = bytes(text("RIFF"), [200, 0, 0, 0], text("WEBP"), parts.flat());
    const kept = [chunk("VP8X", [0x10, 0, 0, 0]), chunk("VP8 ", [1, 2, 3])].flat();
    expect(withoutHiddenData("image/webp", whole)).toEqual(
      bytes(text("RIFF"), [kept.length + 4, 0, 0, 0], text("WEBP"), kept),
    );
  });

  it("is not looked for in what is no picture, and no file is too strange to look at", () => {
    const note = Uint8Array.from(text("a note"));
    expect(withoutHiddenData("text/plain", note)).toBe(note);
    const types = ["image/jpeg", "image/png", "image/webp"] as const;
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.uint8Array({ maxLength: 300 }), (type, content) => {
        const kept = withoutHiddenData(type, content);
        expect(kept === null || kept.length <= content.length + 36).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.nat(jpeg(6).length), fc.nat(255), (at, value) => {
        const broken = jpeg(6);
        broken[Math.max(2, at)] = value;
        withoutHiddenData("image/jpeg", broken.subarray(0, jpeg(6).length));
      }),
    );
  });
});
