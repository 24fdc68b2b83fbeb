import type { Ruled, Scan } from "@cordon/access/words";
import type { ScanId } from "@cordon/kernel";
import type { Problem } from "@cordon/ui";
import { Rounds } from "@cordon/ui/device";

/** What became of sending scans. */
export type Sent =
  | { readonly outcome: "taken"; readonly ruled: readonly Ruled[] }
  /** The server has decided that it will not: sending the same again changes nothing. */
  | { readonly outcome: "refused"; readonly problem: Problem }
  /** It may or may not have arrived. */
  | { readonly outcome: "unknown" };

export interface CourierParts {
  /** What is kept, in the order of scanning; no more than asked for. */
  readonly kept: (most: number) => Promise<readonly Scan[]>;
  readonly send: (scans: readonly Scan[]) => Promise<Sent>;
  /** They are in the server's journal: no longer to be kept. */
  readonly taken: (ids: readonly ScanId[]) => Promise<void>;
  readonly refused: (id: ScanId, because: string) => Promise<void>;
  /** Between 0 and 1, so that all gates of a site do not come back in one instant. */
  readonly spread: () => number;
}

/** As many as `access.record-scans` takes at once. */
export const BATCH = 200;
const LAST_RETRY_MS = 15_000;

/**
 * Carries what waits to the server, in order; when the server is out of reach it tries again, by itself or when woken. One scan that the
 * server refuses does not keep the others: the batch is sent again one by one, and what is refused stays kept, marked.
 */
export class Courier implements Disposable {
  readonly #parts: CourierParts;
  /** Being asked about by a steward who waits: not the courier's. */
  readonly #held = new Set<ScanId>();
  readonly #rounds: Rounds;

  constructor(parts: CourierParts) {
    this.#parts = parts;
    this.#rounds = new Rounds({ round: () => this.#round(), lastRetryMs: LAST_RETRY_MS, spread: parts.spread });
  }

  hold(id: ScanId): void {
    this.#held.add(id);
  }

  release(id: ScanId): void {
    this.#held.delete(id);
  }

  /** There is something new to send, or the server is in reach again. Returns when the round is over. */
  wake(): Promise<void> {
    return this.#rounds.wake();
  }

  [Symbol.dispose](): void {
    this.#rounds[Symbol.dispose]();
  }

  async #round(): Promise<void> {
    for (;;) {
      const kept = await this.#parts.kept(BATCH + this.#held.size);
      const batch = kept.filter(({ id }) => !this.#held.has(id)).slice(0, BATCH);
      if (batch.length === 0) return;
      const sent = await this.#parts.send(batch);
      if (this.#rounds.ended) return;
      const unknown = sent.outcome === "refused" ? await this.#oneByOne(batch) : await this.#settle(batch, sent);
      if (unknown) {
        this.#rounds.failed();
        return;
      }
      this.#rounds.succeeded();
    }
  }

  /** Whether it is not known what became of the rest. */
  async #oneByOne(batch: readonly Scan[]): Promise<boolean> {
    for (const scan of batch) {
      let sent = await this.#parts.send([scan]);
      // The page was killed while it asked. If the server rules it no more (no mandate is in force now), what the gate found is what was.
      if (sent.outcome === "refused" && scan.standing === "asked")
        sent = await this.#parts.send([{ ...scan, standing: "acted" }]);
      if (this.#rounds.ended) return true;
      if (sent.outcome === "refused") await this.#parts.refused(scan.id, sent.problem.detail);
      else if (await this.#settle([scan], sent)) return true;
    }
    return false;
  }

  async #settle(batch: readonly Scan[], sent: Exclude<Sent, { outcome: "refused" }>): Promise<boolean> {
    if (sent.outcome === "unknown") return true;
    const answered = new Set(sent.ruled.map(({ scan }) => scan));
    const taken = batch.map(({ id }) => id).filter((id) => answered.has(id));
    await this.#parts.taken(taken);
    // An answer that names none of what was sent is no answer.
    return taken.length === 0;
  }
}
