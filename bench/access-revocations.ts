import { Revocations } from "@cordon/access/rules";
import { PassNumber } from "@cordon/kernel";
import { median, type Measurement } from "./measurement.ts";

const PASSES = 1_000_000;
const REVOKED = 10_000;
const NEW = 100;
const ROUNDS = 21;

/**
 * The revocations of a million passes as a gate gets them: all at once, and a hundred new ones. The reference is the entropy of which ten
 * thousand of a million they are: no exact list is smaller on average.
 */
export async function* accessRevocationsBench(): AsyncGenerator<Measurement> {
  const draw = drawing(20_240_726);
  const revoked = distinct(draw, REVOKED, new Set());
  const added = distinct(draw, NEW, revoked);
  const whole = Revocations.of(1, numbers(revoked)).encode();
  const bound = entropyBytes(PASSES, REVOKED);
  yield {
    bench: "access-revocations",
    metric: "bytes",
    value: whole.length,
    unit: `bytes for ${REVOKED} of ${PASSES} passes`,
    reference: { what: "entropy of the choice, log2 of the binomial coefficient", value: Math.round(bound) },
    ratio: Number((whole.length / bound).toFixed(4)),
    target: 1.25,
  };
  const delta = Revocations.deltaOf(1, 2, numbers(added), []);
  const deltaBound = entropyBytes(PASSES, NEW);
  yield {
    bench: "access-revocations",
    metric: "delta-bytes",
    value: delta.length,
    unit: `bytes for ${NEW} new ones`,
    reference: { what: "entropy of the choice", value: Math.round(deltaBound) },
    ratio: Number((delta.length / deltaBound).toFixed(2)),
    target: 1000,
  };
  const times = Array.from({ length: ROUNDS }, () => apply(whole, delta));
  const applyMs = median(times.map(({ applied }) => applied));
  const loadMs = median(times.map(({ loaded }) => loaded));
  yield {
    bench: "access-revocations",
    metric: "apply-ms",
    value: Number(applyMs.toFixed(3)),
    unit: "ms to apply the delta to a loaded list",
    reference: { what: "ms to load the whole list", value: Number(loadMs.toFixed(3)) },
    ratio: Number((applyMs / loadMs).toFixed(3)),
    target: 50,
  };
}

function apply(whole: Uint8Array, delta: Uint8Array): { loaded: number; applied: number } {
  const began = performance.now();
  const list = Revocations.decode(whole);
  const loaded = performance.now();
  const outcome = list?.apply(delta);
  const applied = performance.now();
  if (outcome !== "applied" || list?.size !== REVOKED + NEW) throw new Error(`the delta was not applied: ${outcome}`);
  return { loaded: loaded - began, applied: applied - loaded };
}

function entropyBytes(of: number, chosen: number): number {
  let bits = 0;
  for (let index = 0; index < chosen; index++) bits += Math.log2((of - index) / (index + 1));
  return bits / 8;
}

/** The same numbers on every run: a linear congruential generator (Numerical Recipes). */
function drawing(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return 1 + Math.floor((state / 2 ** 32) * PASSES);
  };
}

function distinct(draw: () => number, count: number, without: ReadonlySet<number>): Set<number> {
  const drawn = new Set<number>();
  while (drawn.size < count) {
    const number = draw();
    if (!without.has(number)) drawn.add(number);
  }
  return drawn;
}

function numbers(drawn: ReadonlySet<number>): PassNumber[] {
  return Array.from(drawn, (number) => PassNumber.parse(number));
}
