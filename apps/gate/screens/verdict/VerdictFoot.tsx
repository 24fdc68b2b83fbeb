import { useFormat, useNowMs } from "@cordon/ui";
import type { Ruling } from "../../gate/state.ts";
import { useVerdictWords } from "../../words/verdict.ts";
import classes from "./verdict.module.css";

/** How far a verdict can be relied on: which pass, by whom it was checked, how old the revocations were, what came late. */
export function VerdictFoot({ ruling }: { readonly ruling: Ruling }) {
  const words = useVerdictWords();
  const format = useFormat();
  const nowMs = useNowMs();
  const { shown, basis, revocationsAsOf, late } = ruling;
  const age = (at: string) => format.age(at, nowMs).replaceAll(" ", "\u00a0");
  return (
    <div className={classes.foot}>
      {late !== null && (
        <p className={classes.late} role="alert">
          {words.late(words.word[late.is])}
        </p>
      )}
      {basis === "alone" && <p className={classes.alone}>{words.alone}</p>}
      <p>
        {shown !== null && (
          <>
            {words.pass(format.number(shown.number))} · {words.category(shown.category)}
            <br />
          </>
        )}
        {revocationsAsOf === null ? words.noRevocations : words.revocations(age(revocationsAsOf))}
      </p>
    </div>
  );
}
