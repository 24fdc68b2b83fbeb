import { type Refusal, refuse } from "@cordon/kernel";
import type { InferenceSession, OnnxValue, Tensor } from "onnxruntime-node";
import type { ModelInput } from "./family.ts";
import type { Layout, Output } from "./layout.ts";

/** A model in ONNX Runtime. Native code reads what a stranger wrote: never in the server's own process. */
export interface RunningModel extends AsyncDisposable {
  /** @param picture planes of the three channels one after the other, 3 x height x width */
  run(picture: Float32Array): Promise<readonly Output[] | Refusal>;
}

/** @returns refusals `unavailable` where there is no runtime for this machine, and `invalid` for what it does not load */
export async function openModel(
  bytes: Uint8Array,
  { input, width, height, sizeInput }: Pick<Layout, "input" | "width" | "height" | "sizeInput">,
): Promise<RunningModel | Refusal> {
  const runtime = await import("onnxruntime-node").catch(() => undefined);
  if (runtime === undefined)
    return refuse("unavailable", "there is no runtime for models on this machine (onnxruntime-node is not installed)");
  let session: InferenceSession;
  try {
    // One thread: a detector is one of many things that a core does, and more threads only wait for each other.
    session = await runtime.InferenceSession.create(bytes, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: "sequential",
      graphOptimizationLevel: "all",
      logSeverityLevel: 4,
    });
  } catch (error) {
    return refuse("invalid", `the runtime does not take it: ${firstLine(error)}`);
  }
  return {
    async run(picture) {
      const feeds: Record<string, Tensor> = { [input]: new runtime.Tensor("float32", picture, [1, 3, height, width]) };
      if (sizeInput !== null)
        feeds[sizeInput] = new runtime.Tensor("int64", BigInt64Array.of(BigInt(width), BigInt(height)), [1, 2]);
      try {
        const results = await session.run(feeds);
        return session.outputNames.map((name) => outputOf(name, results[name]));
      } catch (error) {
        return refuse("invalid", `the model does not run: ${firstLine(error)}`);
      }
    },
    [Symbol.asyncDispose]: () => session.release(),
  };
}

/** Whatever is no tensor of numbers comes out empty, and no family is empty. */
function outputOf(name: string, value: OnnxValue | undefined): Output {
  if (value === undefined || typeof value !== "object" || !("dims" in value) || !("data" in value))
    return { name, shape: [], values: new Float32Array() };
  const { data, dims } = value;
  if (data instanceof Float32Array) return { name, shape: dims, values: data };
  if (data instanceof BigInt64Array || data instanceof Int32Array)
    return { name, shape: dims, values: Float32Array.from(data, Number) };
  return { name, shape: [], values: new Float32Array() };
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split("\n")[0] ?? "").slice(0, 200);
}

/** What `openModel` needs to know of a model whose family is not known yet. */
export function untold({ name, ...rest }: ModelInput): Pick<Layout, "input" | "width" | "height" | "sizeInput"> {
  return { input: name, ...rest };
}
