import type { Luma } from "../../analysis/picture/background.ts";
import type { VideoFailure } from "./failure.ts";
import { openVideo } from "./open.ts";

export interface ReadPicture {
  readonly seconds: number;
  readonly luma: Luma;
}

export type PicturesReading =
  | { readonly outcome: "read"; readonly pictures: readonly ReadPicture[] }
  | { readonly outcome: "aborted" }
  | { readonly outcome: "failed"; readonly failure: VideoFailure };

/** All pictures of a short recording, kept in memory: to be looked at in another order than that of time. A byte a pixel. */
export async function readPictures(
  address: string,
  picturesPerSecond: number,
  signal: AbortSignal,
): Promise<PicturesReading> {
  const now = (): number => performance.now() / 1000;
  const opening = await openVideo(address, { signal, picturesPerSecond, timeoutSeconds: 10, now });
  if (opening.outcome !== "open") return opening;
  await using video = opening.video;
  const pictures: ReadPicture[] = [];
  for (;;) {
    const reading = await video.read();
    if (reading.outcome === "end") return { outcome: "read", pictures };
    if (reading.outcome !== "picture") return reading;
    const { luma, seconds } = reading.picture;
    pictures.push({ seconds, luma: { ...luma, pixels: Uint8Array.from(luma.pixels) } });
  }
}
