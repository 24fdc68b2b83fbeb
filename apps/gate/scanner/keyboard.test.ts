import { describe, expect, it } from "vitest";
import { Burst } from "./keyboard.ts";

/** Keys that come so many milliseconds apart; what comes of them. */
function typed(keys: readonly string[], everyMs: number, burst = new Burst(), fromMs = 0): readonly (string | null)[] {
  return keys.map((key, index) => burst.key(key, fromMs + index * everyMs));
}

const CODE = "C1:6BF %20ABC";
const KEYS = Array.from(CODE);

describe("a hand scanner", () => {
  it.each(["Enter", "Tab"])("types a code, spaces and all, and ends it with %s", (end) => {
    expect(typed([...KEYS, end], 5).at(-1)).toBe(CODE);
    expect(typed(KEYS, 5)).toEqual(KEYS.map(() => null));
  });

  it("keeps the keys that say nothing out of the code", () => {
    expect(typed(["Shift", "C", "1", "Shift", ":", "6", "B", "F", "Enter"], 5).at(-1)).toBe("C1:6BF");
  });

  it("is told from somebody who types", () => {
    expect(typed([...KEYS, "Enter"], 90).at(-1)).toBeNull();
    expect(typed(["a", "b", "Enter"], 5).at(-1)).toBeNull();
  });

  it("begins anew after a code, and after a pause", () => {
    const burst = new Burst();
    typed(Array.from("left over"), 5, burst);
    expect(typed([...KEYS, "Enter"], 5, burst, 2_000).at(-1)).toBe(CODE);
    expect(burst.key("Enter", 2_200)).toBeNull();
  });

  it("that never ends does not fill the memory", () => {
    const long = typed([...Array.from("X".repeat(5_000)), "Enter"], 1).at(-1);
    expect(long).toHaveLength(1_000);
  });

  it("is known to be typing from its second key on", () => {
    const burst = new Burst();
    burst.key("C", 0);
    expect(burst.coming).toBe(false);
    burst.key("1", 5);
    expect(burst.coming).toBe(true);
    burst.key("Enter", 10);
    expect(burst.coming).toBe(false);
  });
});
