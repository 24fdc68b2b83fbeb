import { createHash } from "node:crypto";
import { type BlobHash, type Refusal, refuse } from "@cordon/kernel";
import { MOST_CONTENT_BYTES } from "../words/edge.ts";

/** All edges together: stills and clips on their way are in memory, and only for the moment between their pieces and their signal. */
const MOST_BYTES = 4 * MOST_CONTENT_BYTES;

interface Upload {
  readonly parts: Buffer[];
  bytes: number;
}

/** Pieces of stills and clips that edges sent, by their hash, until the signal that they show is written down. */
export class Uploads {
  readonly #uploads = new Map<BlobHash, Upload>();
  #bytes = 0;

  /** Takes the piece that begins at `offset`; answers how many bytes there are now, which is where the next begins. */
  add(hash: BlobHash, offset: number, piece: Buffer): number | Refusal {
    const upload = this.#uploads.get(hash) ?? { parts: [], bytes: 0 };
    if (offset !== upload.bytes) return upload.bytes;
    if (offset + piece.length > MOST_CONTENT_BYTES)
      return refuse("too-large", `A still or a clip has at most ${MOST_CONTENT_BYTES} bytes.`, "piece");
    // As it was used last: what nobody asked for makes room.
    this.#uploads.delete(hash);
    this.#uploads.set(hash, upload);
    upload.parts.push(piece);
    upload.bytes += piece.length;
    this.#bytes += piece.length;
    for (const oldest of this.#uploads.keys()) {
      if (this.#bytes <= MOST_BYTES || oldest === hash) break;
      this.forget(oldest);
    }
    return upload.bytes;
  }

  /** The whole content, or undefined when it is not here or is not what its hash says. */
  whole(hash: BlobHash, bytes: number): Uint8Array | undefined {
    const upload = this.#uploads.get(hash);
    if (upload === undefined || upload.bytes < bytes) return undefined;
    const content = Buffer.concat(upload.parts);
    if (content.length === bytes && createHash("sha256").update(content).digest("hex") === hash) return content;
    this.forget(hash);
    return undefined;
  }

  forget(hash: BlobHash): void {
    this.#bytes -= this.#uploads.get(hash)?.bytes ?? 0;
    this.#uploads.delete(hash);
  }
}
