import { KernelModule } from "../module.ts";
import type { FlowKernels } from "./flow-kernels.ts";

const flow = new KernelModule<Omit<FlowKernels, "name" | "buffer">>(new URL("flow.wasm", import.meta.url), [
  "reduce",
  "border",
  "cover",
  "search",
  "densify",
  "enlarge",
]);

/** The flow kernels in WebAssembly SIMD. */
export function makeWasmFlowKernels(bytes: number): FlowKernels {
  const { memory, ...kernels } = flow.instance(bytes);
  return { name: "wasm-simd", buffer: memory.buffer, ...kernels };
}
