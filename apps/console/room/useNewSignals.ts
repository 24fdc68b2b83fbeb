import { SignalRaised, type SignalKind } from "@cordon/kernel";
import { tell, toneOfSignal, useVocabulary } from "@cordon/ui";
import { useEffect, useRef } from "react";
import { useHouse } from "../server/house.tsx";
import { sound } from "../shell/sound.ts";
import { useConsoleWords } from "../words.ts";

/**
 * Tells of a new signal where the queue is not in sight; of a call for help always, with a sound where somebody allowed one.
 * @param hidden whether the queue is out of sight
 */
export function useNewSignals(hidden: boolean): void {
  const words = useConsoleWords().state;
  const vocabulary = useVocabulary();
  const { live } = useHouse();
  const hear = (kind: SignalKind) => {
    if (kind === "sos") sound.call();
    if (hidden || kind === "sos") tell({ message: words.newSignal(vocabulary.signal[kind]), tone: toneOfSignal(kind) });
  };
  const latest = useRef(hear);
  latest.current = hear;
  useEffect(
    () =>
      live.listen((entries) => {
        for (const entry of entries) if (live.isNew(entry) && SignalRaised.is(entry)) latest.current(entry.data.kind);
      }),
    [live],
  );
}
