import { isRefusal } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { onnx } from "../testing/onnx.ts";
import { readModelFile } from "./model-file.ts";

const model = onnx({
  outputs: [{ name: "output0", shape: [1, 84, 84], values: (index) => index / 10_000 }],
  metadata: { names: "{0: 'person'}" },
  graph: "a detector",
});
const because = (bytes: Uint8Array): string => {
  const read = readModelFile(bytes);
  return isRefusal(read) ? read.because : "read";
};

describe("an ONNX file", () => {
  it("says what its inputs, outputs and parts are called, before anything runs", () => {
    expect(readModelFile(model)).toEqual({
      inputs: [{ name: "images", elementType: 1, shape: [1, 3, 64, 64] }],
      outputs: [{ name: "output0", elementType: 1, shape: [1, 84, 84] }],
      metadata: new Map([["names", "{0: 'person'}"]]),
      titles: ["a detector"],
      parts: ["weights.0", "step.0"],
    });
  });

  it("is refused wherever it was cut off", () => {
    fc.assert(
      fc.property(fc.nat(model.length - 1), (length) => {
        const read = readModelFile(model.subarray(0, length));
        // Cut exactly before the metadata it is a whole model without them.
        return isRefusal(read) || read.metadata.size === 0;
      }),
    );
    expect(because(model.subarray(0, model.length >> 1))).toMatch(/cut off/);
  });

  it("never throws, whatever the bytes are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        readModelFile(bytes);
      }),
    );
    const changes = fc.array(fc.tuple(fc.nat(600), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(changes, (all) => {
        const bytes = Uint8Array.from(model);
        for (const [at, value] of all) bytes[at] = value;
        readModelFile(bytes);
      }),
    );
  });

  it("is told from what is fetched in its place", () => {
    const text = (content: string): string => because(new TextEncoder().encode(content));
    expect(text("")).toMatch(/empty file/);
    expect(text("  <!DOCTYPE html><html>")).toMatch(/a web page/);
    expect(text("PK\u0003\u0004 weights")).toMatch(/ZIP archive/);
    expect(text("version https://git-lfs.github.com/spec/v1\noid sha256:00")).toMatch(/Git LFS/);
    expect(text("just some text")).toMatch(/not an ONNX model/);
    expect(
      because(onnx({ outputs: [{ name: "o", shape: [1, 84, 84], values: () => 0 }], externalData: "weights.bin" })),
    ).toMatch(/external data/);
  });
});
