import { ActionIcon, Button, NativeSelect, Slider, Tooltip } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import {
  IconChevronLeft,
  IconChevronRight,
  IconChevronsLeft,
  IconChevronsRight,
  IconHistory,
  IconPlayerPause,
  IconPlayerPlay,
} from "@tabler/icons-react";
import { useFormat } from "@cordon/ui";
import { type ReactNode, useEffect, useState } from "react";
import { useAnswer } from "./doors.ts";
import classes from "./moments.module.css";
import { useTimeMachine } from "./TimeMachine.tsx";
import { useMomentWords } from "./words.ts";

const SPEEDS = [1, 2, 5, 10, 30, 60];
const MINUTE_MS = 60_000;

/** The line of time of the operation itself: a way into the past, and in it where one is, steps, play, and the way back. */
export function MomentLine({ keys }: { readonly keys: boolean }) {
  const words = useMomentWords();
  const { past, go, toNow, nowMs } = useTimeMachine();
  useHotkeys(keys ? [["h", () => (past === null ? go({ atMs: nowMs() }) : toNow())]] : []);
  if (past !== null) return <Then keys={keys} />;
  return (
    <Tooltip label={words.open}>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconHistory size={14} stroke={1.5} />}
        onClick={() => go({ atMs: nowMs() })}
      >
        {words.history}
      </Button>
    </Tooltip>
  );
}

function Then({ keys }: { readonly keys: boolean }) {
  const words = useMomentWords();
  const format = useFormat();
  const { past, go, play, toNow, nowMs } = useTimeMachine();
  const chapters = useAnswer("command.list-moments", {});
  const [dragged, setDragged] = useState<number | null>(null);
  const [speed, setSpeed] = useState(10);
  useEffect(() => setDragged(null), [past?.atMs]);
  const step = (entries: number) => past !== null && go({ size: Math.max(0, past.size + entries) });
  const minutes = (by: number) => past !== null && go({ atMs: past.atMs + by * MINUTE_MS });
  const playing = past?.speed !== null;
  const toggle = () => play(playing ? null : speed);
  useHotkeys(
    keys
      ? [
          ["ArrowLeft", unlessTaken(() => step(-1))],
          ["ArrowRight", unlessTaken(() => step(1))],
          ["shift+ArrowLeft", unlessTaken(() => minutes(-1))],
          ["shift+ArrowRight", unlessTaken(() => minutes(1))],
          ["Space", unlessTaken(toggle)],
        ]
      : [],
  );
  if (past === null) return null;
  const lastMs = Math.max(nowMs(), past.firstMs + 1000);
  const shown = dragged ?? past.atMs;
  const marks =
    chapters.state === "shown"
      ? chapters.data.chapters.flatMap(({ at }) => (at === null ? [] : [{ value: Date.parse(at) }]))
      : [];
  const button = (label: string, icon: ReactNode, act: () => void, disabled = false) => (
    <Tooltip label={label}>
      <ActionIcon size="sm" aria-label={label} onClick={act} disabled={disabled}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
  return (
    <div className={classes.line} role="group" aria-label={words.line}>
      {button(words.minuteBack, <IconChevronsLeft size={14} />, () => minutes(-1))}
      {button(words.entryBack, <IconChevronLeft size={14} />, () => step(-1), past.size === 0)}
      {button(
        playing ? words.pause : words.play,
        playing ? <IconPlayerPause size={14} /> : <IconPlayerPlay size={14} />,
        toggle,
      )}
      {button(words.entryOn, <IconChevronRight size={14} />, () => step(1), past.size >= past.journal)}
      {button(words.minuteOn, <IconChevronsRight size={14} />, () => minutes(1))}
      <time className={classes.clock}>{format.clock(shown)}</time>
      <span className={classes.track}>
        <span className={classes.dim}>{format.clock(past.firstMs).slice(0, 5)}</span>
        <Slider
          className={classes.slider}
          size={3}
          thumbSize={14}
          min={Math.floor(past.firstMs) - 1}
          max={lastMs}
          step={1000}
          value={shown}
          marks={marks}
          label={(value) => format.clock(value)}
          thumbLabel={words.seek}
          thumbProps={{ "aria-valuetext": format.clock(shown) }}
          onChange={setDragged}
          onChangeEnd={(value) => go({ atMs: value })}
        />
        <span className={classes.dim}>{format.clock(lastMs).slice(0, 5)}</span>
      </span>
      <NativeSelect
        size="xs"
        className={classes.speed}
        aria-label={words.speed}
        value={String(past.speed ?? speed)}
        onChange={(event) => {
          const chosen = Number(event.currentTarget.value);
          setSpeed(chosen);
          if (playing) play(chosen);
        }}
        data={SPEEDS.map((value) => ({ value: String(value), label: `× ${value}` }))}
      />
      <Button size="compact-xs" onClick={toNow}>
        {words.now}
      </Button>
    </div>
  );
}

/** A slider, the map and a button have uses of their own for these keys. */
function unlessTaken(act: () => void): (event: KeyboardEvent) => void {
  return ({ target }) => {
    const taken = target instanceof HTMLElement && target.closest("[role=slider], canvas, button, a") !== null;
    if (!taken) act();
  };
}
