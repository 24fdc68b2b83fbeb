import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import classes from "../access.module.css";
import { type Lane, LaneCode } from "../../words.ts";
import { useAccessWords } from "../words.ts";
import { MeansChoice, OneOf } from "./Choices.tsx";

const DIRECTIONS = ["in", "out", "both"] as const;

/** The lanes of a gate: a letter or number each, which way, and for whom. */
export function LanesField(props: {
  readonly lanes: readonly Lane[];
  readonly onLanes: (lanes: readonly Lane[]) => void;
}) {
  const { lanes, onLanes } = props;
  const words = useAccessWords();
  const { lane: said } = words;
  return (
    <fieldset className={classes.group}>
      <legend>{said.title}</legend>
      {lanes.map((lane, at) => (
        <div
          key={`${at}-${lanes.length}`}
          className={classes.calendarRow}
          role="group"
          aria-label={`${said.one} ${lane.code}`}
        >
          <TextInput
            label={said.code}
            w={72}
            maxLength={3}
            value={lane.code}
            error={LaneCode.safeParse(lane.code).success ? undefined : said.codeHint}
            onChange={(event) => onLanes(lanes.with(at, { ...lane, code: event.currentTarget.value.toUpperCase() }))}
          />
          <OneOf
            label={said.direction}
            value={lane.direction}
            of={DIRECTIONS.map((value) => ({ value, label: words.direction[value] }))}
            onValue={(direction) => onLanes(lanes.with(at, { ...lane, direction }))}
          />
          <div className={classes.grow}>
            <MeansChoice
              label={said.means}
              placeholder={said.onFoot}
              means={lane.means}
              onMeans={(means) => onLanes(lanes.with(at, { ...lane, means }))}
            />
          </div>
          {lanes.length > 1 && (
            <ActionIcon
              aria-label={`${words.takeAway}: ${said.one} ${lane.code}`}
              onClick={() => onLanes(lanes.toSpliced(at, 1))}
            >
              <IconX size={14} stroke={1.5} />
            </ActionIcon>
          )}
        </div>
      ))}
      <div>
        <Button
          variant="subtle"
          leftSection={<IconPlus size={12} aria-hidden />}
          onClick={() => onLanes([...lanes, { code: nextCode(lanes), direction: "in", means: [] }])}
        >
          {said.add}
        </Button>
      </div>
    </fieldset>
  );
}

/** The first letter that no lane has. */
export function nextCode(lanes: readonly Lane[]): string {
  return Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ").find((letter) => lanes.every(({ code }) => code !== letter)) ?? "";
}
