import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ClipTurns } from "./clip-turns.ts";

const running = new AbortController().signal;

describe("turns at making clips", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const turnsOf = () => {
    const turns = new ClipTurns(() => Date.now());
    const began = Date.now();
    const made: { readonly what: string; readonly fromMs: number }[] = [];
    const making = (what: string, ms: number) => async () => {
      made.push({ what, fromMs: Date.now() - began });
      await new Promise((resolve) => setTimeout(resolve, ms));
    };
    return { turns, made, making };
  };

  it("go to one after the other, and leave the analysis twice as long as each took", async () => {
    const { turns, made, making } = turnsOf();
    const all = [
      turns.take(making("a", 1000), running),
      turns.take(making("b", 500), running),
      turns.take(making("c", 1), running),
    ];
    await vi.advanceTimersByTimeAsync(6000);
    await Promise.all(all);
    expect(made).toEqual([
      { what: "a", fromMs: 0 },
      { what: "b", fromMs: 3000 },
      { what: "c", fromMs: 4500 },
    ]);
  });

  it("come at once after a quiet time", async () => {
    const { turns, made, making } = turnsOf();
    void turns.take(making("a", 1000), running);
    await vi.advanceTimersByTimeAsync(10_000);
    void turns.take(making("b", 1000), running);
    await vi.advanceTimersByTimeAsync(1);
    expect(made.at(-1)).toEqual({ what: "b", fromMs: 10_000 });
  });

  it("are given up by who is told to stop, without waiting for the others", async () => {
    const { turns, made, making } = turnsOf();
    void turns.take(making("a", 60_000), running);
    const stop = new AbortController();
    const stopped = turns.take(making("b", 1), stop.signal);
    stop.abort();
    await stopped;
    await turns.take(making("never", 1), stop.signal);
    expect(made.map(({ what }) => what)).toEqual(["a"]);
  });

  it("listen to a camera no longer than they wait: it may run for weeks", async () => {
    const { turns, making } = turnsOf();
    const camera = new AbortController();
    for (let n = 0; n < 5; n++) void turns.take(making(`${n}`, 1), camera.signal);
    await vi.advanceTimersByTimeAsync(1000);
    expect(getEventListeners(camera.signal, "abort")).toEqual([]);
  });

  it("say when so many wait that no more should", async () => {
    const { turns, making } = turnsOf();
    for (let n = 0; n < 12; n++) void turns.take(making(`${n}`, 1000), running);
    await vi.advanceTimersByTimeAsync(1);
    expect(turns.isFull).toBe(false);
    void turns.take(making("last", 1000), running);
    expect(turns.isFull).toBe(true);
  });
});
