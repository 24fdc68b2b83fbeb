import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Bus, BusDrop } from "./port.ts";

/** What every adapter of the bus must do. A test file calls it with how to make one: `busConformance("in-process", async (limits) => ...)`. */
export function busConformance(name: string, make: (limits: { readonly queueLimit: number }) => Promise<Bus>): void {
  describe(`the bus, ${name}`, () => {
    it("delivers in order, each subject on its own, to every subscriber of that subject", async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.jsonValue()), { maxLength: 60 }),
          async (published) => {
            const bus = await make({ queueLimit: 1000 });
            const heard = new Map<string, unknown[]>();
            for (const [subscriber, subject] of ["1 a", "2 a", "3 b", "4 c"].map(
              (text) => [text, text.slice(2)] as const,
            )) {
              heard.set(subscriber, []);
              bus.subscribe(
                subject,
                async (message) => {
                  // Handlers take different times; order must not depend on it.
                  if (subscriber === "2 a") await sleep(0);
                  heard.get(subscriber)?.push(message);
                },
                () => expect.unreachable("nobody is slow"),
              );
            }
            for (const [subject, message] of published) bus.publish(subject, message);
            await bus.close();
            for (const [subscriber, messages] of heard) {
              const expected = published
                .filter(([subject]) => subject === subscriber.slice(2))
                .map(([, message]) => message);
              expect(messages).toEqual(expected);
            }
          },
        ),
        { numRuns: 25 },
      );
    });

    it("runs a subscriber's handler for one message at a time", async () => {
      const bus = await make({ queueLimit: 100 });
      let inside = 0;
      let most = 0;
      bus.subscribe(
        "s",
        async () => {
          most = Math.max(most, ++inside);
          await sleep(1);
          inside--;
        },
        ignore,
      );
      for (let i = 0; i < 20; i++) bus.publish("s", i);
      await bus.close();
      expect(most).toBe(1);
    });

    it("never calls a handler from within publish, nor lets its failure reach the publisher", async () => {
      const bus = await make({ queueLimit: 100 });
      let called = false;
      bus.subscribe(
        "s",
        () => {
          called = true;
          throw new Error("a bug");
        },
        ignore,
      );
      bus.publish("s", 1);
      expect(called).toBe(false);
      await bus.close();
      expect(called).toBe(true);
    });

    it("drops a subscriber that lags too far behind, once, by name, and nobody else", async () => {
      const bus = await make({ queueLimit: 10 });
      const drops: BusDrop[] = [];
      const slow: unknown[] = [];
      const quick: unknown[] = [];
      const gate = Promise.withResolvers<void>();
      bus.subscribe(
        "s",
        async (message) => {
          slow.push(message);
          await gate.promise;
        },
        (reason) => drops.push(reason),
      );
      bus.subscribe(
        "s",
        (message) => void quick.push(message),
        () => expect.unreachable("it is quick"),
      );
      for (let i = 0; i < 50; i++) {
        bus.publish("s", i);
        await until(() => quick.length === i + 1);
      }
      await until(() => drops.length > 0);
      gate.resolve();
      await bus.close();
      expect(drops).toMatchObject([{ error: "slow-subscriber", because: expect.stringMatching(/10/) }]);
      expect(quick).toEqual(Array.from({ length: 50 }, (_, i) => i));
      expect(slow).toEqual([0]);
    });

    it("drops a subscriber whose handler fails, rather than go on past the message", async () => {
      const bus = await make({ queueLimit: 100 });
      const drops: BusDrop[] = [];
      const handled: unknown[] = [];
      bus.subscribe(
        "s",
        async (message) => {
          if (message === 2) throw new Error("cannot");
          handled.push(message);
        },
        (reason) => drops.push(reason),
      );
      for (let i = 0; i < 5; i++) bus.publish("s", i);
      await bus.close();
      expect(handled).toEqual([0, 1]);
      expect(drops).toMatchObject([{ error: "handler-failed", because: expect.stringContaining("cannot") }]);
    });

    it("tells a subscriber nothing from before it came, and nothing after it left", async () => {
      const bus = await make({ queueLimit: 100 });
      const heard: unknown[] = [];
      bus.publish("s", "before");
      const leave = bus.subscribe("s", (message) => void heard.push(message), ignore);
      bus.publish("s", "while");
      await until(() => heard.length === 1);
      bus.publish("s", "queued when it left");
      leave();
      bus.publish("s", "after");
      await bus.close();
      expect(heard).toEqual(["while"]);
    });

    it("delivers what a handler publishes", async () => {
      const bus = await make({ queueLimit: 100 });
      const heard: unknown[] = [];
      bus.subscribe("ping", (message) => bus.publish("pong", message), ignore);
      bus.subscribe("pong", (message) => void heard.push(message), ignore);
      bus.publish("ping", { n: 1 });
      await until(() => heard.length === 1);
      expect(heard).toEqual([{ n: 1 }]);
      await bus.close();
    });

    it("drops who comes after it closed, and is closed twice calmly", async () => {
      const bus = await make({ queueLimit: 100 });
      await bus.close();
      await bus.close();
      const drops: BusDrop[] = [];
      bus.subscribe(
        "s",
        () => expect.unreachable("closed"),
        (reason) => drops.push(reason),
      );
      bus.publish("s", 1);
      await until(() => drops.length === 1);
      expect(drops).toMatchObject([{ error: "closed" }]);
    });
  });
}

function ignore(): void {}

async function until(holds: () => boolean): Promise<void> {
  const start = performance.now();
  while (!holds()) {
    if (performance.now() - start > 5_000) throw new Error("it did not happen in time");
    await sleep(1);
  }
}
