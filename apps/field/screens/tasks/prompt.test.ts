import { expect, it } from "vitest";
import type { Pushing, Sharing } from "../../phone/state.ts";
import { promptOf } from "./prompt.ts";

const SHARING: readonly Sharing[] = [
  ...(["unknown", "unasked", "denied", "unsupported", "searching", "shared", "off-duty", "paused"] as const),
];
const PUSHING: readonly Pushing[] = [
  ...(["unknown", "unasked", "on", "off", "denied", "failed", "unsupported", "unsent"] as const),
];

it("asks for a position on duty where it is not told, once, and for nothing that cannot be changed", () => {
  const asking = SHARING.filter((sharing) => promptOf({ sharing, pushing: "on" }, false, []) === "position");
  expect(asking).toEqual(["unasked", "denied", "paused"]);
  for (const sharing of SHARING) {
    expect(promptOf({ sharing, pushing: "on" }, true, ["position"])).toBe(null);
    // One thing at a time.
    if (asking.includes(sharing)) expect(promptOf({ sharing, pushing: "unasked" }, false, [])).toBe("position");
  }
});

it("offers to tell of tasks where nobody was asked yet, and not while an order waits for its answer", () => {
  const offering = PUSHING.filter((pushing) => promptOf({ sharing: "shared", pushing }, false, []) === "push");
  expect(offering).toEqual(["unasked"]);
  const asked = { sharing: "off-duty", pushing: "unasked" } as const;
  expect(promptOf(asked, false, ["position"])).toBe("push");
  expect(promptOf(asked, true, [])).toBe(null);
  expect(promptOf(asked, false, ["push"])).toBe(null);
});
