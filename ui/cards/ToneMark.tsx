import { type Tone } from "../theme/tokens.ts";
import { useVocabulary } from "../words/vocabulary.ts";
import classes from "./cards.module.css";
import { OUTLINE, SHAPE, type Shape } from "./tone.ts";

/** The shape of a tone, 12 px unless told. It never stands without a word: give it a `title`, or write one beside it. */
export function ToneMark({
  tone,
  shape = SHAPE[tone],
  size = 12,
  title,
}: {
  readonly tone: Tone;
  /** That of the tone unless told. */
  readonly shape?: Shape;
  readonly size?: number;
  readonly title?: string;
}) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      className={classes.mark}
      style={{ color: `var(--cordon-${tone})`, fill: tone === "calm" ? "currentColor" : `var(--cordon-${tone}-fill)` }}
      {...(title === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": title })}
    >
      <path d={OUTLINE[shape]} stroke="currentColor" strokeWidth={tone === "calm" ? 0 : 1} fillRule="evenodd" />
    </svg>
  );
}

/** A tone, its shape and a word in one small label. */
export function StatusPill({ tone, children }: { readonly tone: Tone; readonly children?: string }) {
  const vocabulary = useVocabulary();
  return (
    <span className={classes.pill} style={{ background: `var(--cordon-${tone}-soft)`, color: `var(--cordon-${tone})` }}>
      <ToneMark tone={tone} size={10} />
      {children ?? vocabulary.tone[tone]}
    </span>
  );
}
