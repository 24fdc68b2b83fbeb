import { isRefusal, type Refusal } from "@cordon/kernel";
import { classNamesIn } from "./classes.ts";
import { inputOf, layoutOf } from "./family.ts";
import { refuseBiometrics } from "./forbidden.ts";
import type { Layout } from "./layout.ts";
import { readModelFile } from "./model-file.ts";
import { openModel, untold } from "./runtime.ts";

/**
 * Looks at a model that a stranger made: first at the file, then at one run over noise. Only in a process that may crash.
 * @param given class names that the operator gave, or null for the model's own
 */
export async function examine(bytes: Uint8Array, given: readonly string[] | null): Promise<Layout | Refusal> {
  const file = readModelFile(bytes);
  if (isRefusal(file)) return file;
  const forbidden = refuseBiometrics(file, given ?? classNamesIn(file.metadata) ?? []);
  if (forbidden !== null) return forbidden;
  const input = inputOf(file);
  if (isRefusal(input)) return input;
  const opened = await openModel(bytes, untold(input));
  if (isRefusal(opened)) return opened;
  await using model = opened;
  const outputs = await model.run(noise(3 * input.width * input.height));
  return isRefusal(outputs) ? outputs : layoutOf(file, input, outputs, given ?? undefined);
}

/** The same numbers from 0 to 1 every time (a linear congruential generator, Numerical Recipes). */
function noise(count: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  });
}
