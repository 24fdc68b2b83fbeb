import {
  type DismissalReason,
  distanceMetres,
  type FalseAlertCause,
  type Incident,
  type Position,
} from "@cordon/kernel";
import { type Answer, tell, toneOfSignal, useVocabulary } from "@cordon/ui";
import { useCallback } from "react";
import type { IncidentRef, SignalView } from "../words.ts";
import { useSurroundings, whereOf } from "./Around.tsx";
import { useOrder } from "./doors.ts";
import { useCommandWords } from "./words.ts";

const RENEWS = ["command.list-signals", "command.list-incidents"] as const;

export interface Triage {
  readonly confirm: (signal: SignalView) => Promise<Answer<IncidentRef>>;
  readonly dismiss: (
    signal: SignalView,
    reason: DismissalReason,
    note: string,
    cause: FalseAlertCause | null,
  ) => Promise<boolean>;
  readonly merge: (signal: SignalView, incident: Incident["id"]) => Promise<boolean>;
  readonly reopen: (signal: SignalView["id"]) => Promise<boolean>;
  readonly busy: boolean;
  readonly problem: ReturnType<typeof useOrder>["problem"];
}

/** The four answers a person can give to a signal. Those that can be taken back offer it. */
export function useTriage(): Triage {
  const words = useCommandWords().signal;
  const vocabulary = useVocabulary();
  const around = useSurroundings();
  const confirming = useOrder("command.confirm-signal", RENEWS);
  const dismissing = useOrder("command.dismiss-signal", RENEWS);
  const merging = useOrder("command.merge-signal", RENEWS);
  const reopening = useOrder("command.reopen-signal", RENEWS);

  const { send: sendReopening } = reopening;
  const reopen = useCallback(
    async (signal: SignalView["id"]) => {
      const answer = await sendReopening({ signal });
      if (answer.ok) tell({ message: words.reopened });
      return answer.ok;
    },
    [sendReopening, words],
  );
  const undo = (signal: SignalView["id"]) => ({ label: `${words.undo} (U)`, run: () => void reopen(signal) });

  return {
    async confirm(signal) {
      const title = words
        .incidentTitle(vocabulary.signal[signal.kind], whereOf(atItsPlace(signal, around), around))
        .slice(0, 160);
      const answer = await confirming.send({ signal: signal.id, title, priority: priorityOf(signal) });
      if (answer.ok) tell({ message: words.confirmed(answer.output.number) });
      return answer;
    },
    async dismiss(signal, reason, note, cause) {
      const answer = await dismissing.send({ signal: signal.id, reason, note, cause });
      if (answer.ok) tell({ message: words.dismissed(vocabulary.dismissal[reason]), undo: undo(signal.id) });
      return answer.ok;
    },
    async merge(signal, incident) {
      const answer = await merging.send({ signal: signal.id, incident });
      if (answer.ok) tell({ message: words.merged(answer.output.number), undo: undo(signal.id) });
      return answer.ok;
    },
    reopen,
    busy: confirming.busy || dismissing.busy || merging.busy || reopening.busy,
    problem: confirming.problem ?? dismissing.problem ?? merging.problem ?? reopening.problem,
  };
}

/** What a confirmed signal's incident begins with; the person changes it in one key. */
function priorityOf(signal: SignalView): 1 | 2 | 3 {
  const tone = toneOfSignal(signal.kind);
  return tone === "urgent" ? 1 : tone === "attention" ? 2 : 3;
}

/** Open incidents for a merge, the nearest first. */
export function byDistance<Thing extends { readonly position: Position | null }>(
  things: readonly Thing[],
  from: Position | null,
): readonly Thing[] {
  return things.toSorted((a, b) => metresApart(a.position, from) - metresApart(b.position, from));
}

/** Further than everything, where nobody knows one of them; a number all the same, so that an order comes of it. */
const UNKNOWN_METRES = 1e9;
export function metresApart(one: Position | null, other: Position | null): number {
  return one === null || other === null ? UNKNOWN_METRES : distanceMetres(one, other);
}

/** An incident is where its place is; the camera names it only where no place does. */
function atItsPlace(signal: SignalView, around: ReturnType<typeof useSurroundings>): SignalView {
  return around.placeName(signal.place) === "" ? signal : { ...signal, camera: null };
}
