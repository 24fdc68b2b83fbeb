import { SignalKind } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byUrgency } from "./questions.ts";

describe("the order of the queue", () => {
  it("puts what may need acting on first, and keeps the newest first within that", () => {
    const queue = [
      { kind: "report", id: 6 },
      { kind: "zone-entry", id: 5 },
      { kind: "abandoned-object", id: 4 },
      { kind: "gate", id: 3 },
      { kind: "fire", id: 2 },
      { kind: "camera-lost", id: 1 },
      { kind: "sos", id: 0 },
    ] as const;
    expect(byUrgency(queue).map(({ id }) => id)).toEqual([0, 4, 2, 5, 3, 6, 1]);
  });
  it("loses nothing and doubles nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...SignalKind.options)), (kinds) => {
        const queue = kinds.map((kind, id) => ({ kind, id }));
        expect(byUrgency(queue).toSorted((a, b) => a.id - b.id)).toEqual(queue);
      }),
    );
  });
});
