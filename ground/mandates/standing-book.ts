import {
  type Envelope,
  type Instant,
  type Mandate,
  MandateEnded,
  MandateGranted,
  type MandateId,
  mandateState,
  type MandateState,
  permits,
} from "@cordon/kernel";
import type { Kysely } from "kysely";
import type { Clock } from "../clock.ts";
import { tellEach } from "../listeners.ts";
import { type Schema, tablesOf } from "../store/schema.ts";
import type { MandateBook } from "./book.ts";
import { allMandates, type MandateTables } from "./tables.ts";

/** A book that is fed every committed entry and looks at the clock by itself. */
export interface StandingBook extends MandateBook, Disposable {
  learn(envelope: Envelope): void;
}

/** Four looks a second, each a comparison a mandate: far ends and clocks that jump need no timer of their own, and the law's second is kept. */
const LOOK_EVERY_MS = 250;

/**
 * What ended stays ended: a clock that is set back brings no mandate to life again. `permits` answers for the present; what was permitted
 * in the past, the kernel's `permits` says from the register.
 */
export async function mandateBook(parts: {
  readonly read: Kysely<Schema>;
  readonly clock: Pick<Clock, "now">;
}): Promise<StandingBook> {
  const mandates = new Map<MandateId, Mandate>();
  const states = new Map<MandateId, MandateState>();
  const listeners = new Set<Parameters<MandateBook["onChange"]>[0]>();

  function look(): void {
    const at = parts.clock.now();
    for (const mandate of mandates.values()) {
      const before = states.get(mandate.id);
      if (before !== undefined && isOver(before)) continue;
      const state = mandateState(asOf(mandate, at), at);
      if (state === before) continue;
      states.set(mandate.id, state);
      tellEach(listeners, { mandate: mandate.id, at });
    }
  }

  /** As it stands at `at`: one that is known to be over is over, though the clock says an earlier hour than that of its end. */
  function asOf(mandate: Mandate, at: Instant): Mandate {
    const state = states.get(mandate.id);
    const over = mandate.endedAt !== null || (state !== undefined && isOver(state));
    if (!over) return mandate;
    const endedAt = mandate.endedAt ?? mandate.period.until;
    return { ...mandate, endedAt: endedAt < at ? endedAt : at };
  }

  for (const mandate of await allMandates(tablesOf<MandateTables>(parts.read))) mandates.set(mandate.id, mandate);
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();

  return {
    all: () => [...mandates.values()],
    permits(need) {
      return permits(
        [...mandates.values()].map((mandate) => asOf(mandate, need.at)),
        need,
      );
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    learn(envelope) {
      if (MandateGranted.is(envelope)) {
        // Known already when it was read from the table while its announcement was under way.
        if (!mandates.has(envelope.data.id))
          mandates.set(envelope.data.id, { ...envelope.data, endedAt: null, endedBecause: null });
      } else if (MandateEnded.is(envelope)) {
        const mandate = mandates.get(envelope.data.mandate);
        if (mandate === undefined || mandate.endedAt !== null) return;
        mandates.set(mandate.id, { ...mandate, endedAt: envelope.at, endedBecause: envelope.data.because });
      } else return;
      look();
    },
    [Symbol.dispose]() {
      clearInterval(timer);
      listeners.clear();
    },
  };
}

function isOver(state: MandateState): boolean {
  return state === "expired" || state === "withdrawn";
}
