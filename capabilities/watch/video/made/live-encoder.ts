import type { Frame } from "node-av/lib";
import { beginningOf, fragmentOf, parameterSetsOf, unitsOf } from "./fragmented-mp4.ts";
import { H264Encoder } from "./h264.ts";

/** Small, and good enough to see what happens. */
const CRF = 26;
const PICTURES_PER_SECOND = 12;
/** A key frame every two seconds, and whenever somebody comes. */
const GOP = 24;

export interface LivePart {
  readonly beginning: boolean;
  readonly key: boolean;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Pictures as they come to fragmented MP4. A picture of another size begins anew. */
export class LiveEncoder implements Disposable {
  #encoder: { readonly h264: H264Encoder; readonly width: number; readonly height: number } | undefined;
  #begun = false;
  #sequence = 0;
  #lastMs = -1;

  /** @param seconds of its stamp; @param key somebody waits for a picture to begin with */
  async encode(picture: Frame, seconds: number, key: boolean): Promise<LivePart[]> {
    const { width, height } = picture;
    if (this.#encoder === undefined || this.#encoder.width !== width || this.#encoder.height !== height) {
      this[Symbol.dispose]();
      const h264 = await H264Encoder.open({
        width,
        height,
        crf: CRF,
        picturesPerSecond: PICTURES_PER_SECOND,
        gop: GOP,
        live: true,
      });
      if (h264 === undefined) return [];
      this.#encoder = { h264, width, height };
    }
    const ms = Math.max(this.#lastMs + 1, Math.round(1000 * seconds));
    const durationSeconds = this.#lastMs < 0 ? 1 / PICTURES_PER_SECOND : Math.min(1, (ms - this.#lastMs) / 1000);
    this.#lastMs = ms;
    picture.pts = BigInt(ms);
    const parts: LivePart[] = [];
    for (const packet of await this.#encoder.h264.encode(picture, key)) {
      const units = unitsOf(packet.data ?? new Uint8Array(0));
      const sets = parameterSetsOf(units);
      if (!this.#begun && sets !== undefined) {
        this.#begun = true;
        parts.push({ beginning: true, key: true, bytes: beginningOf({ width, height, ...sets }) });
      }
      const sample = { seconds: Number(packet.pts) / 1000, durationSeconds, key: packet.isKeyframe, units };
      if (this.#begun) parts.push({ beginning: false, key: sample.key, bytes: fragmentOf(sample, ++this.#sequence) });
      packet.free();
    }
    return parts;
  }

  [Symbol.dispose](): void {
    this.#encoder?.h264[Symbol.dispose]();
    this.#encoder = undefined;
    this.#begun = false;
  }
}
