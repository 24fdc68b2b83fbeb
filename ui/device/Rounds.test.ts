import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Rounds } from "./Rounds.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Rounds against a server that is out of reach until told otherwise; `began` counts them. */
function rounds(lastRetryMs = 15_000) {
  const seen = { began: 0, inReach: false };
  const made: Rounds = new Rounds({
    round: async () => {
      seen.began++;
      if (seen.inReach) made.succeeded();
      else made.failed();
    },
    lastRetryMs,
    spread: () => 1,
  });
  return { made, seen };
}

describe("rounds", () => {
  it("never overlap: woken while one is under way, there is one more, for everybody who woke it", async () => {
    let release: (() => void) | undefined;
    let began = 0;
    const made = new Rounds({
      round: () => {
        began++;
        return new Promise((resolve) => {
          release = resolve;
        });
      },
      lastRetryMs: 15_000,
      spread: () => 1,
    });
    const over = Promise.all([made.wake(), made.wake(), made.wake()]);
    expect(began).toBe(1);
    release?.();
    await vi.waitFor(() => expect(began).toBe(2));
    release?.();
    await over;
    expect(began).toBe(2);
  });

  it("come back by themselves after 1, 2, 4 and 8 seconds, then every last pause", async () => {
    const { made, seen } = rounds();
    await made.wake();
    for (const pause of [1_000, 2_000, 4_000, 8_000, 15_000, 15_000]) {
      const before = seen.began;
      await vi.advanceTimersByTimeAsync(pause - 1);
      expect(seen.began).toBe(before);
      await vi.advanceTimersByTimeAsync(1);
      expect(seen.began).toBe(before + 1);
    }
  });

  it("begin with a short pause again once the server has answered", async () => {
    const { made, seen } = rounds();
    await made.wake();
    await vi.advanceTimersByTimeAsync(1_000 + 2_000);
    seen.inReach = true;
    await made.wake();
    seen.inReach = false;
    await made.wake();
    const before = seen.began;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(seen.began).toBe(before + 1);
  });

  it("are over when disposed of, also what was to come", async () => {
    const { made, seen } = rounds();
    await made.wake();
    made[Symbol.dispose]();
    made.wakeIn(10);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen.began).toBe(1);
    expect(made.ended).toBe(true);
  });
});
