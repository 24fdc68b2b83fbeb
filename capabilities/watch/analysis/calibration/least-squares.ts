import { solve } from "./homography.ts";

/** Residuals in units of their expected spread, in a fixed order and number. Undefined where the parameters make no sense. */
export type Residuals = (parameters: readonly number[]) => readonly number[] | undefined;

export interface Fit {
  readonly parameters: readonly number[];
  /** Of the residuals given, weighted. */
  readonly cost: number;
  /** One a residual, 0 to 1: below 1 for those that the fit does not believe. */
  readonly weights: readonly number[];
  /** Of the parameters, row by row; undefined where the residuals do not determine them. */
  readonly covariance: readonly (readonly number[])[] | undefined;
}

/** Beyond this many times its expected spread a residual pulls no harder (P. J. Huber, 1964). */
const HUBER = 1.5;
const MOST_STEPS = 40;

/**
 * Levenberg-Marquardt with Huber's weights: least squares that a few wrong observations do not spoil. Undefined when the start
 * makes no sense.
 */
export function fitRobustly(residualsOf: Residuals, start: readonly number[]): Fit | undefined {
  let parameters = start;
  let residuals = residualsOf(parameters);
  if (residuals === undefined) return undefined;
  let damping = 1e-3;
  for (let step = 0; step < MOST_STEPS && damping < 1e8; step++) {
    const weights = weightsOf(residuals);
    const { normal, gradient } = normalEquations(residualsOf, parameters, residuals, weights);
    const cost = costOf(residuals);
    const rows = normal.map((row, i) => [
      ...row.map((value, j) => (i === j ? value * (1 + damping) + 1e-12 : value)),
      -(gradient[i] ?? 0),
    ]);
    const change = solve(rows);
    const tried = change && parameters.map((value, i) => value + (change[i] ?? 0));
    const there = tried && residualsOf(tried);
    if (tried === undefined || there === undefined || !(costOf(there) < cost)) {
      damping *= 10;
      continue;
    }
    const gain = cost - costOf(there);
    [parameters, residuals, damping] = [tried, there, Math.max(1e-9, damping / 10)];
    if (gain < 1e-9 * cost) break;
  }
  const weights = weightsOf(residuals);
  const { normal } = normalEquations(residualsOf, parameters, residuals, weights);
  return { parameters, cost: costOf(residuals), weights, covariance: inverted(normal) };
}

function weightsOf(residuals: readonly number[]): number[] {
  return residuals.map((value) => (Math.abs(value) <= HUBER ? 1 : HUBER / Math.abs(value)));
}

function costOf(residuals: readonly number[]): number {
  return residuals.reduce((sum, value) => {
    const size = Math.abs(value);
    return sum + (size <= HUBER ? size * size : HUBER * (2 * size - HUBER));
  }, 0);
}

function normalEquations(
  residualsOf: Residuals,
  parameters: readonly number[],
  residuals: readonly number[],
  weights: readonly number[],
): { normal: number[][]; gradient: number[] } {
  const slopes = parameters.map((value, i) => {
    const nudge = 1e-6 * Math.max(1, Math.abs(value));
    const ahead = residualsOf(parameters.with(i, value + nudge));
    return residuals.map((here, k) => ((ahead?.[k] ?? here) - here) / nudge);
  });
  const weighted = (a: readonly number[], b: readonly number[]): number =>
    weights.reduce((sum, weight, k) => sum + weight * (a[k] ?? 0) * (b[k] ?? 0), 0);
  return {
    normal: slopes.map((a) => slopes.map((b) => weighted(a, b))),
    gradient: slopes.map((a) => weighted(a, residuals)),
  };
}

function inverted(matrix: readonly (readonly number[])[]): number[][] | undefined {
  const columns = matrix.map((_, i) => solve(matrix.map((row, j) => [...row, i === j ? 1 : 0])));
  return columns.every((column) => column !== undefined) ? columns : undefined;
}
