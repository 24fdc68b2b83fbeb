/**
 * A minimal MPEG transport stream (ISO/IEC 13818-1) of one H.264 video: program association and map tables, and one PES
 * packet a picture with its presentation time and the program clock. Enough for any player to join at a key frame.
 */

const packetBytes = 188;
const videoPid = 0x100;
const mapPid = 0x1000;
const h264StreamType = 0x1b;

export type TransportStream = {
  /** The packets of one picture: tables first when it is a key frame. `data` is an Annex B access unit. */
  picture(data: Uint8Array, presentationMs: number, key: boolean): Buffer;
};

export function transportStream(): TransportStream {
  const counters = new Map<number, number>();
  const next = (pid: number): number => {
    const count = counters.get(pid) ?? 0;
    counters.set(pid, (count + 1) & 15);
    return count;
  };

  /** A table in one packet: pointer field, section, stuffing. */
  const table = (pid: number, section: Buffer): Buffer => {
    const packet = Buffer.alloc(packetBytes, 0xff);
    packet.set([0x47, 0x40 | (pid >> 8), pid & 255, 0x10 | next(pid), 0]);
    packet.set(section, 5);
    return packet;
  };

  return {
    picture(data, presentationMs, key) {
      const packets: Buffer[] = key ? [table(0, association), table(mapPid, map)] : [];
      const clock = Math.round(presentationMs * 90);
      const pes = Buffer.concat([pesHeader(clock), accessUnitDelimiter, data]);
      for (let at = 0; at < pes.length; ) {
        const first = at === 0;
        // The first packet carries the program clock, a little ahead of the picture's own time.
        const adaptation = first ? clockField(clock, key) : Buffer.alloc(0);
        const room = packetBytes - 4 - adaptation.length;
        const left = pes.length - at;
        const packet = Buffer.alloc(packetBytes, 0xff);
        const field = left >= room ? adaptation : stuffed(adaptation, packetBytes - 4 - left);
        packet.set([
          0x47,
          (first ? 0x40 : 0) | (videoPid >> 8),
          videoPid & 255,
          (field.length ? 0x30 : 0x10) | next(videoPid),
        ]);
        packet.set(field, 4);
        const take = packetBytes - 4 - field.length;
        packet.set(pes.subarray(at, at + take), 4 + field.length);
        packets.push(packet);
        at += take;
      }
      return Buffer.concat(packets);
    },
  };
}

const accessUnitDelimiter = Buffer.from([0, 0, 0, 1, 0x09, 0xf0]);

function pesHeader(clock: number): Buffer {
  // Length 0: unbounded, as video may be. Only a presentation time: pictures come in order.
  return Buffer.from([0, 0, 1, 0xe0, 0, 0, 0x80, 0x80, 5, ...stamp(2, clock + preRoll)]);
}

/** How far presentation runs ahead of the program clock, in 90 kHz ticks. */
const preRoll = 9000;

/** A 33-bit time in five bytes, with the marker bits between. */
function stamp(prefix: number, ticks: number): number[] {
  const high = Math.floor(ticks / 2 ** 30) & 7;
  const middle = Math.floor(ticks / 2 ** 15) & 0x7fff;
  const low = ticks & 0x7fff;
  return [(prefix << 4) | (high << 1) | 1, middle >> 7, ((middle & 0x7f) << 1) | 1, low >> 7, ((low & 0x7f) << 1) | 1];
}

function clockField(ticks: number, key: boolean): Buffer {
  const base = ticks % 2 ** 33;
  return Buffer.from([
    7,
    0x10 | (key ? 0x40 : 0),
    Math.floor(base / 2 ** 25) & 255,
    Math.floor(base / 2 ** 17) & 255,
    Math.floor(base / 2 ** 9) & 255,
    Math.floor(base / 2) & 255,
    ((base & 1) << 7) | 0x7e,
    0,
  ]);
}

/** An adaptation field of exactly `bytes`, what it held first and stuffing after. */
function stuffed(field: Buffer, bytes: number): Buffer {
  const made = Buffer.alloc(bytes, 0xff);
  if (bytes === 0) return made;
  made[0] = bytes - 1;
  if (bytes > 1) {
    made[1] = 0;
    made.set(field.subarray(1), 1);
  }
  return made;
}

function section(tableId: number, body: readonly number[]): Buffer {
  const length = body.length + 9;
  const head = Buffer.from([tableId, 0xb0 | (length >> 8), length & 255, 0, 1, 0xc1, 0, 0, ...body]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32Mpeg(head));
  return Buffer.concat([head, check]);
}

/** CRC-32/MPEG-2: polynomial 0x04c11db7, not reflected (annex A). */
function crc32Mpeg(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  return crc >>> 0;
}

const association = section(0, [0, 1, 0xe0 | (mapPid >> 8), mapPid & 255]);
const map = section(2, [
  0xe0 | (videoPid >> 8),
  videoPid & 255,
  0xf0,
  0,
  h264StreamType,
  0xe0 | (videoPid >> 8),
  videoPid & 255,
  0xf0,
  0,
]);
