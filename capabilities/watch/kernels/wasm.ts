import { readFileSync } from "node:fs";
import { makeWasmCrowdKernels } from "./crowd/wasm-crowd.ts";
import type { EvidenceKernels } from "./evidence/evidence-kernels.ts";
import { makeWasmFlowKernels } from "./flow/wasm-flow.ts";
import type { Kernels } from "./kernels.ts";
import type { SlowKernels } from "./slow/slow-kernels.ts";

type Exports = Omit<Kernels, "name" | "buffer" | "makeFlow" | "makeCrowd" | "slow" | "evidence"> &
  SlowKernels &
  EvidenceKernels & { readonly memory: WebAssembly.Memory };

const PAGE_BYTES = 65536;
const FUNCTIONS = [
  "reduce",
  "subtract",
  "majority",
  "select",
  "dilate",
  "relight",
  "label",
  "measure",
  "unlabelled",
  "gather",
  "levels",
  "close",
  "middle",
  "compare",
  "company",
  "follow",
  "lightBins",
  "lightAround",
  "beside",
  "shrink",
  "slopes",
  "localLight",
  "weigh",
  "dropSoft",
  "addUp",
  "bestSpot",
] as const satisfies (keyof Exports)[];

let compiled: WebAssembly.Module | undefined;

function isKernelExports(value: WebAssembly.Exports): value is WebAssembly.Exports & Exports {
  return value["memory"] instanceof WebAssembly.Memory && FUNCTIONS.every((name) => typeof value[name] === "function");
}

/** The kernels in WebAssembly SIMD, each instance with its own memory. `background.wasm` is built by `build.mjs`. */
export function makeWasmKernels(bytes: number): Kernels {
  compiled ??= new WebAssembly.Module(readFileSync(new URL("background.wasm", import.meta.url)));
  const { exports } = new WebAssembly.Instance(compiled);
  if (!isKernelExports(exports))
    throw new Error("background.wasm is not the one these sources build: run kernels/build.mjs");
  const { memory, reduce, subtract, majority, select, dilate, relight, label, measure, unlabelled } = exports;
  const { gather, levels, close, middle, compare, company, follow, lightBins, lightAround, beside } = exports;
  const { shrink, slopes, localLight, weigh, dropSoft, addUp, bestSpot } = exports;
  const missing = Math.ceil(bytes / PAGE_BYTES) - memory.buffer.byteLength / PAGE_BYTES;
  if (missing > 0) memory.grow(missing);
  return {
    name: "wasm-simd",
    buffer: memory.buffer,
    makeFlow: makeWasmFlowKernels,
    makeCrowd: makeWasmCrowdKernels,
    reduce,
    subtract,
    majority,
    select,
    dilate,
    relight,
    label,
    measure,
    unlabelled,
    slow: { gather, levels, close, middle, compare, company, follow, lightBins, lightAround, beside },
    evidence: { shrink, slopes, localLight, weigh, dropSoft, addUp, bestSpot },
  };
}
