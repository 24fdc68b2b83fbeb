import { KernelModule } from "../module.ts";
import type { CrowdKernels } from "./crowd-kernels.ts";

const crowd = new KernelModule<Omit<CrowdKernels, "name" | "buffer">>(new URL("crowd.wasm", import.meta.url), [
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
]);

/** The crowd kernels in WebAssembly SIMD. */
export function makeWasmCrowdKernels(bytes: number): CrowdKernels {
  const { memory, ...kernels } = crowd.instance(bytes);
  return { name: "wasm-simd", buffer: memory.buffer, ...kernels };
}
