/** A detector that operators may use without asking anybody, as its makers publish it. Cordon brings none of them. */
export interface KnownModel {
  readonly name: string;
  /** SPDX, of the code and of the weights. */
  readonly licence: string;
  readonly source: string;
  /** Null: not verified by us; whoever adds it compares it with what its makers say. */
  readonly sha256: string | null;
  /** Average precision on COCO 2017 as its makers state it, IoU 0.5 to 0.95. */
  readonly averagePrecision: number;
  /** Side of the square input, pixels. */
  readonly side: number;
}

const YOLOX = "https://github.com/Megvii-BaseDetection/YOLOX/releases/download/0.1.1rc0";

/**
 * Permissive licences alone: the weights of YOLOv5, v8 and later by Ultralytics are under the AGPL-3.0, those of v6 and v7 under the
 * GPL-3.0; they work, and whoever uses them obeys those. A hash stands here only where we computed it from the file ourselves.
 */
export const KNOWN_MODELS: readonly KnownModel[] = [
  {
    name: "YOLOX-nano",
    licence: "Apache-2.0",
    source: `${YOLOX}/yolox_nano.onnx`,
    sha256: "d39bee73564e338080378b0ad567fbb40e818b55bbfaf971de82a0267ed16b8a",
    averagePrecision: 25.8,
    side: 416,
  },
  {
    name: "YOLOX-tiny",
    licence: "Apache-2.0",
    source: `${YOLOX}/yolox_tiny.onnx`,
    sha256: null,
    averagePrecision: 32.8,
    side: 416,
  },
  {
    name: "YOLOX-s",
    licence: "Apache-2.0",
    source: `${YOLOX}/yolox_s.onnx`,
    sha256: null,
    averagePrecision: 40.5,
    side: 640,
  },
  {
    name: "YOLOX-m",
    licence: "Apache-2.0",
    source: `${YOLOX}/yolox_m.onnx`,
    sha256: null,
    averagePrecision: 47.2,
    side: 640,
  },
  {
    name: "FastestDet",
    licence: "BSD-3-Clause",
    source: "https://github.com/dog-qiuqiu/FastestDet/raw/main/example/onnx-runtime/FastestDet.onnx",
    sha256: "31cb14c017fce347cb4c846ec62fdf00d76bb3beecdf4be21e7116ac67feb880",
    averagePrecision: 13.0,
    side: 352,
  },
  {
    name: "D-FINE-N",
    licence: "Apache-2.0",
    source: "https://github.com/Peterande/D-FINE (to be exported with tools/deployment/export_onnx.py)",
    sha256: null,
    averagePrecision: 42.8,
    side: 640,
  },
  {
    name: "RT-DETR-R18",
    licence: "Apache-2.0",
    source: "https://github.com/lyuwenyu/RT-DETR (to be exported with its own tools)",
    sha256: null,
    averagePrecision: 46.5,
    side: 640,
  },
];
