import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";

/** A hash of whole byte strings. Must not keep or change what it is given: callers reuse their buffers. */
export type Hash = (bytes: Uint8Array) => Uint8Array;

/** SHA-256 (FIPS 180-4) in plain JavaScript, for pages and phones. On Node the ground passes `node:crypto`'s, which is several times faster. */
export const sha256: Hash = (bytes) => nobleSha256(bytes);
