/** One rendered camera as a live stream: draws and encodes while somebody watches, and rests when nobody does. */
import { createEncoder, type Encoder, transportStream } from "@cordon/scenes";
import type { Card, Renderer } from "../scene/renderer.ts";

export const framesPerSecond = 10;

/** The exercise's time, seconds, and what is shown instead of the scene while it stands. */
export type Moment = { readonly seconds: number; readonly card: Card | null };

/** Someone who watches. `write` returns false when they cannot keep up: they are let go. */
export type Watcher = { readonly write: (chunk: Buffer) => boolean; readonly drop: () => void };

export type Feed = AsyncDisposable & {
  watch(watcher: Watcher): void;
  leave(watcher: Watcher): void;
};

/**
 * @param renderer made when the first watcher comes: painting a backdrop takes most of a second
 * @param moment the exercise's clock, read once a frame
 * @param broke told when drawing or encoding fails, which is a bug: every watcher is let go
 */
export function feed(renderer: () => Promise<Renderer>, moment: () => Moment, broke: (error: unknown) => void): Feed {
  const waiting = new Set<Watcher>();
  const joined = new Set<Watcher>();
  let running: Promise<void> | null = null;
  let stopped = false;

  const run = async (): Promise<void> => {
    const drawing = await renderer();
    const stream = transportStream();
    using encoder: Encoder = createEncoder(drawing.widthPx, drawing.heightPx, framesPerSecond);
    const startMs = performance.now();
    let frame = 0;
    while (!stopped && waiting.size + joined.size > 0) {
      const { seconds, card } = moment();
      const bytes = card ? drawing.card(seconds, card) : drawing.render(seconds).bytes;
      // Whoever has just come gets a key frame to begin with.
      const forceKey = waiting.size > 0;
      const atMs = performance.now() - startMs;
      for (const { data, key } of encoder.encode(bytes, atMs, forceKey)) {
        if (key) {
          for (const watcher of waiting) joined.add(watcher);
          waiting.clear();
        }
        const chunk = stream.picture(data, atMs, key);
        for (const watcher of joined) {
          if (watcher.write(chunk)) continue;
          joined.delete(watcher);
          watcher.drop();
        }
      }
      frame = Math.max(frame + 1, Math.floor(atMs / (1000 / framesPerSecond)) + 1);
      const restMs = startMs + (frame * 1000) / framesPerSecond - performance.now();
      await new Promise((resolve) => setTimeout(resolve, Math.max(1, restMs)));
    }
  };

  const start = (): void => {
    if (stopped || running) return;
    running = run().finally(() => {
      running = null;
      if (waiting.size + joined.size > 0) start();
    });
    running.catch((error: unknown) => {
      for (const watcher of [...waiting, ...joined]) watcher.drop();
      waiting.clear();
      joined.clear();
      broke(error);
    });
  };

  return {
    watch(watcher) {
      waiting.add(watcher);
      start();
    },
    leave(watcher) {
      waiting.delete(watcher);
      joined.delete(watcher);
    },
    async [Symbol.asyncDispose]() {
      stopped = true;
      for (const watcher of [...waiting, ...joined]) watcher.drop();
      await running?.catch(() => {});
    },
  };
}
