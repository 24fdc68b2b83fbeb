import type { ReportKind } from "@cordon/command";
import { ToneMark, toneOfSignal, useVocabulary } from "@cordon/ui";
import { useState } from "react";
import choices from "../choices.module.css";
import classes from "../field.module.css";
import { useReportWords } from "./words.ts";

/** What an officer meets: harm first, as it cannot wait. */
const FIRST: readonly ReportKind[] = [
  ...(["report", "fire", "fallen-person", "weapon", "abandoned-object", "crowd-movement", "gate", "capacity"] as const),
];
const MORE: readonly ReportKind[] = ["density", "zone-entry", "wrong-direction"];

/** What a report is of, in the words of the command room's queue; a plain report where nobody says. */
export function KindChoice(props: { readonly kind: ReportKind; readonly onChange: (kind: ReportKind) => void }) {
  const words = useReportWords();
  const { signal } = useVocabulary();
  const [opened, setOpened] = useState(false);
  const more = opened || MORE.includes(props.kind);
  return (
    <fieldset className={`${choices.choices} ${choices.kinds}`}>
      <legend className={classes.label}>{words.kind}</legend>
      {(more ? [...FIRST, ...MORE] : FIRST).map((kind) => (
        <button
          key={kind}
          type="button"
          className={`${choices.choice} ${choices.kind}`}
          aria-pressed={kind === props.kind}
          onClick={() => props.onChange(kind)}
        >
          <ToneMark tone={toneOfSignal(kind)} size={18} />
          <span>{signal[kind]}</span>
        </button>
      ))}
      {!more && (
        <button type="button" className={`${choices.choice} ${choices.moreKinds}`} onClick={() => setOpened(true)}>
          {words.moreKinds}
        </button>
      )}
    </fieldset>
  );
}
