/** The pictures of a scene one after the other, as drawn or as a camera's H.264 leaves of them; and the same as a video. */
import type { Picture, Scene } from "../scene/words.ts";
import { createDecoder } from "./decoder.ts";
import { createEncoder, quietFfmpeg } from "./encoder.ts";
import { transportStream } from "./transport-stream.ts";

export type Stretch = {
  readonly fromSeconds?: number;
  readonly untilSeconds: number;
  /** 10 when not given. */
  readonly picturesPerSecond?: number;
  /** Pictures are encoded with this many bits a second and decoded again; not at all when not given. */
  readonly bitsPerSecond?: number;
};

function* times({ fromSeconds = 0, untilSeconds, picturesPerSecond = 10 }: Stretch): Generator<number> {
  const count = Math.floor((untilSeconds - fromSeconds) * picturesPerSecond + 1e-6);
  for (let index = 0; index < count; index++) yield fromSeconds + index / picturesPerSecond;
}

/** Each picture is valid until the next is asked for. */
export function* film(scene: Scene, stretch: Stretch): Generator<Picture, void, undefined> {
  if (stretch.bitsPerSecond === undefined) {
    for (const seconds of times(stretch)) yield scene.picture(seconds);
    return;
  }
  quietFfmpeg();
  const { widthPx, heightPx } = scene;
  using encoder = createEncoder(widthPx, heightPx, stretch.picturesPerSecond ?? 10, stretch.bitsPerSecond);
  using decoder = createDecoder(widthPx, heightPx);
  const yuv = new Uint8ClampedArray((widthPx * heightPx * 3) / 2);
  const luma = {
    pixels: new Uint8Array(yuv.buffer, 0, widthPx * heightPx),
    width: widthPx,
    height: heightPx,
    stride: widthPx,
  };
  for (const seconds of times(stretch)) {
    const picture = scene.picture(seconds);
    let came = false;
    for (const { data } of encoder.encode(picture.yuv, (seconds - (stretch.fromSeconds ?? 0)) * 1000, false))
      came = decoder.decode(data, yuv) || came;
    // Neither side may keep a picture back: the truth beside it would be another moment's.
    if (!came) throw new Error("the encoder or the decoder kept a picture back");
    yield { ...picture, yuv, luma };
  }
}

/** The stretch as an MPEG transport stream, for whatever opens videos; its time begins at 0. `each` sees every picture. */
export function videoOf(scene: Scene, stretch: Stretch, each: (picture: Picture) => void = () => {}): Buffer {
  quietFfmpeg();
  using encoder = createEncoder(scene.widthPx, scene.heightPx, stretch.picturesPerSecond ?? 10, stretch.bitsPerSecond);
  const stream = transportStream();
  const chunks: Buffer[] = [];
  for (const seconds of times(stretch)) {
    const picture = scene.picture(seconds);
    each(picture);
    const atMs = (seconds - (stretch.fromSeconds ?? 0)) * 1000;
    for (const { data, key } of encoder.encode(picture.yuv, atMs, false)) chunks.push(stream.picture(data, atMs, key));
  }
  return Buffer.concat(chunks);
}
