import { Button, Group, NumberInput } from "@mantine/core";
import { useFormat } from "@cordon/ui";
import { useState } from "react";
import type { SeenUpright } from "../../words/calibration.ts";
import type { Point } from "../../words/scene.ts";
import { useAnswer } from "../doors.ts";
import classes from "./calibrate.module.css";
import { rounded } from "./draft.ts";
import type { GroundStepProps } from "./ground-step.ts";
import { Handle, Trace } from "./Handle.tsx";
import { StillCanvas } from "./StillCanvas.tsx";
import { useCalibrationWords } from "./words.ts";

const LEAST = 3;
const EVERY_MS = 5000;

/** People who walk upright tell how large things are: clicked on the still, or as the analysis saw them. Positions, of nobody in particular. */
export function People({ camera, still, draft }: GroundStepProps) {
  const words = useCalibrationWords();
  const format = useFormat();
  const { people, personHeightMetres } = draft.value;
  const seen = useAnswer("watch.list-upright", { camera: camera.id }, { everyMs: EVERY_MS });
  const upright = seen.state === "shown" ? scaled(seen.data, still.size) : [];
  const [foot, setFoot] = useState<Point | null>(null);
  const place = (point: Point) => {
    if (foot === null) return setFoot(point);
    setFoot(null);
    draft.change({ ...draft.value, people: [...people, { foot, head: point }] });
  };
  const takeBack = () =>
    foot === null ? draft.change({ ...draft.value, people: people.slice(0, -1) }) : setFoot(null);
  const move = (index: number, part: "foot" | "head", to: Point, begins: boolean) => {
    const person = people[index];
    if (person === undefined) return;
    (begins ? draft.change : draft.amend)({ ...draft.value, people: people.with(index, { ...person, [part]: to }) });
  };
  return (
    <>
      <p className={classes.hint}>{words.people.hint}</p>
      <StillCanvas still={still} label={words.canvas} onPlace={place} onTakeBack={takeBack}>
        {people.map((person, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a person here is a number and nothing else
          <g key={index}>
            <Trace points={[person.foot, person.head]} />
            <Handle at={person.foot} size={still.size} onMove={(to, begins) => move(index, "foot", to, begins)} />
            <Handle at={person.head} size={still.size} onMove={(to, begins) => move(index, "head", to, begins)} />
          </g>
        ))}
        {foot !== null && <Handle at={foot} selected size={still.size} onMove={setFoot} />}
      </StillCanvas>
      <p className={classes.dim} role="status">
        {foot !== null
          ? words.people.head
          : people.length < LEAST
            ? words.moreNeeded(String(LEAST - people.length))
            : words.people.count(format.number(people.length))}
      </p>
      <div className={classes.row}>
        <NumberInput
          label={words.people.height}
          min={0.5}
          max={2.5}
          step={0.05}
          decimalScale={2}
          value={personHeightMetres}
          onChange={(value) => draft.change({ ...draft.value, personHeightMetres: Number(value) })}
        />
        <Group gap="xs">
          {upright.length > 0 ? (
            <Button variant="default" onClick={() => draft.change({ ...draft.value, people: upright })}>
              {words.people.use(format.number(upright.length))}
            </Button>
          ) : (
            <span className={classes.dim}>{seen.state === "shown" ? words.people.none : ""}</span>
          )}
          {people.length > 0 && (
            <Button variant="subtle" onClick={() => draft.change({ ...draft.value, people: [] })}>
              {words.people.clear}
            </Button>
          )}
        </Group>
      </div>
    </>
  );
}

/** The analysis may look at a smaller picture than the still. */
function scaled(
  { picture, people }: SeenUpright,
  size: { readonly width: number; readonly height: number },
): SeenUpright["people"] {
  if (picture === null) return [];
  const at = ({ x, y }: Point): Point =>
    rounded({ x: (x * size.width) / picture.width, y: (y * size.height) / picture.height });
  return people.map(({ foot, head }) => ({ foot: at(foot), head: at(head) }));
}
