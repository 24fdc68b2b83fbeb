/*
 * Fragmented MP4 (ISO/IEC 14496-12) of one H.264 track (14496-15), a fragment a picture: what Media Source Extensions take. FFmpeg's muxer writes
 * through a callback whose moment is its own; here a picture that went in comes out.
 */

type Bytes = Uint8Array<ArrayBuffer>;

/** Ticks a second of all stamps. */
const TIMESCALE = 90_000;

export interface TrackShape {
  readonly width: number;
  readonly height: number;
  /** Sequence and picture parameter set, without start codes. */
  readonly sps: Uint8Array;
  readonly pps: Uint8Array;
}

export interface Sample {
  readonly seconds: number;
  readonly durationSeconds: number;
  readonly key: boolean;
  readonly units: readonly Uint8Array[];
}

const NAL_SPS = 7;
const NAL_PPS = 8;

/** The NAL units between the start codes of Annex B of H.264. */
export function unitsOf(bytes: Uint8Array): Uint8Array[] {
  const starts: { readonly at: number; readonly unit: number }[] = [];
  for (let at = 0; at + 3 <= bytes.length; at++) {
    if (bytes[at] !== 0 || bytes[at + 1] !== 0 || bytes[at + 2] !== 1) continue;
    starts.push({ at: at > 0 && bytes[at - 1] === 0 ? at - 1 : at, unit: at + 3 });
    at += 2;
  }
  return starts.map(({ unit }, index) => bytes.subarray(unit, starts[index + 1]?.at ?? bytes.length));
}

/** The parameter sets among these units, if both are there. */
export function parameterSetsOf(units: readonly Uint8Array[]): Pick<TrackShape, "sps" | "pps"> | undefined {
  const sps = units.find((unit) => typeOf(unit) === NAL_SPS);
  const pps = units.find((unit) => typeOf(unit) === NAL_PPS);
  return sps === undefined || pps === undefined ? undefined : { sps, pps };
}

const typeOf = (unit: Uint8Array): number => (unit[0] ?? 0) & 31;

/** What a player must know before the first fragment. */
export function beginningOf({ width, height, sps, pps }: TrackShape): Bytes {
  const matrix = words(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
  const avcC = box(
    "avcC",
    Uint8Array.of(1, sps[1] ?? 0, sps[2] ?? 0, sps[3] ?? 0, 0xff, 0xe1),
    half(sps.length),
    sps,
    Uint8Array.of(1),
    half(pps.length),
    pps,
  );
  const avc1 = box(
    "avc1",
    words(0),
    half(0, 1, 0, 0),
    words(0, 0, 0),
    half(width, height),
    words(0x480000, 0x480000, 0),
    half(1),
    new Uint8Array(32),
    half(0x18, 0xffff),
    avcC,
  );
  const stbl = box(
    "stbl",
    full("stsd", 0, 0, words(1), avc1),
    full("stts", 0, 0, words(0)),
    full("stsc", 0, 0, words(0)),
    full("stsz", 0, 0, words(0, 0)),
    full("stco", 0, 0, words(0)),
  );
  const minf = box(
    "minf",
    full("vmhd", 0, 1, half(0, 0, 0, 0)),
    box("dinf", full("dref", 0, 0, words(1), full("url ", 0, 1))),
    stbl,
  );
  const mdia = box(
    "mdia",
    full("mdhd", 0, 0, words(0, 0, TIMESCALE, 0), half(0x55c4, 0)),
    full("hdlr", 0, 0, words(0), text("vide"), words(0, 0, 0), text("camera\0")),
    minf,
  );
  const tkhd = full(
    "tkhd",
    0,
    3,
    words(0, 0, 1, 0, 0, 0, 0),
    half(0, 0, 0, 0),
    matrix,
    words(width << 16, height << 16),
  );
  const moov = box(
    "moov",
    full(
      "mvhd",
      0,
      0,
      words(0, 0, TIMESCALE, 0, 0x10000),
      half(0x100, 0),
      words(0, 0),
      matrix,
      new Uint8Array(24),
      words(2),
    ),
    box("trak", tkhd, mdia),
    box("mvex", full("trex", 0, 0, words(1, 1, 0, 0, 0))),
  );
  return joined(box("ftyp", text("iso5"), words(0), text("iso5iso6mp41")), moov);
}

/** Parameter sets stand in the beginning and are left out. @param sequence from 1 */
export function fragmentOf(sample: Sample, sequence: number): Bytes {
  const units = sample.units.filter((unit) => unit.length > 0 && typeOf(unit) !== NAL_SPS && typeOf(unit) !== NAL_PPS);
  const data = joined(...units.flatMap((unit) => [words(unit.length), unit]));
  const ticks = BigInt(Math.max(0, Math.round(sample.seconds * TIMESCALE)));
  const time = words(Number(ticks >> 32n), Number(ticks & 0xffffffffn));
  const duration = Math.max(1, Math.round(sample.durationSeconds * TIMESCALE));
  // Depends on no other and is one to begin with; or depends on others and is none.
  const flags = sample.key ? 0x02000000 : 0x01010000;
  const moof = (offset: number): Bytes =>
    box(
      "moof",
      full("mfhd", 0, 0, words(sequence)),
      box(
        "traf",
        full("tfhd", 0, 0x020000, words(1)),
        full("tfdt", 1, 0, time),
        full("trun", 0, 0x000701, words(1, offset, duration, data.length, flags)),
      ),
    );
  return joined(moof(moof(0).length + 8), box("mdat", data));
}

function box(type: string, ...parts: readonly Uint8Array[]): Bytes {
  const content = joined(...parts);
  return joined(words(8 + content.length), text(type), content);
}

function full(type: string, version: number, flags: number, ...parts: readonly Uint8Array[]): Bytes {
  return box(type, words((version << 24) | flags), ...parts);
}

/** Four bytes each, the most significant first. */
function words(...values: readonly number[]): Bytes {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => {
    view.setUint32(4 * index, value >>> 0);
  });
  return bytes;
}

/** Two bytes each. */
function half(...values: readonly number[]): Bytes {
  return Uint8Array.from(values.flatMap((value) => [(value >> 8) & 255, value & 255]));
}

function text(value: string): Bytes {
  return Uint8Array.from(value, (letter) => letter.charCodeAt(0));
}

function joined(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
