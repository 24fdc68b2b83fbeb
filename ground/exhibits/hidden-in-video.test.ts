import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withoutHiddenData } from "./hidden-data.ts";

const text = (of: string) => [...new TextEncoder().encode(of)];
const four = (value: number) => [value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255];
const said = (content: Uint8Array | null) => new TextDecoder("latin1").decode(content ?? new Uint8Array());
const SEED = { seed: 20_260_726 };

const box = (type: string, ...bodies: readonly (readonly number[])[]): number[] => {
  const body = bodies.flat();
  return [...four(body.length + 8), ...text(type), ...body];
};
const TIMES = [0, 0, 0, 0, ...text("TIME"), ...text("TIME")];
const hdlr = (type: string) =>
  box("hdlr", four(0), four(0), text(type), text("appl"), four(0), four(0), text("Jeanne's\0"));
interface Samples {
  readonly size: number;
  readonly count: number;
  readonly places: readonly number[];
}
const stbl = ({ size, count, places }: Samples) =>
  box(
    "stbl",
    box("stsd", four(0), four(0)),
    box("stsc", four(0), four(1), four(1), four(1), four(1)),
    box("stsz", four(0), four(size), four(count)),
    box("stco", four(0), four(places.length), ...places.map(four)),
  );
const trak = (type: string, samples: Samples) =>
  box(
    "trak",
    box("tkhd", TIMES, text("turned")),
    box("mdia", box("mdhd", TIMES), hdlr(type), box("minf", stbl(samples))),
    box("udta", text("name of Jeanne's phone")),
  );
const FTYP = box("ftyp", text("isom"), four(0));
/** The media first, so that what the tracks point to does not depend on how long they are. */
const MDAT = box("mdat", text("PICTURE1"), text("GPS48.86"), text("PICTURE2"), text("GPS48.87"));
const [first, second, third, fourth] = [8, 16, 24, 32].map((at) => FTYP.length + at);
const places = (...of: readonly (number | undefined)[]) => of.map((at) => at ?? 0);
const mp4 = (positions: Samples = { size: 8, count: 2, places: places(second, fourth) }) =>
  Uint8Array.from([
    ...FTYP,
    ...MDAT,
    ...box(
      "moov",
      box("mvhd", TIMES, text("rate")),
      trak("vide", { size: 8, count: 2, places: places(first, third) }),
      trak("mdta", positions),
      box("udta", box("\xa9xyz", text("+48.8617+002.2885/"))),
      box("meta", text("iPhone of Jeanne")),
    ),
    ...box("uuid", text("XMP of Jeanne")),
  ]);

describe("what a video hides", () => {
  it("is emptied where it stands: place, device, times, names, and a track of positions; the pictures stay where they are", () => {
    const sent = mp4();
    for (const type of ["video/mp4", "audio/mp4"] as const) {
      const kept = withoutHiddenData(type, sent);
      expect(kept?.length).toBe(sent.length);
      expect(said(kept)).not.toMatch(/Jeanne|48\.8|GPS|TIME|appl|iPhone|XMP/);
      expect(said(kept?.subarray(first, (third ?? 0) + 8) ?? null)).toBe(`PICTURE1${"\0".repeat(8)}PICTURE2`);
      for (const stays of ["mvhd", "rate", "tkhd", "turned", "vide", "stbl"]) expect(said(kept)).toContain(stays);
      expect(said(kept)).not.toMatch(/udta|meta|uuid|mdta/);
      // What was cleaned is clean, and what was sent is not touched.
      expect(withoutHiddenData(type, kept ?? new Uint8Array())).toEqual(kept);
      expect(sent).toEqual(mp4());
    }
  });

  it("cannot be told where it is not built as it says: it is refused then", () => {
    const refused = (content: Uint8Array) => expect(withoutHiddenData("video/mp4", content)).toBeNull();
    refused(Uint8Array.from(FTYP));
    refused(mp4().subarray(0, mp4().length - 3));
    // Positions in fragments, beyond the end, and so many of one place that looking at them would take for ever.
    refused(mp4({ size: 8, count: 0, places: [] }));
    refused(mp4({ size: 8, count: 2, places: places(second, 9_999) }));
    refused(mp4({ size: 400, count: 0xffff_ffff, places: Array.from({ length: 50 }, () => 0) }));
  });

  it("never throws, and changes no length, whatever is sent", () => {
    const whole = mp4();
    const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 12 });
    fc.assert(
      fc.property(changes, fc.constantFrom(whole, webm(true), webm(false)), (made, of) => {
        const content = of.slice();
        for (const [at, byte] of made) if (at < content.length) content[at] = byte;
        const type = of === whole ? "video/mp4" : "video/webm";
        const kept = withoutHiddenData(type, content);
        if (kept !== null) expect(kept.length).toBe(content.length);
      }),
      { ...SEED, numRuns: 2000 },
    );
  });
});

const element = (id: readonly number[], ...bodies: readonly (readonly number[])[]): number[] => {
  const body = bodies.flat();
  return [...id, 0x40 | (body.length >> 8), body.length & 255, ...body];
};
const endless = (id: readonly number[], ...bodies: readonly (readonly number[])[]) => [
  ...id,
  ...[0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
  ...bodies.flat(),
];
/** @param open as a browser records it, with lengths that nobody knew yet */
function webm(open: boolean): Uint8Array {
  const long = open ? endless : element;
  const info = element(
    [0x15, 0x49, 0xa9, 0x66],
    element([0x2a, 0xd7, 0xb1], [15, 66, 64]),
    element([0x44, 0x61], text("DATE1234")),
    element([0x7b, 0xa9], text("by Jeanne")),
    element([0x57, 0x41], text("Phone 15")),
  );
  const track = element(
    [0xae],
    element([0xd7], [1]),
    element([0x53, 0x6e], text("Jeanne's camera")),
    element([0x86], text("V_VP9")),
  );
  const tracks = element([0x16, 0x54, 0xae, 0x6b], track);
  const cluster = (picture: string) =>
    long([0x1f, 0x43, 0xb6, 0x75], element([0xe7], [0]), element([0xa3], text(picture)));
  const tags = element([0x12, 0x54, 0xc3, 0x67], text("LOCATION +48.8617"));
  const attached = element([0x19, 0x41, 0xa4, 0x69], text("a photo of Jeanne"));
  return Uint8Array.from([
    ...element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], text("webm"))),
    ...long([0x18, 0x53, 0x80, 0x67], info, tracks, cluster("PICTURE1"), cluster("PICTURE2"), tags, attached),
  ]);
}

describe("what a WebM hides", () => {
  it.each([true, false])("is emptied where it stands, also where its lengths are open (%s)", (open) => {
    const sent = webm(open);
    for (const type of ["video/webm", "audio/webm"] as const) {
      const kept = withoutHiddenData(type, sent);
      expect(kept?.length).toBe(sent.length);
      expect(said(kept)).not.toMatch(/Jeanne|48\.8|DATE|Phone|LOCATION/);
      for (const stays of ["webm", "V_VP9", "PICTURE1", "PICTURE2"]) expect(said(kept)).toContain(stays);
      expect(said(kept).indexOf("PICTURE2")).toBe(said(sent).indexOf("PICTURE2"));
      expect(withoutHiddenData(type, kept ?? new Uint8Array())).toEqual(kept);
    }
  });

  it("that was cut off is kept as far as it goes, without the rest", () => {
    const sent = webm(true);
    const kept = withoutHiddenData("video/webm", sent.subarray(0, sent.length - 5));
    expect(said(kept)).toContain("PICTURE2");
    expect(said(kept)).not.toMatch(/Jeanne|48\.8/);
    expect(withoutHiddenData("video/webm", Uint8Array.from([0x1a, 0x45, 0xdf, 0xa3, 0, 0]))).toBeNull();
  });
});
