import { createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type BlobHash, isRefusal } from "@cordon/kernel";
import { checkModel } from "../detector/check.ts";
import type { DetectorData } from "../detector/detector-protocol.ts";
import { MOST_MODEL_BYTES } from "../detector/model-file.ts";
import { type EdgeModel, EdgeModelPiece } from "../words/edge.ts";
import type { Link } from "./link.ts";

export interface EdgeDetectorParts {
  /** Where its file is kept, under its hash: it comes over the line once, or an operator brings it here by hand. */
  readonly folder: string;
  readonly link: Link;
  readonly log: (line: string) => void;
  /** Cameras look with another one from now on, or with none. */
  readonly changed: () => void;
  readonly signal: AbortSignal;
}

/**
 * The detector that the centre's operators chose, at an edge. The centre fetched it, compared its hash and looked at it; here its hash is compared and it is
 * looked at again, by the same rule: what reached this disk otherwise, or tells who people are, looks at nobody.
 */
export class EdgeDetector implements AsyncDisposable {
  readonly #parts: EdgeDetectorParts;
  #wanted: EdgeModel | null = null;
  #model: DetectorData | null = null;
  #line: Promise<void> = Promise.resolve();

  constructor(parts: EdgeDetectorParts) {
    this.#parts = parts;
  }

  /** What cameras look with now. */
  get model(): DetectorData | null {
    return this.#model;
  }

  /** As the centre says with its orders; it may say the same again. Nobody waits for it: everything works without. */
  want(chosen: EdgeModel | null): void {
    if (wordsOf(chosen) === wordsOf(this.#wanted)) return;
    this.#wanted = chosen;
    this.#use(null);
    this.#line = this.#line
      .then(() => this.#take(chosen))
      .catch((error: unknown) => {
        this.#parts.log(`the detector cannot be kept: ${String(error)}`);
        if (this.#wanted === chosen) this.#wanted = null;
      });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#line;
  }

  async #take(chosen: EdgeModel | null): Promise<void> {
    const { folder, log, signal } = this.#parts;
    if (chosen !== this.#wanted || signal.aborted) return;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (chosen === null) return this.#keepOnly(null);
    const bytes = (await this.#kept(chosen.sha256)) ?? (await this.#had(chosen.sha256));
    if (signal.aborted || chosen !== this.#wanted) return;
    // Cut, or it is another one meanwhile: the next orders say so.
    if (bytes === undefined) {
      this.#wanted = null;
      return;
    }
    const layout = await checkModel(bytes, chosen.classes, signal);
    if (signal.aborted || chosen !== this.#wanted) return;
    if (isRefusal(layout)) {
      log(`the detector ${chosen.sha256} is not used: ${layout.because}`);
      return this.#keepOnly(null);
    }
    this.#use({ bytes: new Uint8Array(bytes), layout });
    log(`cameras look with the detector ${chosen.sha256}`);
    return this.#keepOnly(chosen.sha256);
  }

  #use(model: DetectorData | null): void {
    if (model === this.#model) return;
    this.#model = model;
    this.#parts.changed();
  }

  async #kept(sha256: BlobHash): Promise<Buffer | undefined> {
    const bytes = await readFile(join(this.#parts.folder, sha256)).catch(() => undefined);
    return bytes !== undefined && hashOf(bytes) === sha256 ? bytes : undefined;
  }

  /** From the centre, in pieces; kept when it is what it should be. */
  async #had(sha256: BlobHash): Promise<Buffer | undefined> {
    const { folder, link, log, signal } = this.#parts;
    const pieces: Buffer[] = [];
    let [offset, whole] = [0, 1];
    while (offset < whole) {
      const answer = await link.query("watch.edge-model", { sha256, offset }, EdgeModelPiece);
      if (answer.came !== "answer" || signal.aborted) return undefined;
      const piece = Buffer.from(answer.output.piece, "base64");
      whole = answer.output.bytes;
      offset += piece.length;
      if (piece.length === 0 || whole > MOST_MODEL_BYTES || offset > whole) return undefined;
      pieces.push(piece);
    }
    const bytes = Buffer.concat(pieces);
    if (hashOf(bytes) !== sha256) {
      log(`what came for the detector ${sha256} has another hash`);
      return undefined;
    }
    const beside = join(folder, `${sha256}.new`);
    await using file = await open(beside, "w", 0o600);
    await file.writeFile(bytes);
    await file.sync();
    await rename(beside, join(folder, sha256));
    return bytes;
  }

  /** What is not used is not kept. */
  async #keepOnly(sha256: BlobHash | null): Promise<void> {
    const { folder } = this.#parts;
    for (const name of await readdir(folder)) if (name !== sha256) await rm(join(folder, name), { force: true });
  }
}

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const wordsOf = (model: EdgeModel | null): string => JSON.stringify(model);
