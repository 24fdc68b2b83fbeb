import {
  AV_CODEC_ID_AV1,
  AV_CODEC_ID_H264,
  AV_CODEC_ID_VP9,
  AV_PIX_FMT_YUV420P,
  AV_PIX_FMT_YUVJ420P,
  type AVCodecID,
} from "node-av/constants";
import {
  CodecParameters,
  FormatContext,
  IOContext,
  OutputFormat,
  type Packet,
  Rational,
  type Stream,
} from "node-av/lib";

/** What came before and what follows, kept so that a clip shows how it came about. */
const KEEP_SECONDS = 11;
/** A camera with few key frames must not fill the memory. */
const KEEP_BYTES = 12_000_000;

/** The last seconds of a stream as it was coded: nothing is encoded until somebody needs to see it, and mostly not even then. */
export class PacketRing implements Disposable {
  #packets: { readonly packet: Packet; readonly seconds: number; readonly bytes: number; readonly key: boolean }[] = [];
  #bytes = 0;

  /** Keeps a reference to the packet; the caller may go on to use its own. */
  add(packet: Packet, seconds: number): void {
    const copy = packet.clone();
    if (copy === null) return;
    this.#packets.push({ packet: copy, seconds, bytes: packet.size, key: packet.isKeyframe });
    this.#bytes += packet.size;
    for (;;) {
      // Whole groups of pictures go, so that what is kept always begins with a key frame.
      const next = this.#packets.findIndex(({ key }, index) => index > 0 && key);
      const atNext = this.#packets[next];
      if (atNext === undefined || (this.#bytes <= KEEP_BYTES && atNext.seconds > seconds - KEEP_SECONDS)) break;
      this.#drop(next);
    }
    if (this.#bytes > 2 * KEEP_BYTES) this.#drop(this.#packets.length);
  }

  /** What there is from the last key frame before this second on, or undefined when there is nothing to show. */
  since(seconds: number, stream: Stream): KeptPackets | undefined {
    const before = this.#packets.findLastIndex((each) => each.key && each.seconds <= seconds);
    const first = before < 0 ? this.#packets.findIndex(({ key }) => key) : before;
    const copies = first < 0 ? [] : this.#packets.slice(first).map(({ packet }) => packet.clone());
    const packets = copies.filter((packet) => packet !== null);
    return packets.length === 0 ? undefined : new KeptPackets(packets, stream);
  }

  [Symbol.dispose](): void {
    this.#drop(this.#packets.length);
  }

  #drop(count: number): void {
    for (const { packet, bytes } of this.#packets.splice(0, count)) {
      this.#bytes -= bytes;
      packet.free();
    }
  }
}

/** Packets of one stream from a key frame on, and all that is needed to read them when the stream is closed already. */
export class KeptPackets implements Disposable {
  readonly packets: readonly Packet[];
  readonly parameters = new CodecParameters();
  readonly timeBase: { readonly num: number; readonly den: number };
  readonly isPlayable: boolean;

  /** @param packets become its own */
  constructor(packets: readonly Packet[], stream: Stream) {
    this.packets = packets;
    this.parameters.alloc();
    stream.codecpar.copy(this.parameters);
    this.timeBase = { num: stream.timeBase.num, den: stream.timeBase.den };
    this.isPlayable = isPlayable(stream);
  }

  [Symbol.dispose](): void {
    for (const packet of this.packets) packet.free();
    this.parameters.free();
  }
}

const PLAYABLE: readonly AVCodecID[] = [AV_CODEC_ID_H264, AV_CODEC_ID_VP9, AV_CODEC_ID_AV1];

/** What Chromium and Firefox show inside an MP4 without asking the operating system for a decoder. */
function isPlayable({ codecpar }: Stream): boolean {
  const format = codecpar.format;
  const plain = format === AV_PIX_FMT_YUV420P || format === AV_PIX_FMT_YUVJ420P;
  return plain && PLAYABLE.includes(codecpar.codecId);
}

/** Small, since node-av 6.1 frees an IOContext and not its buffer: with 64 kB, ten hours of signals left 60 MB behind. */
const IO_BYTES = 4096;

/** Puts packets into a fragmented MP4, their time beginning at 0. */
export async function muxed(
  packets: readonly Packet[],
  parameters: CodecParameters,
  timeBase: { readonly num: number; readonly den: number },
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const parts: Buffer[] = [];
  const output = new FormatContext();
  const io = new IOContext();
  try {
    output.allocOutputContext2(OutputFormat.guessFormat("mp4", null, null), "mp4", null);
    io.allocContextWithCallbacks(IO_BYTES, 1, null, (part) => {
      parts.push(Buffer.from(part));
      return part.length;
    });
    output.pb = io;
    const stream = output.newStream(null);
    if (parameters.copy(stream.codecpar) < 0) return undefined;
    stream.codecpar.codecTag = 0;
    stream.timeBase = new Rational(timeBase.num, timeBase.den);
    output.setOption("movflags", "frag_keyframe+empty_moov+default_base_moof");
    if ((await output.writeHeader()) < 0) return undefined;
    const origin = packets.reduce(
      (least, { dts, pts }) => (known(dts, pts) < least ? known(dts, pts) : least),
      known(packets[0]?.dts ?? 0n, packets[0]?.pts ?? 0n),
    );
    let last = -1n;
    for (const original of packets) {
      using packet = original.clone();
      if (packet === null) continue;
      const dts = known(packet.dts, packet.pts) - origin;
      packet.dts = dts > last ? dts : last + 1n;
      packet.pts =
        packet.pts < NO_STAMP ? packet.dts : packet.pts - origin < packet.dts ? packet.dts : packet.pts - origin;
      last = packet.dts;
      packet.streamIndex = 0;
      packet.rescaleTs({ num: timeBase.num, den: timeBase.den }, stream.timeBase);
      if ((await output.writeFrame(packet)) < 0) return undefined;
    }
    await output.writeTrailer();
    await io.flush();
    return parts.length === 0 ? undefined : Uint8Array.from(Buffer.concat(parts));
  } finally {
    output.pb = null;
    io.freeContext();
    output.freeContext();
  }
}

const NO_STAMP = -0x7fffffffffffffffn;

const known = (dts: bigint, pts: bigint): bigint => (dts > NO_STAMP ? dts : pts > NO_STAMP ? pts : 0n);
