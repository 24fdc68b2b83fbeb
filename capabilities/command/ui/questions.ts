import type { SignalKind } from "@cordon/kernel";
import { type Tone, toneOfSignal } from "@cordon/ui";

/** Questions that several screens ask, asked alike, so that one answer serves them all and is there when it is needed. */
export const OPEN_INCIDENTS = { state: "open", limit: 200 } as const;
export const WAITING_SIGNALS = { state: "waiting", limit: 100 } as const;

const ORDER: Readonly<Record<Tone, number>> = { urgent: 0, attention: 1, notice: 2, calm: 3 };

const order = (kind: SignalKind): number => (kind === "sos" ? -1 : ORDER[toneOfSignal(kind)]);

/** The queue as a person works it off: an officer who calls for help, what may need acting on first, and of that the newest first, as they came. */
export function byUrgency<Signal extends { readonly kind: SignalKind }>(
  newestFirst: readonly Signal[],
): readonly Signal[] {
  return newestFirst.toSorted((a, b) => order(a.kind) - order(b.kind));
}
