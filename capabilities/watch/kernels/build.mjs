// Compiles the kernels of assembly/ to WebAssembly (a few kB, committed; a test compiles them again and compares the bytes).
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

/** Where each source's module lies, from here. */
export const modules = { background: "background.wasm", flow: "flow/flow.wasm", crowd: "crowd/crowd.wasm" };

/** Returns the module compiled from `assembly/NAME.ts` as bytes, or throws with the compiler's messages. */
export async function compile(name) {
  const here = fileURLToPath(new URL(".", import.meta.url));
  let bytes;
  const { error, stderr } = await asc.main(
    [
      `assembly/${name}.ts`,
      "--outFile",
      `${name}.wasm`,
      "--baseDir",
      here,
      "--enable",
      "simd",
      "-O3",
      "--runtime",
      "stub",
      "--noAssert",
      "--initialMemory",
      "1",
      "--use",
      "abort=",
    ],
    {
      writeFile: (_name, content) => {
        bytes = content;
      },
    },
  );
  if (error || !bytes) throw new Error(`asc: ${stderr.toString()}`, { cause: error });
  return bytes;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, file] of Object.entries(modules)) {
    await writeFile(new URL(file, import.meta.url), await compile(name));
  }
}
