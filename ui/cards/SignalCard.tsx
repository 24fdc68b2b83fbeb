import type { Signal } from "@cordon/kernel";
import type { ReactNode } from "react";
import { useFormat, useNowMs } from "../words/OperationTime.tsx";
import { useVocabulary } from "../words/vocabulary.ts";
import { Age } from "./Age.tsx";
import classes from "./cards.module.css";
import { ToneMark } from "./ToneMark.tsx";
import { shapeOfSignal, toneOfSignal } from "./tone.ts";

export interface SignalCardProps {
  readonly signal: Signal;
  /** Where it is, in words: a place, a camera. */
  readonly where: string;
  readonly still: string | null;
  readonly selected: boolean;
  /** Just arrived: it is drawn in once, and not again. */
  readonly arriving: boolean;
  readonly onSelect: () => void;
  readonly children?: ReactNode;
}

/** A signal in the queue: what, where, how long, how sure. The whole card is the button. */
export function SignalCard({ signal, where, still, selected, arriving, onSelect, children }: SignalCardProps) {
  const vocabulary = useVocabulary();
  const format = useFormat();
  const nowMs = useNowMs();
  const tone = toneOfSignal(signal.kind);
  const lastedSeconds = (nowMs - Date.parse(signal.since)) / 1000;
  return (
    <li
      className={classes.signal}
      data-selected={selected || undefined}
      data-arriving={arriving || undefined}
      data-tone={tone}
    >
      <button type="button" className={classes.signalButton} aria-current={selected} onClick={onSelect}>
        <ToneMark tone={tone} shape={shapeOfSignal(signal.kind)} size={14} title={vocabulary.tone[tone]} />
        <span className={classes.signalText}>
          <span className={classes.signalTitle}>
            <span>{vocabulary.signal[signal.kind]}</span>
            {lastedSeconds < 3600 && <span className={classes.figure}>{format.duration(lastedSeconds)}</span>}
          </span>
          <span className={classes.signalWhere}>{where}</span>
          <span className={classes.signalMore}>
            {signal.confidence !== null && <span>{format.percent(signal.confidence)}</span>}
            {lastedSeconds >= 3600 && <Age at={signal.since} />}
          </span>
        </span>
        {still !== null && <img src={still} alt="" className={classes.still} loading="lazy" decoding="async" />}
      </button>
      {children}
    </li>
  );
}
