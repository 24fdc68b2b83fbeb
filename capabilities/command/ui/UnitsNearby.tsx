import { Button } from "@mantine/core";
import type { Position, UnitId } from "@cordon/kernel";
import { Answered, useFormat, useVocabulary } from "@cordon/ui";
import type { Suggestion } from "../words.ts";
import classes from "./command.module.css";
import { useAnswer } from "./doors.ts";
import { useCommandWords } from "./words.ts";

/** Units move: the list is asked again this often. */
const AGAIN_MS = 10_000;
const SHOWN = 5;

/** Who could go, with how far and why they stand where they stand. */
export function UnitsNearby({
  position,
  onTask,
}: {
  readonly position: Position;
  readonly onTask: (unit: UnitId) => void;
}) {
  const words = useCommandWords();
  const answer = useAnswer("command.suggest-units", { position, limit: SHOWN }, { everyMs: AGAIN_MS });
  return (
    <Answered of={answer}>
      {({ suggestions }) =>
        suggestions.length === 0 ? (
          <p className={classes.hint}>{words.incident.noUnits}</p>
        ) : (
          <>
            <p className={classes.hint}>{words.incident.unitsHint}</p>
            <ul className={classes.list}>
              {suggestions.map((suggestion) => (
                <li key={suggestion.unit.id} className={classes.near}>
                  <SuggestionText of={suggestion} />
                  <Button
                    variant="default"
                    size="compact-xs"
                    aria-label={`${words.incident.newTask}: ${suggestion.unit.callSign}`}
                    onClick={() => onTask(suggestion.unit.id)}
                  >
                    {words.incident.newTask}
                  </Button>
                </li>
              ))}
            </ul>
          </>
        )
      }
    </Answered>
  );
}

export function SuggestionText({ of }: { readonly of: Suggestion }) {
  const words = useCommandWords();
  const vocabulary = useVocabulary();
  const format = useFormat();
  return (
    <span className={classes.suggestion}>
      <span>
        <strong>{of.unit.callSign}</strong> {vocabulary.unit[of.unit.kind]} · {of.unit.nation}
      </span>
      <span className={classes.dim}>
        {of.distanceMetres === null ? "" : `${format.distance(of.distanceMetres)} · `}
        {of.because.map((reason) => words.because[reason]).join(", ")}
      </span>
    </span>
  );
}
