import { isRefusal, type Refusal } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { onnx, PICTURE, type WrittenModel, type WrittenOutput } from "../testing/onnx.ts";
import { examine } from "./examine.ts";
import type { Layout } from "./layout.ts";

// 128 x 128 has 16 x 16 + 8 x 8 + 4 x 4 cells.
const SIDE = 128;
const CELLS = 336;
const input = { ...PICTURE, shape: [1, 3, SIDE, SIDE] };

const looked = (model: Partial<WrittenModel>, classes: readonly string[] | null = null): Promise<Layout | Refusal> =>
  examine(onnx({ inputs: [input], outputs: [], ...model }), classes);

async function taken(model: Partial<WrittenModel>, classes: readonly string[] | null = null): Promise<Layout> {
  const layout = await looked(model, classes);
  if (isRefusal(layout)) throw new Error(layout.because);
  return layout;
}

async function why(model: Partial<WrittenModel>, classes: readonly string[] | null = null): Promise<string> {
  const layout = await looked(model, classes);
  return isRefusal(layout) ? `${layout.refused}: ${layout.because}` : `taken as ${layout.family}`;
}

/** [1, N, 5 + C] whose middles are those of decoded boxes, or offsets. */
const rows = (
  channels: number,
  { decoded, cells = CELLS, objectness = 0.1 }: { decoded: boolean; cells?: number; objectness?: number },
): WrittenOutput => ({
  name: "output",
  shape: [1, cells, channels],
  values: (index) => {
    const channel = index % channels;
    if (channel < 4) return decoded ? 64 : 0.4;
    return channel === 4 ? objectness : 0.2;
  },
});
const columns = (
  channels: number,
  from: (channel: number) => number = (channel) => (channel < 4 ? 60 : 0.3),
): WrittenOutput => ({
  name: "output0",
  shape: [1, channels, CELLS],
  values: (index) => from(Math.floor(index / CELLS)),
});

describe("a detector's family", () => {
  it("is told by shapes and numbers: YOLOX from YOLOv5, v6 and a YOLOX that decodes by itself", async () => {
    expect(await taken({ outputs: [rows(85, { decoded: false })] })).toMatchObject({
      family: "yolox",
      feeding: { channels: "bgr", white: 255, fit: "letterbox" },
    });
    const scored = { family: "yolo-scored", feeding: { channels: "rgb", white: 1 } };
    expect(await taken({ outputs: [rows(85, { decoded: true, cells: 3 * CELLS })] })).toMatchObject(scored);
    expect(await taken({ outputs: [rows(85, { decoded: true, objectness: 1 })] })).toMatchObject(scored);
    expect(await taken({ outputs: [rows(85, { decoded: true })] })).toMatchObject({
      family: "yolo-scored",
      feeding: { channels: "bgr", white: 255 },
    });
  });

  it("is YOLOv8 to v11 when a column is a box, v10 when it lists its boxes", async () => {
    expect(await taken({ outputs: [columns(84)] })).toMatchObject({ family: "yolo", width: SIDE, height: SIDE });
    const list: WrittenOutput = {
      name: "output0",
      shape: [1, 300, 6],
      values: (index) => [1, 2, 30, 40, 0.5, 2][index % 6] ?? 0,
    };
    expect(await taken({ outputs: [list] })).toMatchObject({ family: "yolo-listed" });
  });

  it("is RT-DETR or D-FINE with and without their postprocessor", async () => {
    const size = { name: "orig_target_sizes", shape: ["N", 2], type: 7 };
    const listed: WrittenOutput[] = [
      { name: "labels", shape: [1, 300], values: (index) => index % 80, type: 7 },
      { name: "boxes", shape: [1, 300, 4], values: () => 20 },
      { name: "scores", shape: [1, 300], values: () => 0.4 },
    ];
    expect(await taken({ inputs: [{ ...input, shape: ["N", 3, SIDE, SIDE] }, size], outputs: listed })).toMatchObject({
      family: "detr-listed",
      sizeInput: "orig_target_sizes",
      outputs: ["labels", "boxes", "scores"],
      feeding: { fit: "stretch" },
    });
    const raw: WrittenOutput[] = [
      { name: "logits", shape: [1, 300, 80], values: () => -3 },
      { name: "pred_boxes", shape: [1, 300, 4], values: () => 0.5 },
    ];
    expect(await taken({ outputs: raw })).toMatchObject({ family: "detr", outputs: ["logits", "pred_boxes"] });
  });

  it("is FastestDet when its boxes lie on a map of a sixteenth", async () => {
    const map: WrittenOutput = {
      name: "758",
      shape: [1, 85, 8, 8],
      values: (index) => (index < 64 || index >= 5 * 64 ? 0.3 : -1),
    };
    expect(await taken({ outputs: [map] })).toMatchObject({
      family: "fastest-det",
      feeding: { channels: "bgr", white: 1 },
    });
  });

  it("has the product's words for its classes, and drops the rest", async () => {
    const names = "{0: 'pedestrian', 1: 'van', 2: \"traffic light\", 3: 'dog'}";
    const { classes } = await taken({ outputs: [columns(8)], metadata: { names, task: "detect" } });
    expect(classes).toEqual(["person", "car", null, "animal"]);
    expect((await taken({ outputs: [columns(6)] }, ["luggage", "Person"])).classes).toEqual(["suitcase", "person"]);
  });
});

describe("what is no detector of things Cordon has words for", () => {
  it("is refused: feature vectors, in any shape", async () => {
    for (const shape of [[1, 512], [512], [1, 128, 1, 1], [1, 1, 256]])
      expect(await why({ outputs: [{ name: "output", shape, values: () => 0.1 }] }), String(shape)).toMatch(
        /^not-permitted: .*feature vector/,
      );
    expect(await why({ outputs: [{ name: "embedding", shape: [1, 16, 32], values: () => 0.1 }] })).toMatch(
      /feature vectors \("embedding"\)/,
    );
  });

  it("is refused: landmarks of faces and bodies in place of classes, whatever they are called", async () => {
    const places = (channel: number): number => (channel < 4 ? 60 : channel === 4 ? 0.5 : 70);
    // YOLO-pose: a class and 17 points of three numbers; YOLOv8-face: a class and 5 points.
    for (const channels of [56, 20])
      expect(await why({ outputs: [columns(channels, places)] })).toMatch(/^not-permitted: .*landmarks/);
    // YOLOv5-face: objectness, 5 points of two numbers, a class.
    const face: WrittenOutput = {
      ...rows(16, { decoded: true, cells: 3 * CELLS }),
      values: (index) => [50, 50, 20, 20, 0.3][index % 16] ?? 44,
    };
    expect(await why({ outputs: [face] })).toMatch(/^not-permitted: .*landmarks/);
    const retina: WrittenOutput[] = [
      { name: "bbox", shape: [1, 672, 4], values: () => 0 },
      { name: "confidence", shape: [1, 672, 2], values: () => 0.5 },
      { name: "landmark", shape: [1, 672, 10], values: () => 0 },
    ];
    expect(await why({ outputs: retina })).toMatch(/^not-permitted: .*landmarks of the body \("landmark"\)/);
  });

  it("is refused: what its maker calls a face, a likeness or a kind of people, wherever it is written", async () => {
    const outputs = [columns(84)];
    expect(await why({ outputs: [columns(5)] }, ["face"])).toMatch(/^not-permitted: .*faces/);
    expect(await why({ outputs: [columns(6)] }, ["man", "woman"])).toMatch(/^not-permitted: .*what people are/);
    expect(await why({ outputs, metadata: { description: "YOLOv8n-face" } })).toMatch(/^not-permitted: .*faces/);
    expect(await why({ outputs, metadata: { task: "pose" } })).toMatch(/^not-permitted: .*landmarks/);
    expect(await why({ outputs, graph: "osnet_x1_0" })).toMatch(/^not-permitted: .*identities/);
    expect(await why({ outputs, steps: ["/LandmarkHead.0/conv1x1/Conv"] })).toMatch(/^not-permitted: .*landmarks/);
    expect(await why({ outputs: [{ ...columns(84), name: "kps_8" }] })).toMatch(/^not-permitted: .*landmarks/);
    expect(await why({ outputs, graph: "surface-defects and backbone.features" })).toBe("taken as yolo");
  });

  it("is refused: masks, classes nobody names, classes without a word, and other shapes", async () => {
    const masks: WrittenOutput = { name: "output1", shape: [1, 32, 32, 32], values: () => 0 };
    expect(await why({ outputs: [columns(116), masks] })).toMatch(/^invalid: .*masks/);
    expect(await why({ outputs: [columns(34)] })).toMatch(/^invalid: it has 30 classes and names none/);
    expect(await why({ outputs: [columns(84)], metadata: { names: "{0: 'person'}" } })).toMatch(
      /^invalid: it has 80 classes, but 1 names/,
    );
    expect(await why({ outputs: [columns(6)] }, ["Jeanne", "Paul"])).toMatch(/^invalid: none of its classes/);
    expect(await why({ outputs: [{ name: "x", shape: [1, 77, 85], values: () => 0.5 }] })).toMatch(
      /^invalid: neither 77 nor 85 is the grid/,
    );
    expect(await why({ outputs: [{ name: "depth", shape: [1, 1, SIDE, SIDE], values: () => 1 }] })).toMatch(
      /^invalid: this is a map/,
    );
  });

  it("is refused: an input that is no picture of one size", async () => {
    const outputs = [columns(84)];
    const shaped = (shape: readonly (number | string)[], type = 1) =>
      why({ inputs: [{ name: "x", shape, type }], outputs });
    expect(await shaped([1, 3, "height", "width"])).toMatch(/^invalid: .*dynamic axes/);
    expect(await shaped([1, 1, SIDE, SIDE])).toMatch(/^invalid: its input is x \[1, 1, 128, 128\], and not \[1, 3/);
    expect(await shaped([4, 3, SIDE, SIDE])).toMatch(/^invalid: .*and not \[1, 3/);
    expect(await shaped([1, 3, 32, 32])).toMatch(/^invalid: .*sides of 64 to 2048/);
    expect(await shaped([1, 3, SIDE, SIDE], 10)).toMatch(/^invalid: .*32-bit floating point/);
    expect(await shaped([1, 3, SIDE])).toMatch(/^invalid: its inputs are x/);
    expect(await why({ inputs: [input, input], outputs })).toMatch(/^invalid: its inputs are/);
  });
});
