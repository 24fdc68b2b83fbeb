import { describe, expect, it } from "vitest";
import { Backoff } from "./backoff.ts";
import type { VideoFailure } from "./failure.ts";

const vanished: VideoFailure = { kind: "vanished", message: "gone" };

describe("backoff", () => {
  it("waits longer each time, at most half a minute", () => {
    const backoff = new Backoff();
    const waits = Array.from({ length: 8 }, () => {
      const next = backoff.failed(vanished, true);
      return next.again ? next.afterSeconds : null;
    });
    expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
  });

  it("begins anew after pictures for twenty seconds, not after one", () => {
    const backoff = new Backoff();
    backoff.failed(vanished, true);
    backoff.failed(vanished, true);
    backoff.picture(100);
    expect(backoff.failed(vanished, true)).toEqual({ again: true, afterSeconds: 4 });
    backoff.picture(200);
    backoff.picture(221);
    expect(backoff.failed(vanished, true)).toEqual({ again: true, afterSeconds: 1 });
  });

  it("does not try again what cannot heal, unless the source may come back", () => {
    for (const kind of ["not-found", "not-a-video", "no-video-stream", "undecodable", "not-allowed"] as const) {
      expect(new Backoff().failed({ kind, message: "" }, false)).toEqual({ again: false });
      expect(new Backoff().failed({ kind, message: "" }, true).again).toBe(true);
    }
    for (const kind of ["unreachable", "timeout", "vanished"] as const) {
      expect(new Backoff().failed({ kind, message: "" }, false).again).toBe(true);
    }
  });
});
