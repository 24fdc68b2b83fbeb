import { Button } from "@mantine/core";
import type { IncidentId, Position, UnitId } from "@cordon/kernel";
import { Answered, useFormat } from "@cordon/ui";
import type { Because, Suggestion } from "../wings/forces/words.ts";
import classes from "./command.module.css";
import { useAnswer } from "./doors.ts";
import { useKindName } from "../wings/forces/ui/useKindName.ts";
import { useCommandWords } from "./words.ts";

/** Units move: the list is asked again this often. */
const AGAIN_MS = 10_000;
const SHOWN = 5;

/** Who could go, with how far and why they stand where they stand. */
export function UnitsNearby({
  incident,
  position,
  onTask,
}: {
  readonly incident: IncidentId;
  readonly position: Position;
  readonly onTask: (unit: UnitId) => void;
}) {
  const words = useCommandWords();
  const answer = useAnswer("command.suggest-units", { incident, position, limit: SHOWN }, { everyMs: AGAIN_MS });
  return (
    <Answered of={answer}>
      {({ suggestions, suitable }) =>
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
                    className={classes.fixed}
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
            {suitable > suggestions.length && (
              <p className={classes.hint}>{words.task.more(suitable - suggestions.length)}</p>
            )}
          </>
        )
      }
    </Answered>
  );
}

/** Whole minutes, as people say them on the radio: less than one is one. */
const minutesOf = (seconds: number) => Math.max(1, Math.round(seconds / 60));

export function SuggestionText({ of }: { readonly of: Suggestion }) {
  const words = useCommandWords();
  const kindName = useKindName();
  const format = useFormat();
  const because = (reason: Because) =>
    reason === "rest-due" && of.rest.rest === "due"
      ? words.task.restDue(format.clock(of.rest.at).slice(0, 5))
      : reason === "rested" && of.rest.rest === "rested"
        ? words.task.rested(format.clock(of.rest.until).slice(0, 5))
        : words.because[reason];
  return (
    <span className={classes.suggestion}>
      <span>
        <strong>{of.unit.callSign}</strong> {kindName(of.unit.kind)} · {of.unit.nation}
      </span>
      <span className={classes.dim}>
        {of.distanceMetres === null || of.travelSeconds === null
          ? ""
          : `${format.distance(of.distanceMetres)} · ${words.task.away(minutesOf(of.travelSeconds))} · `}
        {of.because.map((reason) => because(reason)).join(", ")}
      </span>
    </span>
  );
}
