import { isRefusal } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { onnx } from "../testing/onnx.ts";
import { checkModel } from "./check.ts";

const never = new AbortController().signal;
const detector = onnx({ outputs: [{ name: "output0", shape: [1, 6, 84], values: () => 0.5 }] });
const CLASSES = ["person", "bag"];

async function because(bytes: Uint8Array, ...more: [URL?, number?]): Promise<string> {
  const checked = await checkModel(bytes, CLASSES, never, ...more);
  return isRefusal(checked) ? checked.because : "taken";
}

describe("a model that a stranger made", () => {
  it("is looked at in another process, which says what it is or why not", async () => {
    expect(await checkModel(detector, CLASSES, never)).toMatchObject({
      family: "yolo",
      classes: ["person", "handbag"],
    });
    expect(await because(detector.subarray(0, detector.length - 400))).toMatch(/cut off/);
  });

  it("that is whole to the eye and damaged inside is refused by the runtime, in words", async () => {
    // Twenty bytes too few for the weights that the header speaks of.
    const damaged = onnx({ outputs: [{ name: "output0", shape: [1, 6, 84], values: () => 0.5 }], steps: ["step"] });
    const at = Buffer.from(damaged).indexOf("Identity");
    damaged.set(Buffer.from("Idontity"), at);
    expect(await because(damaged)).toMatch(/the runtime does not take it: .*Idontity/);
  });

  it("that crashes its process, or never ends, is refused, and nothing else is hurt", async () => {
    const crashing = new URL("crashing.fixture.ts", import.meta.url);
    expect(await because(detector, crashing)).toMatch(/crashes the runtime \(SIG|exit/);
    expect(await because(detector, undefined, 1)).toMatch(/does not load and run once within 0.001 s/);
    const stopping = AbortSignal.abort();
    expect(await checkModel(detector, CLASSES, stopping)).toMatchObject({ refused: "unavailable" });
  });
});
