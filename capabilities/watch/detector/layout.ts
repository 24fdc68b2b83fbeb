export type { Family, Feeding, Layout } from "../words/model.ts";

/** One output of one run: float32 as it came, integers as numbers. */
export interface Output {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}
