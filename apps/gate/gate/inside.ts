import type { Presence } from "@cordon/access/words";
import { type Instant, millisecondsOf, type PassNumber } from "@cordon/kernel";

const DAY_MS = 86_400_000;

/** Who is inside the gate's zone, as far as the gate knows; for as long as it may be known. */
export class Inside {
  readonly #presence = new Map<PassNumber, Presence>();
  /** What the mandate in force lets be kept; null: nobody has said yet. */
  #retentionDays: number | null = null;

  get size(): number {
    return this.#presence.size;
  }

  /** Who went in longer ago is inside no more, here as on the server: a pass that was never scanned out opens again. */
  of(pass: PassNumber, now: Instant): Presence | null {
    const known = this.#presence.get(pass);
    return known === undefined || this.#isOver(known, now) ? null : known;
  }

  /** Whether it is news. What this gate did since, and the server has not heard of, stands. */
  place(change: Presence): boolean {
    const known = this.#presence.get(change.pass);
    if (known !== undefined && known.at > change.at) return false;
    if (change.inside) this.#presence.set(change.pass, change);
    else this.#presence.delete(change.pass);
    return true;
  }

  get retentionDays(): number | null {
    return this.#retentionDays;
  }

  keepFor(retentionDays: number | null): void {
    this.#retentionDays = retentionDays;
  }

  /** Forgets whom the retention is over for. @returns what is to be dropped where it is kept */
  forget(now: Instant): readonly Presence[] {
    const over = [...this.#presence.values()].filter((one) => this.#isOver(one, now));
    for (const { pass } of over) this.#presence.delete(pass);
    return over.map((one) => ({ ...one, inside: false }));
  }

  clear(): void {
    this.#presence.clear();
  }

  #isOver({ at }: Presence, now: Instant): boolean {
    return this.#retentionDays !== null && millisecondsOf(at) < millisecondsOf(now) - this.#retentionDays * DAY_MS;
  }
}
