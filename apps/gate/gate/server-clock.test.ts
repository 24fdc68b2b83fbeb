import { instantOf } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { ServerClock } from "./server-clock.ts";

const SERVER_MS = Date.parse("2024-07-26T18:00:00.000Z");
const MINUTE_MS = 60_000;

/** A device whose clock was compared with the server's when it was this far ahead. */
function device(aheadMs = 0) {
  const at = { wallMs: SERVER_MS + aheadMs, steadyMs: 5_000 };
  const clock = new ServerClock({ wallMs: () => at.wallMs, steadyMs: () => at.steadyMs });
  return {
    clock,
    passes(ms: number) {
      at.wallMs += ms;
      at.steadyMs += ms;
    },
    /** The steady clock rests with the device. */
    sleeps(ms: number) {
      at.wallMs += ms;
    },
    set(byMs: number) {
      at.wallMs += byMs;
    },
  };
}

const compared = (aheadMs = 0) => {
  const one = device(aheadMs);
  one.clock.compare(SERVER_MS + aheadMs - 100, SERVER_MS + aheadMs + 100, SERVER_MS);
  return one;
};

describe("the server's time at a gate", () => {
  it("is the device's before they were compared", () => {
    const { clock } = device(7_000);
    expect(clock.skewMs).toBeNull();
    expect(clock.now()).toBe(instantOf(SERVER_MS + 7_000));
  });

  it("is the device's, corrected by what it was ahead or behind", () => {
    for (const aheadMs of [95_000, -95_000]) {
      const { clock, passes } = compared(aheadMs);
      passes(MINUTE_MS);
      expect(clock.skewMs).toBe(aheadMs);
      expect(clock.now()).toBe(instantOf(SERVER_MS + MINUTE_MS));
    }
  });

  it("goes on when the clock is set back, and when it is set right again", () => {
    const { clock, passes, set } = compared();
    passes(10 * MINUTE_MS);
    set(-20 * MINUTE_MS);
    passes(MINUTE_MS);
    expect(clock.now()).toBe(instantOf(SERVER_MS + 11 * MINUTE_MS));
    expect(clock.skewMs).toBe(-20 * MINUTE_MS);
    set(20 * MINUTE_MS);
    expect(clock.now()).toBe(instantOf(SERVER_MS + 11 * MINUTE_MS));
    expect(clock.skewMs).toBe(0);
  });

  it("goes on through a device's sleep", () => {
    const { clock, sleeps } = compared();
    sleeps(60 * MINUTE_MS);
    expect(clock.now()).toBe(instantOf(SERVER_MS + 60 * MINUTE_MS));
    expect(clock.skewMs).toBe(0);
  });

  it("is what the server says as soon as it is heard again", () => {
    const { clock, set } = compared();
    set(-20 * MINUTE_MS);
    const wallMs = SERVER_MS - 20 * MINUTE_MS;
    clock.compare(wallMs, wallMs, SERVER_MS);
    expect(clock.skewMs).toBe(-20 * MINUTE_MS);
    expect(clock.now()).toBe(instantOf(SERVER_MS));
  });

  it("does not go back behind what the server said, wherever the clock was set while the page was closed", () => {
    const { clock, passes } = device(-365 * 24 * 60 * MINUTE_MS);
    clock.recall(0, SERVER_MS);
    expect(clock.now()).toBe(instantOf(SERVER_MS));
    passes(MINUTE_MS);
    expect(clock.now()).toBe(instantOf(SERVER_MS + MINUTE_MS));
    const right = device(3_000);
    right.clock.recall(3_000, SERVER_MS - MINUTE_MS);
    expect(right.clock.skewMs).toBe(3_000);
  });
});
