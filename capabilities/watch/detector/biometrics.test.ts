import { readFileSync } from "node:fs";
import { isRefusal } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { onnx } from "../testing/onnx.ts";
import { DETECTED } from "../words/detection.ts";
import { biometricPackages } from "./biometric-packages.ts";
import { COCO, wordFor } from "./classes.ts";
import { examine } from "./examine.ts";
import { KNOWN_MODELS } from "./known.ts";

const Lockfile = z.object({ packages: z.record(z.string(), z.unknown()) });
const lockfiles = ["../../../package-lock.json", "../../../toolchain/package-lock.json"].map((path) =>
  Lockfile.parse(JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"))),
);

/** Real names of real packages. */
const PLANTED = [
  "face-api.js",
  "@vladmandic/face-api",
  "@vladmandic/human",
  "@mediapipe/tasks-vision",
  "@mediapipe/face_mesh",
  "@tensorflow-models/face-landmarks-detection",
  "@tensorflow-models/pose-detection",
  "@tensorflow-models/blazeface",
  "@tensorflow-models/posenet",
  "face-recognition",
  "insightface",
  "clmtrackr",
  "jeelizfacefilter",
  "@aws-sdk/client-rekognition",
  "@azure/cognitiveservices-face",
  "node-openpose",
  "person-reid",
  "capacitor-native-biometric",
];

describe("no biometrics", () => {
  it("come in with a dependency", () => {
    for (const { packages } of lockfiles) {
      expect(Object.keys(packages).length).toBeGreaterThan(5);
      expect(biometricPackages(Object.keys(packages))).toEqual([]);
    }
  });

  it("would be found if they did, wherever npm put them", () => {
    const clean = Object.keys(lockfiles[0]?.packages ?? {});
    fc.assert(
      fc.property(fc.constantFrom(...PLANTED), fc.boolean(), fc.nat(clean.length), (name, isNested, at) => {
        const path = isNested ? `node_modules/some-player/node_modules/${name}` : `node_modules/${name}`;
        expect(biometricPackages(clean.toSpliced(at, 0, path)), name).toEqual([name]);
      }),
    );
  });

  it("are taken for harmless packages whose names look alike", () => {
    const harmless = [
      "interface-store",
      "typeface-inter",
      "surface-nets",
      "iris-parser",
      "fast-deep-equal",
      "preidle",
      "core-id",
    ];
    expect(biometricPackages(harmless.map((name) => `node_modules/${name}`))).toEqual([]);
  });

  it("have a word that a detector could say", () => {
    expect(DETECTED.filter((word) => /face|head|eye|man|woman|child|skin|age|name|identity/.test(word))).toEqual([]);
    for (const className of ["face", "head", "man", "woman", "boy", "Jean Dupont", "smiling person", "person 17"])
      expect(wordFor(className), className).toBeNull();
    expect(COCO).toHaveLength(80);
  });

  it("are among the known models", () => {
    for (const { name, source } of KNOWN_MODELS) expect(`${name} ${source}`).not.toMatch(/face|pose|reid|embed/i);
  });

  it("come in with a model: whatever it says beside boxes and classes, it is refused", async () => {
    const outputs = [{ name: "output0", shape: [1, 84, 84], values: (index: number) => (index < 4 * 84 ? 30 : 0.4) }];
    const planted = [
      onnx({ outputs: [{ name: "output", shape: [1, 512], values: () => 0.04 }] }),
      onnx({ outputs: [...outputs, { name: "output1", shape: [1, 300, 128], values: () => 0.04 }] }),
      onnx({ outputs: [{ name: "output0", shape: [1, 56, 84], values: (index) => (index < 5 * 84 ? 0.5 : 40) }] }),
      onnx({ outputs, metadata: { names: "{0: 'face'}" } }),
      onnx({ outputs, graph: "arcface_r50" }),
      onnx({ outputs, steps: ["/head/kpts/Conv"] }),
    ];
    for (const model of planted) expect(isRefusal(await examine(model, null))).toBe(true);
    expect(isRefusal(await examine(onnx({ outputs }), null))).toBe(false);
  });
});
