import type { ErasedBecause, Instant } from "@cordon/kernel";
import { useFormat, useNowMs, useVocabulary } from "@cordon/ui";
import classes from "./command.module.css";
import { useCommandWords } from "./words.ts";

/** Where pictures were: that they are gone for good, since when and why. */
export function Erased({ at, because }: { readonly at: Instant; readonly because: ErasedBecause }) {
  const words = useCommandWords().signal;
  const vocabulary = useVocabulary();
  const format = useFormat();
  const nowMs = useNowMs();
  return <p className={classes.noExhibit}>{words.erased(format.time(at, nowMs), vocabulary.erased[because])}</p>;
}
