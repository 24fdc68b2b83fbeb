import type { TaskState } from "@cordon/kernel";
import { useVocabulary } from "../words/vocabulary.ts";
import classes from "./cards.module.css";

/** ○ offered, ◔ acknowledged, ◐ under way, ● done, ✕ refused, – cancelled: readable in one glance and without colour. */
const GLYPH: Readonly<Record<TaskState, string>> = {
  offered: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM8 3.6a4.4 4.4 0 1 1 0 8.8A4.4 4.4 0 0 1 8 3.6Z",
  acknowledged: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM8 3.6V8h4.4A4.4 4.4 0 1 1 8 3.6Z",
  "under-way": "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM8 3.6v8.8A4.4 4.4 0 1 1 8 3.6Z",
  done: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2Z",
  refused: "M3.6 2.5 8 6.9l4.4-4.4 1.1 1.1L9.1 8l4.4 4.4-1.1 1.1L8 9.1l-4.4 4.4-1.1-1.1L6.9 8 2.5 3.6Z",
  cancelled: "M2.5 7h11v2h-11Z",
};

export function TaskMark({ state, word = true }: { readonly state: TaskState; readonly word?: boolean }) {
  const vocabulary = useVocabulary();
  const tone = state === "refused" ? "attention" : "calm";
  return (
    <span className={classes.pill} style={{ color: `var(--cordon-${tone})`, paddingInline: 0 }}>
      <svg
        viewBox="0 0 16 16"
        width={14}
        height={14}
        className={classes.mark}
        {...(word ? { "aria-hidden": true } : { role: "img", "aria-label": vocabulary.task[state] })}
      >
        <path d={GLYPH[state]} fill="currentColor" fillRule="evenodd" />
      </svg>
      {word && vocabulary.task[state]}
    </span>
  );
}
