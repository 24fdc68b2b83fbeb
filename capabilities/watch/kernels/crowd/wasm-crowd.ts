import { readFileSync } from "node:fs";
import type { CrowdKernels } from "./crowd-kernels.ts";

type Exports = Omit<CrowdKernels, "name" | "buffer"> & { readonly memory: WebAssembly.Memory };

const PAGE_BYTES = 65536;
const FUNCTIONS = [
  "commonest",
  "subtract",
  "shade",
  "unshadow",
  "clean",
  "follow",
  "stand",
  "label",
  "sum",
  "gather",
] as const satisfies (keyof Exports)[];

let compiled: WebAssembly.Module | undefined;

function isCrowdExports(value: WebAssembly.Exports): value is WebAssembly.Exports & Exports {
  return value["memory"] instanceof WebAssembly.Memory && FUNCTIONS.every((name) => typeof value[name] === "function");
}

/** The crowd kernels in WebAssembly SIMD, each instance with its own memory. `crowd.wasm` is built by `../build.mjs`. */
export function makeWasmCrowdKernels(bytes: number): CrowdKernels {
  compiled ??= new WebAssembly.Module(readFileSync(new URL("crowd.wasm", import.meta.url)));
  const { exports } = new WebAssembly.Instance(compiled);
  if (!isCrowdExports(exports)) throw new Error("crowd.wasm is not the one these sources build: run kernels/build.mjs");
  const { memory, commonest, subtract, shade, unshadow, clean, follow, stand, label, sum, gather } = exports;
  const missing = Math.ceil(bytes / PAGE_BYTES) - memory.buffer.byteLength / PAGE_BYTES;
  if (missing > 0) memory.grow(missing);
  return {
    name: "wasm-simd",
    buffer: memory.buffer,
    commonest,
    subtract,
    shade,
    unshadow,
    clean,
    follow,
    stand,
    label,
    sum,
    gather,
  };
}
