import { makeWasmCrowdKernels } from "./crowd/wasm-crowd.ts";
import type { EvidenceKernels } from "./evidence/evidence-kernels.ts";
import { makeWasmFlowKernels } from "./flow/wasm-flow.ts";
import type { Kernels } from "./kernels.ts";
import { KernelModule } from "./module.ts";
import type { SlowKernels } from "./slow/slow-kernels.ts";

type Functions = Omit<Kernels, "name" | "buffer" | "makeFlow" | "makeCrowd" | "slow" | "evidence"> &
  SlowKernels &
  EvidenceKernels;

const background = new KernelModule<Functions>(new URL("background.wasm", import.meta.url), [
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
  "lightBlocks",
  "bendLight",
  "beside",
  "shrink",
  "slopes",
  "localLight",
  "weigh",
  "dropSoft",
  "addUp",
  "bestSpot",
]);

/** The kernels in WebAssembly SIMD, each instance with its own memory. */
export function makeWasmKernels(bytes: number): Kernels {
  const exports = background.instance(bytes);
  const { memory, reduce, subtract, majority, select, dilate, relight, label, measure, unlabelled } = exports;
  const { gather, levels, close, middle, compare, company, follow, beside } = exports;
  const { lightBins, lightAround, lightBlocks, bendLight } = exports;
  const { shrink, slopes, localLight, weigh, dropSoft, addUp, bestSpot } = exports;
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
    slow: {
      ...{ gather, levels, close, middle, compare, company, follow, beside },
      ...{ lightBins, lightAround, lightBlocks, bendLight },
    },
    evidence: { shrink, slopes, localLight, weigh, dropSoft, addUp, bestSpot },
  };
}
