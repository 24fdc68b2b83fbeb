/** One line of a bench: what was measured, against what, in the same run. */
export interface Measurement {
  readonly bench: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  readonly reference: { readonly what: string; readonly value: number };
  /** Always ours divided by the reference. */
  readonly ratio: number;
  /** What must be reached: the ratio for metrics that are ratios, the value otherwise. */
  readonly target: number;
}

/** The middle of an odd number of rounds: one slow moment of the machine must not decide. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
