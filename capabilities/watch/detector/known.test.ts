import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isRefusal } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { checkModel } from "./check.ts";
import { KNOWN_MODELS } from "./known.ts";

const folder = fileURLToPath(new URL("../../../../shared/data/models/", import.meta.url));
const FILES: Readonly<Record<string, string>> = { "YOLOX-nano": "yolox_nano.onnx", FastestDet: "FastestDet.onnx" };

describe("the known detectors", () => {
  it("are under licences that ask for nothing but a notice", () => {
    for (const { licence } of KNOWN_MODELS) expect(["Apache-2.0", "BSD-3-Clause", "MIT"]).toContain(licence);
  });

  it("have a hash only where somebody computed it", () => {
    expect(KNOWN_MODELS.flatMap(({ name, sha256 }) => (sha256 === null ? [] : [name])).toSorted()).toEqual(
      Object.keys(FILES).toSorted(),
    );
  });

  it.skipIf(!existsSync(folder))(
    "are what their hash says, and are taken (skipped where the models are not there)",
    async () => {
      for (const { name, sha256, side } of KNOWN_MODELS) {
        const file = FILES[name];
        if (file === undefined) continue;
        const bytes = readFileSync(`${folder}${file}`);
        expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
        const layout = await checkModel(bytes, null, new AbortController().signal);
        if (isRefusal(layout)) throw new Error(`${name}: ${layout.because}`);
        expect(layout).toMatchObject({ width: side, height: side });
        expect(layout.classes.filter((word) => word === "person")).toHaveLength(1);
      }
    },
  );
});
