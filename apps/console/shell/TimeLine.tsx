import { ActionIcon, NativeSelect, Slider, Tooltip, UnstyledButton } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { type ExerciseCommand, exercisePhase, exerciseSeconds, instantOf } from "@cordon/kernel";
import { MomentLine, useTimeMachine } from "@cordon/command/ui/moments";
import { StatusPill, tell, useFormat, useNowMs, useProblemText } from "@cordon/ui";
import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import classes from "../console.module.css";
import { useAnswer, useOrder } from "../server/doors.ts";
import { useLink, useWitnessed } from "../server/house.tsx";
import { useConsoleWords } from "../words.ts";

const SPEEDS = ["0.25", "0.5", "1", "2", "5", "10", "30", "60"];

/** The line of time: the exercise's clock when rehearsing, in the past the line of the operation instead of it, and how far the journal is and
 * whether it was checked.
 * @param keys whether its keys are heard: a camera has uses of its own for them
 */
export function TimeLine({ keys }: { readonly keys: boolean }) {
  const { past } = useTimeMachine();
  return (
    <footer className={classes.foot}>
      {past === null && <ExerciseControls />}
      <MomentLine keys={keys} />
      {past === null && <span className={classes.grow} />}
      <JournalState />
    </footer>
  );
}

function ExerciseControls() {
  const words = useConsoleWords().clock;
  const format = useFormat();
  const nowMs = useNowMs();
  const { link } = useLink();
  const answer = useAnswer("exercise.show", {});
  const setting = useOrder("exercise.set-clock", ["exercise.show"]);
  const problemText = useProblemText();
  const [dragged, setDragged] = useState<number | null>(null);
  const exercise = answer.state === "shown" ? answer.data.exercise : null;
  useEffect(() => setDragged(null), [exercise?.clock.anchorAt]);
  if (exercise === null) {
    return (
      <span className={classes.footLive}>
        {link.state === "live" && <span className={classes.liveDot} aria-hidden />}
        {link.state === "live" ? words.live : ""}
      </span>
    );
  }
  const { clock, dayBegins } = exercise;
  const now = instantOf(nowMs);
  const phase = exercisePhase(clock, now);
  const seconds = dragged ?? exerciseSeconds(clock, now);
  const at = (second: number) => format.clock(Date.parse(dayBegins) + second * 1000);
  const order = async (command: ExerciseCommand) => {
    const set = await setting.send({ command });
    if (!set.ok) tell({ message: problemText(set.problem), tone: "attention" });
  };
  return (
    <div className={classes.exercise} role="group" aria-label={words.exercise}>
      <span className={classes.exerciseName}>{words.exercise}</span>
      <Tooltip label={phase === "running" ? words.pause : words.resume}>
        <ActionIcon
          size="sm"
          disabled={phase === "ended" || setting.busy}
          aria-label={phase === "running" ? words.pause : words.resume}
          onClick={() => void order({ kind: phase === "running" ? "pause" : "resume" })}
        >
          {phase === "running" ? <IconPlayerPause size={14} stroke={1.5} /> : <IconPlayerPlay size={14} stroke={1.5} />}
        </ActionIcon>
      </Tooltip>
      <time className={classes.exerciseClock}>{at(seconds)}</time>
      <span className={classes.exercisePhase}>{words.phase[phase]}</span>
      <span className={classes.wide}>
        <span className={classes.dim}>{at(0).slice(0, 5)}</span>
        <Slider
          className={classes.seek}
          size={3}
          thumbSize={14}
          min={0}
          max={clock.endsSeconds - 1}
          step={10}
          value={Math.round(seconds)}
          label={(value) => at(value)}
          thumbLabel={words.seek}
          thumbProps={{ "aria-valuetext": at(seconds) }}
          onChange={setDragged}
          onChangeEnd={(value) => void order({ kind: "seek", seconds: value })}
        />
        <span className={classes.dim}>{at(clock.endsSeconds).slice(0, 5)}</span>
      </span>
      <NativeSelect
        size="xs"
        className={classes.speed}
        aria-label={words.speed}
        value={String(clock.speed)}
        onChange={(event) => void order({ kind: "set-speed", speed: Number(event.currentTarget.value) })}
        data={[...new Set([...SPEEDS, String(clock.speed)])].map((value) => ({
          value,
          label: `× ${format.number(Number(value), Number(value) < 1 ? 2 : 0)}`,
        }))}
      />
    </div>
  );
}

function JournalState() {
  const words = useConsoleWords();
  const format = useFormat();
  const [, go] = useLocation();
  const { journalSize } = useLink();
  const witnessed = useWitnessed();
  const size = journalSize ?? (witnessed.state === "checked" ? witnessed.checkpoint.size : null);
  if (witnessed.state === "doubted") {
    return (
      <UnstyledButton className={classes.journalState} onClick={() => go("/journal")} role="alert">
        <StatusPill tone="urgent">{words.journal.doubtTitle}</StatusPill>
      </UnstyledButton>
    );
  }
  return (
    <Tooltip label={witnessed.state === "checked" ? <Checked atMs={witnessed.atMs} /> : words.journal.notChecked}>
      <UnstyledButton className={classes.journalState} onClick={() => go("/journal")}>
        {words.go.journal} {witnessed.state === "checked" ? "✓" : "…"} {size === null ? "" : format.number(size)}
      </UnstyledButton>
    </Tooltip>
  );
}

function Checked({ atMs }: { readonly atMs: number }) {
  const words = useConsoleWords().journal;
  const format = useFormat();
  const nowMs = useNowMs();
  return <>{words.checked(format.age(atMs, nowMs))}</>;
}
