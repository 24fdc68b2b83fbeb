import { equalBytes } from "../base64.ts";
import type { NodeAt } from "./frontier.ts";
import type { TreeHasher } from "./hasher.ts";

/** Leaves `from` (included) to `to` (excluded). */
export type LeafRange = { readonly from: number; readonly to: number };

/** The hash of a complete subtree that the prover holds. */
export type NodeReader = (node: NodeAt) => Uint8Array;

/**
 * The leaf ranges whose hashes prove that leaf `index` is in the tree of `size` leaves, from the leaf upwards
 * (RFC 6962, section 2.1.1). Throws RangeError unless 0 <= index < size.
 */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  requireCounts(index, size);
  if (index >= size) throw new RangeError(`leaf ${index} is not in a tree of ${size}`);
  const ranges: LeafRange[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + largestPowerOfTwoBelow(to - from);
    if (index < middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
    }
  }
  return ranges.reverse();
}

/**
 * The leaf ranges whose hashes prove that the tree of `older` leaves is a beginning of the tree of `newer` leaves
 * (RFC 6962, section 2.1.2). Empty when they are equal or the older is empty. Throws RangeError unless 0 <= older <= newer.
 */
export function consistencyRanges(older: number, newer: number): LeafRange[] {
  requireCounts(older, newer);
  if (older > newer) throw new RangeError(`a tree of ${older} is not older than one of ${newer}`);
  if (older === 0 || older === newer) return [];
  const ranges: LeafRange[] = [];
  let from = 0;
  let to = newer;
  while (to !== older) {
    const middle = from + largestPowerOfTwoBelow(to - from);
    if (older <= middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
    }
  }
  // The verifier knows the older root, so it is sent only where it is not that whole tree.
  if (from !== 0) ranges.push({ from, to });
  return ranges.reverse();
}

/** The complete subtrees a range is made of, from the left. The range must start where the tree would split it. */
export function rangeNodes(range: LeafRange): NodeAt[] {
  const nodes: NodeAt[] = [];
  let { from } = range;
  while (from < range.to) {
    let leaves = 1;
    let height = 0;
    while (from % (2 * leaves) === 0 && from + 2 * leaves <= range.to) {
      leaves *= 2;
      height += 1;
    }
    nodes.push({ height, index: from / leaves });
    from += leaves;
  }
  return nodes;
}

/** Merkle tree hash of a range, from complete subtrees. */
export function rangeHash(hasher: TreeHasher, range: LeafRange, read: NodeReader): Uint8Array {
  let hash: Uint8Array | undefined;
  for (const node of rangeNodes(range).reverse()) {
    const left = read(node);
    hash = hash === undefined ? left : hasher.node(left, hash);
  }
  return hash ?? hasher.empty;
}

export function inclusionProof(hasher: TreeHasher, index: number, size: number, read: NodeReader): Uint8Array[] {
  return inclusionRanges(index, size).map((range) => rangeHash(hasher, range, read));
}

export function consistencyProof(hasher: TreeHasher, older: number, newer: number, read: NodeReader): Uint8Array[] {
  return consistencyRanges(older, newer).map((range) => rangeHash(hasher, range, read));
}

export type InclusionClaim = {
  readonly index: number;
  readonly size: number;
  readonly leaf: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
};

/** RFC 9162, section 2.1.3.2. False for anything that does not prove the claim, malformed numbers included. */
export function verifyInclusion(hasher: TreeHasher, claim: InclusionClaim): boolean {
  if (!isCount(claim.index) || !isCount(claim.size) || claim.index >= claim.size) return false;
  let index = claim.index;
  let last = claim.size - 1;
  let hash = claim.leaf;
  for (const sibling of claim.proof) {
    if (last === 0) return false;
    if (index % 2 === 1 || index === last) {
      hash = hasher.node(sibling, hash);
      while (index % 2 === 0 && index !== 0) {
        index /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = hasher.node(hash, sibling);
    }
    index = Math.floor(index / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equalBytes(hash, claim.root);
}

export type ConsistencyClaim = {
  readonly older: { readonly size: number; readonly root: Uint8Array };
  readonly newer: { readonly size: number; readonly root: Uint8Array };
  readonly proof: readonly Uint8Array[];
};

/** RFC 9162, section 2.1.4.2; every tree is consistent with the empty one. False for anything that does not prove the claim. */
export function verifyConsistency(hasher: TreeHasher, claim: ConsistencyClaim): boolean {
  const { older, newer, proof } = claim;
  if (!isCount(older.size) || !isCount(newer.size) || older.size > newer.size) return false;
  if (older.size === 0) return proof.length === 0 && equalBytes(older.root, hasher.empty);
  if (older.size === newer.size) return proof.length === 0 && equalBytes(older.root, newer.root);
  const path = isPowerOfTwo(older.size) ? [older.root, ...proof] : [...proof];
  const [seed, ...rest] = path;
  if (seed === undefined) return false;
  let index = older.size - 1;
  let last = newer.size - 1;
  while (index % 2 === 1) {
    index = (index - 1) / 2;
    last = Math.floor(last / 2);
  }
  let olderHash = seed;
  let newerHash = seed;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (index % 2 === 1 || index === last) {
      olderHash = hasher.node(sibling, olderHash);
      newerHash = hasher.node(sibling, newerHash);
      while (index % 2 === 0 && index !== 0) {
        index /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      newerHash = hasher.node(newerHash, sibling);
    }
    index = Math.floor(index / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equalBytes(olderHash, older.root) && equalBytes(newerHash, newer.root);
}

function largestPowerOfTwoBelow(count: number): number {
  let power = 1;
  while (2 * power < count) power *= 2;
  return power;
}

function isPowerOfTwo(count: number): boolean {
  return 2 ** Math.round(Math.log2(count)) === count;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function requireCounts(...values: number[]): void {
  for (const value of values) if (!isCount(value)) throw new RangeError(`${value} is not a number of leaves`);
}
