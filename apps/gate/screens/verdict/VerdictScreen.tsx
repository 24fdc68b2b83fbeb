import { useTheme } from "@cordon/ui";
import { Button } from "@mantine/core";
import { type CSSProperties, useEffect, useRef } from "react";
import type { Ruling } from "../../gate/state.ts";
import { useSheetWords } from "../../words/sheets.ts";
import { useVerdictWords } from "../../words/verdict.ts";
import { useEngine } from "../engine.tsx";
import { VERDICT_COLOURS } from "./colours.ts";
import { FAMILY } from "./family.ts";
import { outcomeOf } from "./outcome.ts";
import { VerdictDetail } from "./VerdictDetail.tsx";
import { VerdictFoot } from "./VerdictFoot.tsx";
import { VerdictShape } from "./VerdictShape.tsx";
import classes from "./verdict.module.css";

/** One verdict and nothing else. It gives way to the next scan by itself, or to a tap anywhere. */
export function VerdictScreen({ ruling }: { readonly ruling: Ruling }) {
  const words = useVerdictWords();
  const sheets = useSheetWords();
  const engine = useEngine();
  const { name: theme } = useTheme();
  const { verdict, direction, override } = ruling;
  const outcome = outcomeOf(ruling);
  const family = FAMILY[outcome];
  const { fill, on } = VERDICT_COLOURS[theme][family];
  const word = outcome === "admit" && direction === "out" ? words.letOut : words.word[outcome];
  const screen = useRef<HTMLElement>(null);
  // The keyboard begins here. Not on a button: the next code of a hand scanner may hold spaces.
  useEffect(() => screen.current?.focus({ preventScroll: true }), [ruling.scan, ruling.at]);
  const style: CSSProperties & Record<`--${string}`, string> = { "--verdict-fill": fill, "--verdict-on": on };
  return (
    <section
      ref={screen}
      tabIndex={-1}
      className={classes.screen}
      style={style}
      aria-label={word}
      data-verdict={outcome}
      data-family={family}
    >
      <div className={classes.mark}>
        <VerdictShape of={outcome} />
      </div>
      <div className={classes.said}>
        <div role="alert" className={classes.saidFirst}>
          {override !== null && (
            <p className={classes.override}>
              {words.overridden(sheets.override.reasons[override.reason])}
              {outcome !== verdict.is && verdict.is !== "admit" && <> {words.inSpiteOf(words.word[verdict.is])}</>}
            </p>
          )}
          <h2 className={classes.word}>{word}</h2>
        </div>
        <VerdictDetail ruling={ruling} />
      </div>
      <div className={classes.end}>
        <VerdictFoot ruling={ruling} />
        <div className={classes.buttons}>
          {mayBeOverridden(ruling) && (
            <Button className={`${classes.button} ${classes.above}`} onClick={() => engine.beginOverride()}>
              {words.override}
            </Button>
          )}
          {/* As large as the screen: a gloved thumb need not aim. */}
          <Button className={`${classes.button} ${classes.next}`} onClick={() => engine.dismiss()}>
            {words.next}
          </Button>
        </div>
      </div>
    </section>
  );
}

/** A supervisor decides about a person, in; not about whether the law or the storage lets this gate check at all. */
function mayBeOverridden({ verdict, direction, override }: Ruling): boolean {
  const refused = FAMILY[verdict.is] !== "go" && verdict.is !== "escort" && verdict.is !== "gate-closed";
  return refused && direction === "in" && override === null;
}
