import { Button } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { distanceMetres, type IncidentId, type Position } from "@cordon/kernel";
import { Answered, useFormat, useShellWords } from "@cordon/ui";
import classes from "./command.module.css";
import { useAnswer } from "./doors.ts";
import { OPEN_INCIDENTS } from "./questions.ts";
import { byDistance } from "./triage.ts";
import { useCommandWords } from "./words.ts";

const CHOICES = 9;

export interface MergeChoiceProps {
  readonly near: Position | null;
  readonly onChoose: (incident: IncidentId) => void;
  readonly onCancel: () => void;
}

/** Which open incident a signal tells of: the nearest first, by number. */
export function MergeChoice({ near, onChoose, onCancel }: MergeChoiceProps) {
  const words = useCommandWords().merge;
  const shell = useShellWords();
  const format = useFormat();
  const answer = useAnswer("command.list-incidents", OPEN_INCIDENTS);
  const choices = answer.state === "shown" ? byDistance(answer.data.incidents, near).slice(0, CHOICES) : [];
  useHotkeys(choices.map(({ id }, at): [string, () => void] => [String(at + 1), () => onChoose(id)]));
  return (
    <fieldset className={classes.choice}>
      <legend className={classes.choiceTitle}>{words.title}</legend>
      <Answered of={answer}>
        {() =>
          choices.length === 0 ? (
            <p className={classes.noExhibit}>{words.none}</p>
          ) : (
            <div className={classes.choiceList}>
              {choices.map((incident, at) => (
                <Button
                  key={incident.id}
                  variant="default"
                  justify="flex-start"
                  onClick={() => onChoose(incident.id)}
                  leftSection={<kbd className={classes.digit}>{at + 1}</kbd>}
                  rightSection={
                    near !== null &&
                    incident.position !== null && (
                      <span className={classes.keys}>{format.distance(distanceMetres(incident.position, near))}</span>
                    )
                  }
                >
                  {incident.number}. {incident.title}
                </Button>
              ))}
            </div>
          )
        }
      </Answered>
      <Button variant="subtle" onClick={onCancel}>
        {shell.cancel} (Esc)
      </Button>
    </fieldset>
  );
}
