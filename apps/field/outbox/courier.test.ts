import { CommandId, instantOf, TaskId, ulid } from "@cordon/kernel";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Courier } from "./courier.ts";
import type { Letter } from "./letters.ts";
import { type Press, type Queue, type Sent, settle } from "./presses.ts";

let drawn = 0;
const id = () => ulid(1_700_000_000_000 + drawn++, new Uint8Array(10));
const press = (heldUntilMs = 0): Press => ({
  commandId: CommandId.parse(id()),
  task: TaskId.parse(id()),
  event: "acknowledge",
  said: "",
  pressedAt: instantOf(0),
  heldUntilMs,
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const letter = (one: Press): Letter => ({ what: "press", id: one.commandId, press: one });

function courier(queue: Queue, answer: (press: Press) => Sent) {
  const seen = { queue, sent: [] as Press[] };
  const made = new Courier({
    name: "test",
    carries: () => true,
    outbox: async () => seen.queue.map(letter),
    send: async (one) => {
      if (one.what !== "press") throw new Error("a press was to be sent");
      seen.sent.push(one.press);
      return answer(one.press);
    },
    settled: async (one, sent) => {
      if (one.what === "press") seen.queue = settle(seen.queue, one.press.commandId, sent).queue;
    },
    nowMs: () => Date.now(),
    spread: () => 1,
    lastRetryMs: () => 30_000,
  });
  return { made, seen };
}

describe("the courier", () => {
  it("carries everything that waits, once, when nothing is in the way", async () => {
    const { made, seen } = courier([press(), press(), press()], () => ({ outcome: "taken", state: "acknowledged" }));
    await Promise.all([made.wake(), made.wake()]);
    expect(seen.queue).toEqual([]);
    expect(seen.sent).toHaveLength(3);
  });

  it("tries again by itself, less and less often, and at once when woken", async () => {
    let inReach = false;
    const { made, seen } = courier([press()], () =>
      inReach ? { outcome: "taken", state: "acknowledged" } : { outcome: "unknown" },
    );
    await made.wake();
    expect(seen.sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(seen.sent).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(seen.sent).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(seen.sent.length).toBeLessThan(30);
    inReach = true;
    await made.wake();
    expect(seen.queue).toEqual([]);
  });

  it("sends what is held when it is due", async () => {
    const { made, seen } = courier([press(Date.now() + 5_000)], () => ({ outcome: "taken", state: "done" }));
    await made.wake();
    expect(seen.sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(4_900);
    expect(seen.sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(seen.sent).toHaveLength(1);
    expect(seen.queue).toEqual([]);
  });

  it("stops when it is disposed of", async () => {
    const { made, seen } = courier([press()], () => ({ outcome: "unknown" }));
    await made.wake();
    made[Symbol.dispose]();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen.sent).toHaveLength(1);
  });
});
