import { Button, Group } from "@mantine/core";
import {
  Answered,
  KindSymbol,
  ProblemLine,
  StatusPill,
  tell,
  useFormat,
  useLanguage,
  useVocabulary,
  wordOf,
} from "@cordon/ui";
import { useState } from "react";
import { useAnswer, useOrder } from "../../../ui/doors.ts";
import type { UnitKindView } from "../words.ts";
import classes from "./forces.module.css";
import { KindForm } from "./KindForm.tsx";
import { useForcesWords } from "./words.ts";

const RENEWS = ["command.list-unit-kinds"] as const;

/** The kinds of units: what each can do, what it needs to be allowed, how many there are, and what it looks like on the map. */
export function Catalogue({ mayGovern }: { readonly mayGovern: boolean }) {
  const words = useForcesWords();
  const language = useLanguage();
  const answer = useAnswer("command.list-unit-kinds", {});
  const [describing, setDescribing] = useState<UnitKindView | "new" | null>(null);
  const done = (name: string | null) => {
    setDescribing(null);
    if (name !== null) tell({ message: words.kindSaved(name) });
  };
  return (
    <Answered of={answer}>
      {({ kinds }) => (
        <>
          {mayGovern && (
            <div className={classes.tools}>
              <Button disabled={describing === "new"} onClick={() => setDescribing("new")}>
                {words.newKind}
              </Button>
            </div>
          )}
          {describing === "new" && <KindForm kinds={kinds} of={null} onDone={done} />}
          <ul className={classes.list}>
            {kinds
              .toSorted((a, b) => ORDER[a.state] - ORDER[b.state] || a.name[language].localeCompare(b.name[language]))
              .map((kind) =>
                describing !== null && describing !== "new" && describing.code === kind.code ? (
                  <li key={kind.code} className={classes.item}>
                    <KindForm kinds={kinds} of={kind} onDone={done} />
                  </li>
                ) : (
                  <Kind key={kind.code} of={kind} mayGovern={mayGovern} onDescribe={() => setDescribing(kind)} />
                ),
              )}
          </ul>
        </>
      )}
    </Answered>
  );
}

const ORDER: Readonly<Record<UnitKindView["state"], number>> = { standing: 0, retired: 1, removed: 2 };

function Kind({
  of,
  mayGovern,
  onDescribe,
}: {
  readonly of: UnitKindView;
  readonly mayGovern: boolean;
  readonly onDescribe: () => void;
}) {
  const words = useForcesWords();
  const language = useLanguage();
  const vocabulary = useVocabulary();
  const format = useFormat();
  const retiring = useOrder("command.retire-unit-kind", RENEWS);
  const removing = useOrder("command.remove-unit-kind", RENEWS);
  const { code, state } = of;
  return (
    <li className={classes.item}>
      <div className={classes.line}>
        <KindSymbol symbol={of.symbol} pixels={32} />
        <strong>{of.name[language]}</strong>
        <span className={classes.dim}>{code}</span>
        {state !== "standing" && <StatusPill tone="calm">{words.state[state]}</StatusPill>}
        <span className={classes.grow} />
        <span className={classes.number}>{words.units(format.number(of.units), of.units === 1)}</span>
      </div>
      <p className={classes.none}>
        {words.named(
          words.abilities,
          of.can.length === 0 ? words.notSaid : of.can.map((each) => wordOf(vocabulary.ability, each)).join(", "),
        )}
      </p>
      {of.needs.length > 0 && (
        <p className={classes.none}>
          {words.named(words.kindNeeds, of.needs.map((each) => vocabulary.power[each]).join(", "))}
        </p>
      )}
      <ProblemLine problem={retiring.problem ?? removing.problem} />
      {mayGovern && (
        <Group gap="xs">
          <Button variant="default" size="compact-sm" onClick={onDescribe}>
            {state === "standing" ? words.describe : words.bringBack}
          </Button>
          {state === "standing" && (
            <Button
              variant="subtle"
              size="compact-sm"
              disabled={retiring.busy}
              onClick={() => void retiring.send({ code })}
            >
              {words.retire}
            </Button>
          )}
          {state !== "removed" && (
            <Button
              variant="subtle"
              size="compact-sm"
              disabled={removing.busy}
              onClick={() => void removing.send({ code })}
            >
              {words.remove}
            </Button>
          )}
        </Group>
      )}
    </li>
  );
}
