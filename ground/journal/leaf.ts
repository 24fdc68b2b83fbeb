import { hash } from "node:crypto";
import { AnyEnvelope, canonicalJson, type Envelope, MAX_ENTRY_BYTES, treeHasher, asJson } from "@cordon/kernel";

/** The tree's hashes by node:crypto's one-shot SHA-256, the fastest there is in Node. */
export const journalHasher = treeHasher((bytes) => hash("sha256", bytes, "buffer"));

/** An entry as it is kept: the canonical JSON of its envelope, and the leaf hash of those bytes. */
export interface Leaf {
  readonly body: string;
  readonly hash: Uint8Array;
  /** Read back from the body: what is projected now is what a rebuild will project. */
  readonly envelope: Envelope;
}

/** An entry beyond the 65,535 bytes of a tlog-tiles bundle: large things are blobs. Whoever asked is told so; nothing is broken. */
export class EntryTooLarge extends RangeError {}

/** @throws EntryTooLarge */
export function leafOf(envelope: Envelope): Leaf {
  const body = canonicalJson(asJson(envelope));
  const bytes = Buffer.byteLength(body);
  if (bytes > MAX_ENTRY_BYTES) {
    throw new EntryTooLarge(
      `an entry of kind ${envelope.kind} takes ${bytes} bytes; the journal holds at most ${MAX_ENTRY_BYTES}`,
    );
  }
  // The leaf prefix of RFC 6962 is the byte 0, which is what U+0000 is in UTF-8: one native call encodes and hashes.
  return { body, hash: hash("sha256", `\u0000${body}`, "buffer"), envelope: JSON.parse(body) };
}

/** @throws when the body is not an envelope: the journal was changed from outside */
export function envelopeOf(body: string): Envelope {
  return AnyEnvelope.parse(JSON.parse(body));
}
