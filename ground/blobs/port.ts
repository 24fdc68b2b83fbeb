import type { BlobHash, Instant, Refusal } from "@cordon/kernel";

/** A blob being read: its size in bytes and its content, whole or from `from` to `to` (inclusive, as HTTP ranges are). */
export interface BlobContent {
  readonly bytes: number;
  readonly stream: ReadableStream<Uint8Array>;
}

export interface StoredBlob {
  readonly hash: BlobHash;
  readonly bytes: number;
  /** When it was written here, by the store's own clock. */
  readonly storedAt: Instant;
}

/**
 * Exhibits and documents: content-addressed by SHA-256, written once, erased by retention. Ready for a disk or for S3.
 * Refusals: `too-large`, `store-full`, `not-found`, and `conflict` when what is stored no longer hashes to its name.
 */
export interface Blobs {
  /** Durable when it answers. Putting the same content again changes nothing. */
  put(
    content: Uint8Array | AsyncIterable<Uint8Array>,
  ): Promise<{ readonly hash: BlobHash; readonly bytes: number } | Refusal>;
  /** Whole content, verified against its name. */
  get(hash: BlobHash): Promise<Uint8Array | Refusal>;
  /** For serving: a part of it without reading it all. */
  open(hash: BlobHash, range?: { readonly from: number; readonly to: number }): Promise<BlobContent | Refusal>;
  has(hash: BlobHash): Promise<boolean>;
  /** Durable when it answers. Erasing what is not there is no error. */
  erase(hash: BlobHash): Promise<void>;
  /** Everything that is kept, in order of hash: for retention, which also finds what no row speaks of any more. */
  list(): AsyncIterable<StoredBlob>;
}
