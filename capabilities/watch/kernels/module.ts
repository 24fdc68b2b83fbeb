import { readFileSync } from "node:fs";

const PAGE_BYTES = 65536;

/** What a module of kernels exports: its functions, and the memory that they work in. */
type With<Functions> = Functions & { readonly memory: WebAssembly.Memory };

/** Kernels in WebAssembly SIMD, as `build.mjs` makes them: compiled once a thread, each instance with a memory of its own. */
export class KernelModule<Functions> {
  readonly #file: URL;
  readonly #functions: readonly (keyof Functions & string)[];
  #compiled: WebAssembly.Module | undefined;

  /** @param functions every function that the sources export: a module without one of them was built from others */
  constructor(file: URL, functions: readonly (keyof Functions & string)[]) {
    this.#file = file;
    this.#functions = functions;
  }

  /**
   * @param bytes how much memory its caller lays out
   * @throws Error where the module is not the one that the sources build
   */
  instance(bytes: number): With<Functions> {
    this.#compiled ??= new WebAssembly.Module(readFileSync(this.#file));
    const { exports } = new WebAssembly.Instance(this.#compiled);
    if (!this.#isWhole(exports)) {
      const name = this.#file.pathname.split("/").at(-1) ?? "";
      throw new Error(`${name} is not the one these sources build: run kernels/build.mjs`);
    }
    const { memory } = exports;
    const missing = Math.ceil(bytes / PAGE_BYTES) - memory.buffer.byteLength / PAGE_BYTES;
    if (missing > 0) memory.grow(missing);
    return exports;
  }

  #isWhole(value: WebAssembly.Exports): value is WebAssembly.Exports & With<Functions> {
    return (
      value["memory"] instanceof WebAssembly.Memory &&
      this.#functions.every((name) => typeof value[name] === "function")
    );
  }
}
