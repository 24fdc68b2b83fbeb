import { newId, tablesOf, type WorkerContext } from "@cordon/ground";
import {
  type Exhibit,
  isRefusal,
  type MandateId,
  type Signal,
  SignalExhibitsAdded,
  SignalId,
  SignalRaised,
  SubjectId,
} from "@cordon/kernel";
import { isWanted, keptSignal } from "../../tables/exhibits.ts";
import type { WatchTables } from "../../tables.ts";
import { OriginalsSealed } from "../../words/exhibits.ts";
import { keepKey, keyOf, newKey, type Original, sealOriginal } from "./sealing.ts";

export type KeeperContext = Pick<WorkerContext, "read" | "journal" | "blobs" | "vault" | "log">;

/** A signal as a camera's process told it. */
export interface Noticed {
  readonly ref: string;
  /** Drawn here where nobody drew it before. */
  readonly id?: SignalId;
  readonly mandate: MandateId;
  readonly signal: Omit<Signal, "id" | "exhibits">;
  /** JPEG; null when none could be made. */
  readonly still: Uint8Array | null;
  readonly originalStill: Uint8Array | null;
}

/** Signals whose clip is still to come, at most: a clip takes seconds. */
const MOST_AWAITED = 1000;

const BY = { kind: "system", id: "watch.signal" } as const;

/**
 * Writes signals down with what shows them: the pixelated picture as a blob for everybody, the original encrypted under a key of the signal's
 * own. No original touches the disk before it is encrypted.
 */
export class ExhibitKeeper {
  readonly #context: KeeperContext;
  readonly #awaited = new Map<
    string,
    { readonly signal: SignalId; readonly subject: SubjectId; readonly mandate: MandateId }
  >();

  constructor(context: KeeperContext) {
    this.#context = context;
  }

  /** A signal without its pictures is better than no signal. */
  async raise({ ref, id = newId(SignalId), mandate, signal, still, originalStill }: Noticed): Promise<void> {
    const { journal, vault, log } = this.#context;
    const subject = newId(SubjectId);
    const key = newKey();
    const exhibits = await this.#keep("still", "image/jpeg", still);
    const sealed = await this.#seal(id, key, { role: "still", mediaType: "image/jpeg", content: originalStill });
    const done = await journal.run({
      by: BY,
      operation: BY.id,
      decide: async ({ tx }) => {
        const refusal = await keepKey(vault, tx, subject, key);
        if (refusal !== null) return refusal;
        const raised = SignalRaised.of({ ...signal, id, exhibits }, mandate);
        const originals = OriginalsSealed.of({ signal: id, subject, exhibits: sealed }, mandate);
        return { entries: sealed.length === 0 ? [raised] : [raised, originals], output: null };
      },
    });
    key.fill(0);
    if (isRefusal(done)) {
      log.error({ camera: signal.camera, refused: done.refused }, "watch: a signal could not be written down");
      return this.#discard([...exhibits, ...sealed]);
    }
    this.#awaited.set(ref, { signal: id, subject, mandate });
    for (const [oldest] of this.#awaited) {
      if (this.#awaited.size <= MOST_AWAITED) break;
      this.#awaited.delete(oldest);
    }
  }

  /** The clip of signals that were raised before; each keeps its own. */
  async add(refs: readonly string[], clip: Uint8Array, originalClip: Uint8Array | null): Promise<void> {
    for (const ref of refs) {
      const awaited = this.#awaited.get(ref);
      this.#awaited.delete(ref);
      if (awaited !== undefined) await this.#add(awaited, clip, originalClip);
    }
  }

  async #add(
    {
      signal,
      subject,
      mandate,
    }: { readonly signal: SignalId; readonly subject: SubjectId; readonly mandate: MandateId },
    clip: Uint8Array,
    originalClip: Uint8Array | null,
  ): Promise<void> {
    const { journal, vault, read, log } = this.#context;
    // None any more: it was erased before its clip was made.
    const key = await keyOf(vault, read, subject);
    if (key === null) return;
    const exhibits = await this.#keep("clip", "video/mp4", clip);
    const sealed = await this.#seal(signal, key, { role: "clip", mediaType: "video/mp4", content: originalClip });
    key.fill(0);
    const done = await journal.run({
      by: BY,
      operation: BY.id,
      decide: async ({ tx }) => {
        const kept = await keptSignal(tablesOf<WatchTables>(tx), signal);
        if (kept === null || kept.erased !== null) return { entries: [], output: false };
        const added = exhibits.length === 0 ? [] : [SignalExhibitsAdded.of({ signal, exhibits }, mandate)];
        const originals =
          sealed.length === 0 ? [] : [OriginalsSealed.of({ signal, subject, exhibits: sealed }, mandate)];
        return { entries: [...added, ...originals], output: true };
      },
    });
    if (isRefusal(done)) log.error({ signal, refused: done.refused }, "watch: a clip could not be written down");
    if (isRefusal(done) || !done.output) await this.#discard([...exhibits, ...sealed]);
  }

  async #keep(role: Exhibit["role"], mediaType: string, content: Uint8Array | null): Promise<Exhibit[]> {
    if (content === null) return [];
    const stored = await this.#context.blobs.put(content);
    if (!isRefusal(stored)) return [{ blob: stored.hash, role, mediaType, bytes: stored.bytes }];
    this.#context.log.error({ refused: stored.refused }, `watch: a ${role} could not be kept`);
    return [];
  }

  async #seal(
    signal: SignalId,
    key: Buffer,
    { role, mediaType, content }: Omit<Original, "content"> & { readonly content: Uint8Array | null },
  ): Promise<Exhibit[]> {
    if (content === null) return [];
    const sealed = await sealOriginal(this.#context.blobs, key, signal, { role, mediaType, content });
    if (!isRefusal(sealed)) return [sealed];
    this.#context.log.error({ refused: sealed.refused }, `watch: an original ${role} could not be sealed`);
    return [];
  }

  async #discard(exhibits: readonly Exhibit[]): Promise<void> {
    const { blobs, read } = this.#context;
    for (const { blob } of exhibits) if (!(await isWanted(tablesOf<WatchTables>(read), blob))) await blobs.erase(blob);
  }
}
