import type { Frame } from "node-av/lib";

/**
 * Copies a grey picture, `width * height` bytes, into an allocated frame of planar YUV 4:2:0. Not with `Frame.fromBuffer`: against its
 * word, node-av 6.1 makes the frame point into the buffer, which is gone when an encoder's thread comes to read it.
 */
export function fillFrame(frame: Frame, grey: Uint8Array): void {
  const [luma, ...chroma] = frame.data ?? [];
  const stride = frame.linesize[0] ?? 0;
  if (luma === undefined) throw new Error("the frame has no memory");
  for (let row = 0; row < frame.height; row++)
    luma.set(grey.subarray(row * frame.width, (row + 1) * frame.width), row * stride);
  for (const plane of chroma.slice(0, 2)) plane.fill(128);
}
