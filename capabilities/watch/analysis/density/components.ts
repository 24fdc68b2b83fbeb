import type { Size } from "./mask-cleaning.ts";

/** Connected pieces of a mask (8 neighbours), numbered from 1 in the order of their first pixel. */
export interface Components {
  readonly labels: Int32Array;
  readonly count: number;
}

/** Two passes with a union of labels; `labels` is written and returned. */
export function componentsOf(mask: Uint8Array, { width, height, stride }: Size, labels: Int32Array): Components {
  const parents: number[] = [0];
  const rootOf = (label: number): number => {
    let at = label;
    for (;;) {
      const up = parents[at] ?? 0;
      if (up === at) return at;
      parents[at] = parents[up] ?? 0;
      at = parents[at] ?? 0;
    }
  };
  /** The label of two neighbours, 0 being none. */
  const joined = (own: number, beside: number): number => {
    if (beside === 0) return own;
    const root = rootOf(beside);
    if (own === 0 || root === own) return root;
    const low = Math.min(root, own);
    parents[Math.max(root, own)] = low;
    return low;
  };
  labels.fill(0);
  for (let y = 1; y + 1 < height; y++) {
    for (let x = 1; x + 1 < width; x++) {
      const at = y * stride + x;
      if (mask[at] === 0) continue;
      let own = joined(0, labels[at - 1] ?? 0);
      own = joined(own, labels[at - stride - 1] ?? 0);
      own = joined(own, labels[at - stride] ?? 0);
      own = joined(own, labels[at - stride + 1] ?? 0);
      if (own === 0) {
        own = parents.length;
        parents.push(own);
      }
      labels[at] = own;
    }
  }
  const numbers = new Int32Array(parents.length);
  let count = 0;
  for (let label = 1; label < parents.length; label++) if (rootOf(label) === label) numbers[label] = ++count;
  for (let label = 1; label < parents.length; label++) numbers[label] = numbers[rootOf(label)] ?? 0;
  for (let at = 0; at < labels.length; at++) {
    const label = labels[at] ?? 0;
    if (label !== 0) labels[at] = numbers[label] ?? 0;
  }
  return { labels, count };
}
