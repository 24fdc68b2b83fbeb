import { HASH_BYTES, type TreeHasher } from "./hasher.ts";

/** A complete subtree: the node `index` places from the left among those with 2^height leaves under them. */
export type NodeAt = { readonly height: number; readonly index: number };

/** Told of each complete subtree as appending completes it, leaves (height 0) included. */
export type NodeListener = (node: NodeAt, hash: Uint8Array) => void;

/**
 * The right edge of a growing tree: all that is needed to append leaves and to know the root, in O(log size) memory.
 * Also called a compact range. Appending costs two hashes on average.
 */
export class Frontier {
  readonly #hasher: TreeHasher;
  /** Roots of the complete subtrees that make up the tree, the largest first: one for each 1 bit of the size. */
  readonly #peaks: Uint8Array[];
  #size: number;

  private constructor(hasher: TreeHasher, size: number, peaks: Uint8Array[]) {
    this.#hasher = hasher;
    this.#size = size;
    this.#peaks = peaks;
  }

  static empty(hasher: TreeHasher): Frontier {
    return new Frontier(hasher, 0, []);
  }

  /** From {@link bytes}; undefined when the bytes cannot belong to a tree of that size. */
  static from(hasher: TreeHasher, size: number, bytes: Uint8Array): Frontier | undefined {
    if (!Number.isSafeInteger(size) || size < 0 || bytes.length !== HASH_BYTES * oneBits(size)) return undefined;
    const peaks: Uint8Array[] = [];
    for (let offset = 0; offset < bytes.length; offset += HASH_BYTES)
      peaks.push(bytes.slice(offset, offset + HASH_BYTES));
    return new Frontier(hasher, size, peaks);
  }

  /** Leaves so far. */
  get size(): number {
    return this.#size;
  }

  /** Adds one leaf hash. Keeps the array it is given. */
  append(leaf: Uint8Array, completed?: NodeListener): void {
    let hash = leaf;
    let index = this.#size;
    let height = 0;
    completed?.({ height, index }, hash);
    // Each trailing 1 bit of the size is a peak of equal height waiting for a right sibling.
    while (index % 2 === 1) {
      const left = this.#peaks.pop();
      if (left === undefined) throw new Error("frontier lost a peak");
      hash = this.#hasher.node(left, hash);
      index = (index - 1) / 2;
      height += 1;
      completed?.({ height, index }, hash);
    }
    this.#peaks.push(hash);
    this.#size += 1;
  }

  /** Merkle tree hash of everything appended (RFC 6962, section 2.1). */
  root(): Uint8Array {
    let root = this.#peaks.at(-1);
    if (root === undefined) return this.#hasher.empty;
    for (let at = this.#peaks.length - 2; at >= 0; at--) {
      const left = this.#peaks[at];
      if (left !== undefined) root = this.#hasher.node(left, root);
    }
    return root;
  }

  /** A frontier that goes on from here without moving this one. */
  copy(): Frontier {
    return new Frontier(this.#hasher, this.#size, [...this.#peaks]);
  }

  /** The peaks, the largest first, 32 bytes each: what {@link Frontier.from} reads. */
  bytes(): Uint8Array {
    const bytes = new Uint8Array(HASH_BYTES * this.#peaks.length);
    this.#peaks.forEach((peak, at) => bytes.set(peak, HASH_BYTES * at));
    return bytes;
  }
}

function oneBits(size: number): number {
  let bits = 0;
  // Sizes may pass 2^32, where JavaScript's bit operators stop.
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) bits += rest % 2;
  return bits;
}
