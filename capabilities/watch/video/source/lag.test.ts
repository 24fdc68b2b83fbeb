import { describe, expect, it } from "vitest";
import { Hurry } from "./hurry.ts";
import { LagMeter } from "./lag.ts";
import { StreamClock } from "./stream-clock.ts";

describe("lag", () => {
  it("is no constant delay, no stamps that run slow, and no pause of the network", () => {
    const lag = new LagMeter();
    for (let second = 0; second < 60; second += 0.04) lag.packet(0.8 * second, second + 3, 0.03);
    expect(lag.seconds).toBeLessThan(0.3);
    lag.packet(48.04, 66, 2.9);
    expect(lag.seconds).toBeLessThan(0.01);
  });

  it("is what was sent and not yet taken, when the reading never waits", () => {
    const lag = new LagMeter();
    for (let count = 0; count < 250; count++) lag.packet(count * 0.04, count * 0.05, 0.001);
    expect(lag.seconds).toBeCloseTo(2.49, 1);
  });

  it("begins anew with a clock that was set", () => {
    const lag = new LagMeter();
    lag.packet(0, 0, 0);
    lag.packet(3600, 0.04, 0);
    lag.packet(0.08, 0.08, 0);
    expect(lag.seconds).toBe(0);
  });
});

describe("hurry", () => {
  it("drops to the next key frame when far behind, and takes every packet when in time", () => {
    const hurry = new Hurry();
    expect(hurry.takes(false, true, 0, 0)).toBe(true);
    expect(hurry.takes(false, true, 2, 1)).toBe(false);
    expect(hurry.takes(false, true, 0, 1.1)).toBe(false);
    expect(hurry.takes(true, true, 0, 1.2)).toBe(true);
    expect(hurry.takes(false, true, 0, 1.3)).toBe(true);
    expect(hurry.hurried).toBe(true);
    expect(hurry.takes(false, true, 0, 7)).toBe(true);
    expect(hurry.hurried).toBe(false);
  });

  it("does not wait for ever for a key frame, and takes of key frames only those that are due", () => {
    const hurry = new Hurry();
    hurry.takes(false, true, 2, 0);
    expect(hurry.takes(false, true, 2, 9)).toBe(false);
    expect(hurry.takes(false, true, 2, 11)).toBe(true);
    for (let count = 0; count < 6; count++) hurry.takes(true, true, 0, 12);
    expect([hurry.takes(true, false, 2, 12), hurry.takes(true, true, 2, 12)]).toEqual([false, true]);
  });
});

describe("the clock of a stream", () => {
  it("counts when the stamps are in the order of coding", () => {
    const clock = new StreamClock(10, false);
    const seconds = [0, 0.3, 0.1, 0.2, 0.6, 0.4, 0.5, 0.9, 0.7, 0.8].map((stamp) => clock.next(stamp, 0));
    seconds.slice(1).forEach((at, index) => expect(at).toBeGreaterThan(seconds[index] ?? 0));
    expect(seconds.at(-1)).toBeLessThan(1.9);
    expect(clock.next(5, 0) - (seconds.at(-1) ?? 0)).toBeCloseTo(0.1);
  });

  it("believes a hole in a recording, and no leap of a live camera", () => {
    const recorded = new StreamClock(10, false);
    recorded.next(0, 0);
    expect(recorded.next(90, 0)).toBe(90);
    const live = new StreamClock(10, true);
    live.next(0, 0);
    expect(live.next(90, 0.1)).toBeCloseTo(0.1);
    expect(live.next(90.1, 0.2)).toBeCloseTo(0.2);
  });

  it("times pictures without stamps as they come", () => {
    const clock = new StreamClock(0, true);
    expect([0, 1, 1.5].map((now) => clock.next(undefined, now))).toEqual([0, 1, 1.5]);
  });
});
