import { ActionIcon, Anchor, Button, Group, NativeSelect, NumberInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useVocabulary } from "@cordon/ui";
import { useState } from "react";
import { CROSSING_DIRECTIONS } from "../../words/lines.ts";
import type { EventKind, Point, SceneEvent } from "../../words/scene.ts";
import classes from "./calibrate.module.css";
import type { Draft } from "./draft.ts";
import { FIRST, isComplete, KINDS, lacksGround, lookingAt, placeOf, placesFor } from "./event-settings.ts";
import { Trace } from "./Handle.tsx";
import type { Undoable } from "./history.ts";
import { Shapes } from "./Shapes.tsx";
import type { Still } from "../picture/useStill.ts";
import { StillCanvas } from "./StillCanvas.tsx";
import { useCalibrationWords } from "./words.ts";

export interface EventsStepProps {
  readonly still: Still;
  readonly draft: Undoable<Draft>;
  readonly onEvent: (kind: EventKind) => void;
}

/** What to look for, where, and from when on it counts. */
export function EventsStep({ still, draft, onEvent }: EventsStepProps) {
  const words = useCalibrationWords();
  const vocabulary = useVocabulary();
  const { events, shapes } = draft.value;
  /** The event whose traffic is being drawn, and where it comes from. */
  const [heading, setHeading] = useState<{ readonly event: number; readonly from: Point | null } | null>(null);
  const put = (to: readonly SceneEvent[]) => draft.change({ ...draft.value, events: to });
  const place = (point: Point) => {
    if (heading === null) return;
    if (heading.from === null) return setHeading({ ...heading, from: point });
    const event = events[heading.event];
    setHeading(null);
    if (event?.kind !== "wrong-direction") return;
    const { groundHeading: _ground, ...rest } = event;
    put(events.with(heading.event, { ...rest, heading: { from: heading.from, to: point } }));
  };
  return (
    <>
      <StillCanvas still={still} label={words.canvas} onPlace={heading === null ? null : place}>
        <Shapes shapes={shapes} size={still.size} />
        {events.map((event, index) =>
          event.kind === "wrong-direction" && event.heading !== undefined ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: an event is its number
            <Arrow key={index} from={event.heading.from} to={event.heading.to} />
          ) : null,
        )}
      </StillCanvas>
      {heading !== null && (
        <p className={classes.hint} role="status">
          {words.events.headingHint}
        </p>
      )}
      <Group gap="xs" role="group" aria-label={words.events.add}>
        <span>{words.events.add}:</span>
        {KINDS.map((kind) => (
          <Button key={kind} variant="default" onClick={() => put([...events, FIRST[kind]])}>
            {vocabulary.signal[kind]}
          </Button>
        ))}
      </Group>
      {events.length === 0 ? (
        <p className={classes.dim}>{words.events.none}</p>
      ) : (
        <ul className={classes.list}>
          {events.map((event, index) => (
            <EventRow
              // biome-ignore lint/suspicious/noArrayIndexKey: an event is its number
              key={index}
              event={event}
              draft={draft.value}
              onChange={(to) => put(events.with(index, to))}
              onRemove={() => put(events.toSpliced(index, 1))}
              onHeading={() => setHeading({ event: index, from: null })}
              onEvent={onEvent}
            />
          ))}
        </ul>
      )}
      <p className={classes.dim}>{words.mandate}</p>
    </>
  );
}

function EventRow(props: {
  readonly event: SceneEvent;
  readonly draft: Draft;
  readonly onChange: (to: SceneEvent) => void;
  readonly onRemove: () => void;
  readonly onHeading: () => void;
  readonly onEvent: (kind: EventKind) => void;
}) {
  const { event, draft, onChange } = props;
  const words = useCalibrationWords();
  const said = words.events;
  const vocabulary = useVocabulary();
  const places = placesFor(event.kind, draft.shapes);
  const name = vocabulary.signal[event.kind];
  return (
    <li className={classes.item} aria-label={name}>
      <strong>{name}</strong>
      <Anchor component="button" type="button" size="sm" onClick={() => props.onEvent(event.kind)}>
        {said.more}
      </Anchor>
      <span className={classes.grow} />
      <ActionIcon aria-label={`${words.remove}: ${name}`} onClick={props.onRemove}>
        <IconTrash size={14} stroke={1.5} />
      </ActionIcon>
      <div className={classes.settings} style={{ flexBasis: "100%" }}>
        <NativeSelect
          size="xs"
          label={said.where}
          value={placeOf(event) ?? ""}
          onChange={({ currentTarget }) =>
            onChange(lookingAt(event, places.find((place) => place.name === currentTarget.value) ?? null))
          }
          data={[
            { value: "", label: said.everywhere },
            ...places.map((place) => ({ value: place.name, label: place.name })),
          ]}
        />
        <Settings {...props} />
      </div>
      {!isComplete(event) && <span className={classes.missing}>{said.headingMissing}</span>}
      {lacksGround(event, draft) && <span className={classes.missing}>{said.needsGround}</span>}
    </li>
  );
}

function Settings({ event, draft, onChange, onHeading }: Parameters<typeof EventRow>[0]) {
  const said = useCalibrationWords().events;
  switch (event.kind) {
    case "abandoned-object":
      return (
        <>
          <Setting
            label={said.dwell[event.kind]}
            value={event.dwellSeconds}
            min={1}
            max={3600}
            onChange={(dwellSeconds) => onChange({ ...event, dwellSeconds })}
          />
          <Setting
            label={said.ownerMetres}
            value={event.ownerMetres ?? ""}
            min={0}
            max={100}
            disabled={draft.method === "none"}
            onChange={(ownerMetres) => onChange({ ...event, ownerMetres })}
          />
        </>
      );
    case "zone-entry":
      return event.line === undefined ? (
        <Setting
          label={said.dwell[event.kind]}
          value={event.dwellSeconds}
          min={0}
          max={3600}
          onChange={(dwellSeconds) => onChange({ ...event, dwellSeconds })}
        />
      ) : (
        <NativeSelect
          size="xs"
          label={said.direction}
          value={event.direction ?? "either"}
          onChange={({ currentTarget }) => {
            const direction = CROSSING_DIRECTIONS.find((each) => each === currentTarget.value);
            if (direction !== undefined) onChange({ ...event, direction });
          }}
          data={CROSSING_DIRECTIONS.map((value) => ({ value, label: said.directions[value] }))}
        />
      );
    case "density":
      return (
        <>
          <Setting
            label={said.people}
            value={event.people}
            min={2}
            max={10_000}
            disabled={draft.method === "none"}
            onChange={(people) => onChange({ ...event, people })}
          />
          <Setting
            label={said.capacity}
            value={event.capacity ?? ""}
            min={2}
            max={100_000}
            disabled={draft.method === "none"}
            onChange={(capacity) => onChange({ ...event, capacity })}
          />
        </>
      );
    case "wrong-direction":
      return (
        <>
          <Setting
            label={said.tolerance}
            value={event.toleranceDegrees}
            min={10}
            max={85}
            onChange={(toleranceDegrees) => onChange({ ...event, toleranceDegrees })}
          />
          <Button variant="default" onClick={onHeading} style={{ alignSelf: "end" }}>
            {said.heading}
          </Button>
        </>
      );
  }
}

function Setting(props: {
  readonly label: string;
  readonly value: number | "";
  readonly min: number;
  readonly max: number;
  readonly disabled?: boolean;
  readonly onChange: (to: number) => void;
}) {
  return (
    <NumberInput
      size="xs"
      label={props.label}
      min={props.min}
      max={props.max}
      disabled={props.disabled ?? false}
      value={props.value}
      onChange={(value) => typeof value === "number" && props.onChange(value)}
    />
  );
}

function Arrow({ from, to }: { readonly from: Point; readonly to: Point }) {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const length = Math.hypot(to.x - from.x, to.y - from.y) / 5;
  const barb = (turn: number): Point => ({
    x: to.x + Math.cos(angle + turn) * length,
    y: to.y + Math.sin(angle + turn) * length,
  });
  return <Trace points={[from, to, barb(2.6), to, barb(-2.6)]} />;
}
