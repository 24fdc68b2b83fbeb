import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Telling } from "./telling.ts";

describe("what of the evening is told", () => {
  it("begins where the clock is, and goes on with it", () => {
    const telling = new Telling();
    expect(telling.next(4440, 0)).toEqual({ jumped: true, untilSeconds: 4440 });
    expect(telling.next(4500, 1000)).toEqual({
      ...{ jumped: false, fromSeconds: 4440, untilSeconds: 4500 },
      isBehind: false,
    });
  });

  it("leaves out what the clock was sent over, forwards or back", () => {
    const telling = new Telling();
    telling.next(4440, 0);
    expect(telling.next(6000, 1000)).toEqual({ jumped: true, untilSeconds: 6000 });
    expect(telling.next(5999, 2000)).toEqual({ jumped: true, untilSeconds: 5999 });
  });

  it("leaves out nothing where the machine is late, and begins anew where it can never be made up for", () => {
    const telling = new Telling();
    telling.next(0, 0);
    expect(telling.next(300, 5000)).toMatchObject({ fromSeconds: 0, untilSeconds: 90, isBehind: true });
    expect(telling.next(301, 5017)).toMatchObject({ fromSeconds: 90, untilSeconds: 180 });
    expect(telling.next(4000, 70_000)).toEqual({ jumped: true, untilSeconds: 4000 });
  });

  it("tells each second once, in order, however late it looks", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 12_000 }), { maxLength: 60 }),
        fc.double({ min: 0.25, max: 60, noNaN: true }),
        (waits, speed) => {
          const telling = new Telling();
          let ms = 0;
          let told = 0;
          telling.next(0, 0);
          for (const wait of waits) {
            ms += wait;
            const next = telling.next((ms / 1000) * speed, ms);
            if (!next.jumped) expect(next.fromSeconds).toBe(told);
            expect(next.untilSeconds).toBeLessThanOrEqual((ms / 1000) * speed);
            told = next.untilSeconds;
          }
        },
      ),
    );
  });
});
