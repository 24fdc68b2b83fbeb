import { open } from "node:fs/promises";
import { HEIGHT, type Picture, WIDTH } from "./gate-picture.ts";

const FRAMES_PER_SECOND = 10;

/** So long one picture stands before the camera. */
export interface Scene {
  readonly picture: Picture;
  readonly seconds: number;
}

/** Writes what a browser's fake camera plays, over and over: YUV4MPEG2, as Chromium reads it. */
export async function writeVideo(path: string, scenes: readonly Scene[]): Promise<void> {
  const colour = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  await using file = await open(path, "w");
  await file.write(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FRAMES_PER_SECOND}:1 Ip A1:1 C420mpeg2\n`);
  for (const { picture, seconds } of scenes) {
    for (let frame = 0; frame < seconds * FRAMES_PER_SECOND; frame++) {
      await file.write("FRAME\n");
      await file.write(picture);
      await file.write(colour);
    }
  }
}
