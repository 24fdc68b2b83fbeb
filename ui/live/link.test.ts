import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { retryAfterMs } from "./back-off.ts";
import { BACK_OFF, type Link, type LinkEvent, OPENING, step } from "./link.ts";

const events: fc.Arbitrary<LinkEvent> = fc.oneof(
  fc.constantFrom<LinkEvent>(
    { event: "open" },
    { event: "hello" },
    { event: "cut-over" },
    { event: "closed" },
    { event: "wake" },
  ),
  fc
    .constantFrom("slow-consumer", "signed-out", "stale-client", "shutting-down", "bad-message")
    .map((error): LinkEvent => ({ event: "dropped", error, because: "" })),
);
const run = (all: readonly LinkEvent[], from: Link = OPENING) =>
  all.reduce((link, event) => step(link, event, 0.5), from);

describe("the link", () => {
  it("opens, catches up, is live", () => {
    expect(run([{ event: "hello" }])).toEqual({ state: "catching-up" });
    expect(run([{ event: "hello" }, { event: "cut-over" }])).toEqual({ state: "live" });
  });

  it("waits longer after each failure, within bounds, and afresh once it was open", () => {
    let link: Link = OPENING;
    const waits: number[] = [];
    for (let failure = 0; failure < 12; failure++) {
      link = step(step(link, { event: "closed" }, 1), { event: "open" }, 1);
      waits.push(retryAfterMs(failure, 1, BACK_OFF));
    }
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits.at(-1)).toBe(15_000);
    expect(run([{ event: "hello" }, { event: "closed" }], link)).toMatchObject({ state: "waiting", attempt: 1 });
  });

  it("comes back at once when it only was too slow, or when woken", () => {
    expect(run([{ event: "dropped", error: "slow-consumer", because: "64 MB" }])).toMatchObject({ retryMs: 0 });
    expect(run([{ event: "closed" }, { event: "wake" }])).toEqual({ state: "opening", attempt: 0 });
  });

  it("is never stuck: from anywhere but the end it can become live again", () => {
    fc.assert(
      fc.property(fc.array(events), (before) => {
        const link = run(before);
        const again = run([{ event: "closed" }, { event: "open" }, { event: "hello" }, { event: "cut-over" }], link);
        expect(again.state).toBe(link.state === "ended" ? "ended" : "live");
      }),
    );
  });

  it("ends only when the server no longer wants it", () => {
    fc.assert(
      fc.property(fc.array(events), (all) => {
        const unwanted = all.some(
          (each) => each.event === "dropped" && ["signed-out", "stale-client"].includes(each.error),
        );
        expect(run(all).state === "ended").toBe(unwanted);
      }),
    );
  });
});
