import { readFileSync } from "node:fs";
import type { FlowKernels } from "./flow-kernels.ts";

type Exports = Omit<FlowKernels, "name" | "buffer"> & { readonly memory: WebAssembly.Memory };

const PAGE_BYTES = 65536;

let compiled: WebAssembly.Module | undefined;

function isFlowExports(value: WebAssembly.Exports): value is WebAssembly.Exports & Exports {
  return (
    value["memory"] instanceof WebAssembly.Memory &&
    ["reduce", "border", "cover", "search", "densify", "enlarge"].every((name) => typeof value[name] === "function")
  );
}

/** The flow kernels in WebAssembly SIMD, each instance with its own memory. `flow.wasm` is built by `../build.mjs`. */
export function makeWasmFlowKernels(bytes: number): FlowKernels {
  compiled ??= new WebAssembly.Module(readFileSync(new URL("flow.wasm", import.meta.url)));
  const { exports } = new WebAssembly.Instance(compiled);
  if (!isFlowExports(exports)) throw new Error("flow.wasm is not the one these sources build: run kernels/build.mjs");
  const { memory, reduce, border, cover, search, densify, enlarge } = exports;
  const missing = Math.ceil(bytes / PAGE_BYTES) - memory.buffer.byteLength / PAGE_BYTES;
  if (missing > 0) memory.grow(missing);
  return { name: "wasm-simd", buffer: memory.buffer, reduce, border, cover, search, densify, enlarge };
}
