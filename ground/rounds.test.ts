import { pino } from "pino";
import { expect, it, vi } from "vitest";
import { inRounds } from "./rounds.ts";

const log = pino({ level: "silent" });
const soon = (holds: () => void): Promise<void> => vi.waitFor(holds, { timeout: 10_000, interval: 5 });

it("begins when it is told to, goes on after a failure, and never does two rounds at once", async () => {
  let begun = 0;
  let together = 0;
  let most = 0;
  await using _rounds = inRounds({
    ...{ everyMs: 5, log, failed: "a round failed", atOnce: true },
    async round() {
      most = Math.max(most, ++together);
      begun++;
      // Longer than the time between two rounds.
      await new Promise((resolve) => setTimeout(resolve, 12));
      together--;
      if (begun === 1) throw new Error("not this one");
    },
  });
  expect(begun).toBe(1);
  await soon(() => expect(begun).toBeGreaterThan(3));
  expect(most).toBe(1);
});

it("waits for the round that is running, which is told, and begins no other", async () => {
  const seen: string[] = [];
  {
    await using _rounds = inRounds({
      ...{ everyMs: 1, log, failed: "a round failed" },
      async round(stopping) {
        seen.push("begun");
        while (!stopping.aborted) await new Promise((resolve) => setTimeout(resolve, 1));
        seen.push("ended");
      },
    });
    expect(seen).toEqual([]);
    await soon(() => expect(seen).toEqual(["begun"]));
  }
  expect(seen).toEqual(["begun", "ended"]);
});
