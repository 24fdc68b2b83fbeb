/*
 * Videos and recordings of phones say where they were made, with which device, when, and by whom; some keep the position of every second in a
 * track of its own. MP4 (ISO/IEC 14496-12, and what QuickTime adds to it); WebM (RFC 8794, RFC 9559).
 *
 * What is hidden is overwritten where it stands and called empty: nothing moves, so that every place a file points to stays right, and no picture
 * and no sound changes.
 */

interface Box {
  readonly type: string;
  readonly at: number;
  /** Where what it holds begins, and where it ends. */
  readonly body: number;
  readonly end: number;
}

/** What a container is made of and shows it by; whatever else is in one is emptied. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  "": "ftyp styp sidx ssix moov moof mdat mfra pdin wide prft emsg".split(" "),
  moov: "mvhd trak mvex iods".split(" "),
  trak: "tkhd edts mdia tref tapt".split(" "),
  mdia: "mdhd hdlr minf elng".split(" "),
  moof: "mfhd traf".split(" "),
  traf: "tfhd tfdt trun sbgp sgpd subs saiz saio sdtp senc".split(" "),
};
const HEADERS = new Set(["mvhd", "tkhd", "mdhd"]);
/** Pictures and sound; a track of anything else may be of positions. */
const SEEN_OR_HEARD = new Set(["vide", "soun"]);

const ascii = (content: Uint8Array, from: number, length: number) =>
  String.fromCharCode(...content.subarray(from, from + length));

/** @returns null where boxes do not fit into one another */
function boxesIn(content: Uint8Array, from: number, until: number): readonly Box[] | null {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const boxes: Box[] = [];
  for (let at = from; at < until; ) {
    // QuickTime ends some lists with four zeros.
    if (until - at < 8) return content.subarray(at, until).every((byte) => byte === 0) ? boxes : null;
    const said = view.getUint32(at);
    const long = said === 1;
    if (long && until - at < 16) return null;
    const size = said === 0 ? until - at : long ? Number(view.getBigUint64(at + 8)) : said;
    const body = at + (long ? 16 : 8);
    if (at + size > until || at + size < body) return null;
    boxes.push({ type: ascii(content, at + 4, 4), at, body, end: at + size });
    at += size;
  }
  return boxes;
}

/** An MP4, of pictures or of sound, without what it hides; null where it is not built as one. */
export function ofMp4(sent: Uint8Array): Uint8Array | null {
  const content = sent.slice();
  const top = boxesIn(content, 0, content.length);
  if (top === null || !top.some(({ type }) => type === "moov")) return null;
  return emptied(content, "", 0, content.length) ? content : null;
}

function emptied(content: Uint8Array, within: string, from: number, until: number): boolean {
  const boxes = boxesIn(content, from, until);
  if (boxes === null) return false;
  const kept = KEPT[within] ?? [];
  for (const box of boxes) {
    if (!kept.includes(box.type)) empty(content, box);
    else if (HEADERS.has(box.type)) withoutTimes(content, box);
    else if (box.type === "hdlr") content.fill(0, Math.min(box.body + 12, box.end), box.end);
    else if (box.type === "trak" && !isSeenOrHeard(content, box)) {
      if (!emptySamples(content, box)) return false;
      empty(content, box);
    } else if (Object.hasOwn(KEPT, box.type) && !emptied(content, box.type, box.body, box.end)) return false;
  }
  return true;
}

/** `free` is a box that whoever reads the file steps over. */
function empty(content: Uint8Array, { at, body, end }: Box): void {
  content.set([0x66, 0x72, 0x65, 0x65], at + 4);
  content.fill(0, body, end);
}

/** When it was made and changed: two times of four bytes, or of eight in version 1. */
function withoutTimes(content: Uint8Array, { body, end }: Box): void {
  content.fill(0, body + 4, Math.min(end, body + (content[body] === 1 ? 20 : 12)));
}

function find(content: Uint8Array, within: Box, ...path: readonly string[]): Box | undefined {
  let box: Box | undefined = within;
  for (const type of path) box = box && boxesIn(content, box.body, box.end)?.find((each) => each.type === type);
  return box;
}

function isSeenOrHeard(content: Uint8Array, trak: Box): boolean {
  const handler = find(content, trak, "mdia", "hdlr");
  return handler !== undefined && SEEN_OR_HEARD.has(ascii(content, handler.body + 8, 4));
}

/** Overwrites what a track points to. @returns whether it could be told */
function emptySamples(content: Uint8Array, trak: Box): boolean {
  const table = (type: string) => find(content, trak, "mdia", "minf", "stbl", type);
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const [sizes, chunks, short, long] = [table("stsz"), table("stsc"), table("stco"), table("co64")];
  const offsets = short ?? long;
  if (sizes === undefined || chunks === undefined || offsets === undefined) return false;
  const rows = (box: Box, head: number, width: number) => {
    const count = box.body + head > box.end ? -1 : view.getUint32(box.body + head - 4);
    return count < 0 || box.body + head + count * width > box.end ? null : count;
  };
  const one = view.getUint32(sizes.body + 4);
  const samples = one === 0 ? rows(sizes, 12, 4) : view.getUint32(sizes.body + 8);
  const runs = rows(chunks, 8, 12);
  const places = rows(offsets, 8, short === undefined ? 8 : 4);
  // Without samples here they are in fragments, where whose they are is not told so simply.
  if (samples === null || runs === null || places === null || samples === 0 || runs === 0) return false;
  let sample = 0;
  let run = 0;
  let emptiedBytes = 0;
  const first = (at: number) => view.getUint32(chunks.body + 8 + 12 * at);
  for (let chunk = 0; chunk < places && sample < samples; chunk++) {
    while (run + 1 < runs && first(run + 1) <= chunk + 1) run++;
    const place = offsets.body + 8;
    let at = short === undefined ? Number(view.getBigUint64(place + 8 * chunk)) : view.getUint32(place + 4 * chunk);
    for (let left = view.getUint32(chunks.body + 12 + 12 * run); left > 0 && sample < samples; left--, sample++) {
      const size = one === 0 ? view.getUint32(sizes.body + 12 + 4 * sample) : one;
      emptiedBytes += size;
      // Samples do not lie on one another: a file that says so is built to keep us busy.
      if (at + size > content.length || emptiedBytes > content.length) return false;
      content.fill(0, at, at + size);
      at += size;
    }
  }
  return sample === samples;
}

/** Level by level, elements of a WebM that may be there; what else there is becomes a Void of the same length. */
const SEGMENT = 0x18538067;
const CLUSTER = 0x1f43b675;
const INFO = 0x1549a966;
const TRACKS = 0x1654ae6b;
const TRACK = 0xae;
const WEBM_KEPT: Readonly<Record<number, ReadonlySet<number>>> = {
  0: new Set([0x1a45dfa3, SEGMENT]),
  // Where to look, the clock, the tracks, pictures and sound, and where to seek to: no tags, no chapters, nothing attached.
  [SEGMENT]: new Set([0x114d9b74, INFO, TRACKS, CLUSTER, 0x1c53bb6b]),
  // The unit of time, how long it is, and by what it was written, whose words are emptied. No title, no date, no name of a file.
  [INFO]: new Set([0x2ad7b1, 0x4489, 0x4d80, 0x5741]),
  [TRACKS]: new Set([TRACK]),
};
/** Of a track: what it is called. */
const TRACK_NAME = 0x536e;
const WORDS = new Set([0x4d80, 0x5741]);
/** Of a cluster: what has an unknown length ends where none of these follows. */
const OF_A_CLUSTER = new Set([0xe7, 0xa7, 0xab, 0xa3, 0xa0, 0xaf, 0xec, 0xbf, 0x5854]);
const VOID = 0xec;

interface Element {
  readonly id: number;
  readonly at: number;
  readonly body: number;
  readonly end: number;
}

/** @returns null where there is no element */
function elementAt(content: Uint8Array, at: number, until: number): Element | null {
  const first = content[at] ?? 0;
  const idBytes = Math.clz32(first) - 23;
  if (first === 0 || idBytes > 4 || at + idBytes >= until) return null;
  let id = 0;
  for (let byte = 0; byte < idBytes; byte++) id = id * 256 + (content[at + byte] ?? 0);
  const lead = content[at + idBytes] ?? 0;
  const sizeBytes = Math.clz32(lead) - 23;
  const body = at + idBytes + sizeBytes;
  if (lead === 0 || sizeBytes > 8 || body > until) return null;
  let size = lead & (0xff >> sizeBytes);
  let unknown = size === 0xff >> sizeBytes;
  for (let byte = 1; byte < sizeBytes; byte++) {
    const next = content[at + idBytes + byte] ?? 0;
    size = size * 256 + next;
    unknown &&= next === 0xff;
  }
  if (!unknown) return body + size > until ? null : { id, at, body, end: body + size };
  if (id === SEGMENT) return { id, at, body, end: until };
  return id === CLUSTER ? { id, at, body, end: clusterEnd(content, body, until) } : null;
}

function clusterEnd(content: Uint8Array, from: number, until: number): number {
  let at = from;
  while (at < until) {
    const element = elementAt(content, at, until);
    if (element === null || !OF_A_CLUSTER.has(element.id)) break;
    at = element.end;
  }
  return at;
}

/** A WebM, of pictures or of sound, without what it hides; null where it is not built as one. */
export function ofWebm(sent: Uint8Array): Uint8Array | null {
  const content = sent.slice();
  return voided(content, 0, 0, content.length) ? content : null;
}

function voided(content: Uint8Array, within: number, from: number, until: number): boolean {
  const kept = WEBM_KEPT[within];
  for (let at = from; at < until; ) {
    const element = elementAt(content, at, until);
    // A recording that was cut off is shown as far as it goes; what is left of its last piece is no element any more.
    if (element === null) return within === SEGMENT && at > from && content.fill(0, at, until).length > 0;
    const { id, body, end } = element;
    const goes = within === TRACK ? id === TRACK_NAME : kept?.has(id) === false;
    if (goes || id === VOID) leaveEmpty(content, element);
    else if (WORDS.has(id)) content.fill(0x20, body, end);
    else if (id === TRACK || WEBM_KEPT[id] !== undefined) if (!voided(content, id, body, end)) return false;
    at = end;
  }
  return true;
}

function leaveEmpty(content: Uint8Array, { at, end }: Element): void {
  content.fill(0, at, end);
  content[at] = VOID;
  const length = end - at;
  if (length < 9) {
    content[at + 1] = 0x80 | (length - 2);
    return;
  }
  content[at + 1] = 0x01;
  // Seven bytes of length; a file has fewer than four billion.
  new DataView(content.buffer, content.byteOffset).setUint32(at + 5, length - 9);
}
