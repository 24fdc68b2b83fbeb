import { describe, expect, it } from "vitest";
import { initialisationOf } from "./mp4.ts";

const ascii = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0));
const box = (type: string, ...content: readonly number[]) => {
  const size = content.length + 8;
  return [size >> 24, (size >> 16) & 255, (size >> 8) & 255, size & 255, ...ascii(type), ...content];
};
const ftyp = box("ftyp", ...ascii("isom"), 0, 0, 2, 0);
const moov = box("moov", ...box("trak", ...box("avcC", 1, 0x64, 0x00, 0x1f, 0xff)));

describe("what an MP4 begins with", () => {
  it("is complete with its moov, and names its coding", () => {
    const bytes = Uint8Array.from([...ftyp, ...moov, ...box("moof", 0)]);
    expect(initialisationOf(bytes)).toEqual({ end: ftyp.length + moov.length, codec: "avc1.64001f" });
  });
  it("is waited for, whatever the pieces it comes in", () => {
    const bytes = Uint8Array.from([...ftyp, ...moov]);
    for (let end = 0; end < bytes.length; end++) expect(initialisationOf(bytes.subarray(0, end))).toBeUndefined();
  });
  it("is found where the bytes lie inside of a larger buffer", () => {
    const larger = Uint8Array.from([9, 9, 9, ...ftyp, ...moov]);
    expect(initialisationOf(larger.subarray(3))?.codec).toBe("avc1.64001f");
  });
  it("says nothing of a coding that is not H.264", () => {
    expect(initialisationOf(Uint8Array.from([...ftyp, ...box("moov", ...box("trak"))]))?.codec).toBeNull();
  });
  it.each([
    ["a page", "<!doctype html><html>"],
    ["nothing but noughts", "\0\0\0\0\0\0\0\0\0\0"],
  ])("refuses %s", (_what, text) => {
    expect(initialisationOf(Uint8Array.from(ascii(text)))).toBeNull();
  });
});
