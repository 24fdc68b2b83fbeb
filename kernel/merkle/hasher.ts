import type { Hash } from "../sha256.ts";

/** Bytes in a SHA-256 hash. */
export const HASH_BYTES = 32;

/**
 * The three hashes of an RFC 6962 tree (section 2.1). The prefixes keep an inner node from passing for a leaf.
 * One hasher must not be shared across threads: it reuses its buffers.
 */
export type TreeHasher = {
  /** Root of the tree with no leaves: SHA-256 of nothing. */
  readonly empty: Uint8Array;
  /** SHA-256(0x00 || body). */
  leaf(body: Uint8Array): Uint8Array;
  /** SHA-256(0x01 || left || right). */
  node(left: Uint8Array, right: Uint8Array): Uint8Array;
};

export function treeHasher(hash: Hash): TreeHasher {
  const pair = new Uint8Array(1 + 2 * HASH_BYTES);
  pair[0] = 0x01;
  let prefixed = new Uint8Array(1024);
  return {
    empty: hash(new Uint8Array(0)),
    leaf(body) {
      if (body.length + 1 > prefixed.length) prefixed = new Uint8Array(2 * (body.length + 1));
      prefixed[0] = 0x00;
      prefixed.set(body, 1);
      return hash(prefixed.subarray(0, body.length + 1));
    },
    node(left, right) {
      pair.set(left, 1);
      pair.set(right, 1 + HASH_BYTES);
      return hash(pair);
    },
  };
}
