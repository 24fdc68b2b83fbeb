import { Button, Group, Kbd } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import {
  Age,
  Answered,
  Facts,
  Panel,
  ProblemLine,
  StatusPill,
  shapeOfSignal,
  ToneMark,
  toneOfSignal,
  useFormat,
  useNowMs,
  useVocabulary,
} from "@cordon/ui";
import type { IncidentId, SignalId } from "@cordon/kernel";
import { useEffect, useState } from "react";
import type { SignalView } from "../words.ts";
import { useSurroundings, whereOf } from "./Around.tsx";
import { OnMap } from "./OnMap.tsx";
import classes from "./command.module.css";
import { DismissChoice } from "./DismissChoice.tsx";
import { useAnswer } from "./doors.ts";
import { Exhibits } from "./Exhibits.tsx";
import { MergeChoice } from "./MergeChoice.tsx";
import { useTriage } from "./triage.ts";
import { useCommandWords } from "./words.ts";
import { CallBy } from "../wings/calls/ui/CallFacts.tsx";
import { useCallWords } from "../wings/calls/ui/words.ts";

export interface SignalPanelProps {
  readonly signal: SignalId;
  /** The signal as the queue has it already: a key pressed at once must find it. */
  readonly known: SignalView | null;
  readonly onClose: () => void;
  readonly onIncident: (incident: IncidentId) => void;
  /** The signal was answered: on to the next one. */
  readonly onDecided: (signal: SignalId) => void;
  readonly keys: boolean;
}

/** One signal: what was seen, and the three answers to it, each one key away. */
export function SignalPanel(props: SignalPanelProps) {
  const answer = useAnswer("command.show-signal", { signal: props.signal });
  const words = useCommandWords();
  const asked = answer.state === "shown" && answer.data.id === props.signal ? answer.data : null;
  const signal = asked ?? (props.known?.id === props.signal ? props.known : null);
  if (signal !== null) return <SignalShown {...props} signal={signal} />;
  return (
    <Panel label={words.queue.title} title={words.queue.title} onClose={props.onClose}>
      <Answered of={answer.state === "shown" ? { state: "loading" } : answer}>{() => null}</Answered>
    </Panel>
  );
}

function SignalShown({
  signal,
  onClose,
  onIncident,
  onDecided,
  keys,
}: Omit<SignalPanelProps, "signal" | "known"> & { readonly signal: SignalView }) {
  const words = useCommandWords().signal;
  const vocabulary = useVocabulary();
  const around = useSurroundings();
  const triage = useTriage();
  const [asking, setAsking] = useState<"dismiss" | "merge" | null>(null);
  useEffect(() => setAsking(null), [signal.id]);
  const waiting = signal.state === "waiting";
  const may = waiting && around.mayDecide && !triage.busy;
  const reopenable = around.mayDecide && (signal.state === "dismissed" || signal.state === "merged");

  const confirm = async () => {
    const answer = await triage.confirm(signal);
    if (answer.ok) onIncident(answer.output.incident);
  };
  useHotkeys(
    keys
      ? [
          ["c", () => void (may && confirm())],
          ["d", () => may && setAsking("dismiss")],
          ["m", () => may && setAsking("merge")],
          ["u", () => void (reopenable && triage.reopen(signal.id))],
          ["Escape", () => (asking === null ? onClose() : setAsking(null))],
        ]
      : [],
  );
  const tone = toneOfSignal(signal.kind);

  return (
    <Panel
      label={vocabulary.signal[signal.kind]}
      title={
        <>
          <ToneMark tone={tone} shape={shapeOfSignal(signal.kind)} size={14} title={vocabulary.tone[tone]} />{" "}
          {vocabulary.signal[signal.kind]}
        </>
      }
      aside={<StatusPill tone={waiting ? tone : "calm"}>{vocabulary.signalState[signal.state]}</StatusPill>}
      onClose={onClose}
      footer={
        <>
          <ProblemLine problem={triage.problem} />
          {waiting && asking === null && (
            <Group gap="xs" grow>
              <Button onClick={() => void confirm()} disabled={!may} rightSection={<Kbd size="xs">C</Kbd>}>
                {words.confirm}
              </Button>
              <Button
                variant="default"
                onClick={() => setAsking("dismiss")}
                disabled={!may}
                rightSection={<Kbd size="xs">D</Kbd>}
              >
                {words.dismiss}
              </Button>
              <Button
                variant="default"
                onClick={() => setAsking("merge")}
                disabled={!may}
                rightSection={<Kbd size="xs">M</Kbd>}
              >
                {words.merge}
              </Button>
            </Group>
          )}
          {waiting && asking === "dismiss" && (
            <DismissChoice
              busy={triage.busy}
              ofCamera={signal.camera !== null}
              onCancel={() => setAsking(null)}
              onChoose={async (reason, note, cause) => {
                if (await triage.dismiss(signal, reason, note, cause)) onDecided(signal.id);
              }}
            />
          )}
          {waiting && asking === "merge" && (
            <MergeChoice
              near={signal.position}
              onCancel={() => setAsking(null)}
              onChoose={async (incident) => {
                if (await triage.merge(signal, incident)) onDecided(signal.id);
              }}
            />
          )}
          {reopenable && (
            <Button
              variant="default"
              onClick={() => void triage.reopen(signal.id)}
              rightSection={<Kbd size="xs">U</Kbd>}
            >
              {words.undo}
            </Button>
          )}
          {signal.state === "confirmed" && signal.incident !== null && (
            <OpenIncident incident={signal.incident} onIncident={onIncident} />
          )}
        </>
      }
    >
      <Exhibits signal={signal} keys={keys} plays />
      {around.originals?.(signal)}
      <div className={classes.pad}>
        <SignalFacts signal={signal} />
        {waiting && <p className={classes.advisory}>{words.advisory}</p>}
      </div>
    </Panel>
  );
}

function SignalFacts({ signal }: { readonly signal: SignalView }) {
  const words = useCommandWords().signal;
  const callWords = useCallWords().facts;
  const vocabulary = useVocabulary();
  const format = useFormat();
  const nowMs = useNowMs();
  const around = useSurroundings();
  const camera = signal.camera === null ? null : around.cameraName(signal.camera);
  const delaySeconds = (Date.parse(signal.noticedAt) - Date.parse(signal.since)) / 1000;
  const rows: [string, React.ReactNode][] = [
    [words.where, <OnMap key="where" position={signal.position} name={whereOf({ ...signal, camera: null }, around)} />],
  ];
  const { sos, crossed } = signal;
  if (crossed !== null) rows.unshift([words.crosser, crossed.callSign]);
  if (sos !== null) {
    const sure = [
      words.from[sos.where],
      ...(sos.accuracyMetres === null ? [] : [words.within(format.distance(sos.accuracyMetres))]),
      ...(sos.positionAgeSeconds === null || sos.positionAgeSeconds < 10
        ? []
        : [words.agedWhenPressed(format.duration(sos.positionAgeSeconds))]),
    ];
    rows.unshift([words.caller, `${sos.callSign}, ${words.calls(sos.presses)}`]);
    rows.push([words.calledFrom, sure.join(", ")]);
    if (sos.calledOffAt !== null) rows.push([words.calledOff, words.calledOffBy(format.time(sos.calledOffAt, nowMs))]);
  }
  if (signal.call !== null) {
    rows.unshift([callWords.by, <CallBy key={signal.id} signal={signal.id} call={signal.call} />]);
    if (signal.call.address !== null) rows.push([callWords.address, signal.call.address]);
  }
  if (camera !== null) rows.push([words.camera, camera]);
  rows.push([
    words.since,
    <>
      {format.time(signal.since, nowMs)} (<Age at={signal.since} />)
    </>,
  ]);
  if (delaySeconds >= 1)
    rows.push([
      words.noticed,
      `${format.time(signal.noticedAt, nowMs)}, ${words.noticedAfter(format.duration(delaySeconds))}`,
    ]);
  if (signal.seenUntil !== null) rows.push([words.seenUntil, format.time(signal.seenUntil, nowMs)]);
  if (signal.confidence !== null) rows.push([words.confidence, format.percent(signal.confidence)]);
  if (signal.note !== "" && sos === null) rows.push([words.note, signal.note]);
  if (signal.decidedAt !== null && signal.decidedBy !== null) {
    rows.push([words.decided, `${format.time(signal.decidedAt, nowMs)}, ${around.actorName(signal.decidedBy)}`]);
  }
  if (signal.dismissal !== null) {
    const { reason, note } = signal.dismissal;
    rows.push([words.reason, note === "" ? vocabulary.dismissal[reason] : `${vocabulary.dismissal[reason]} – ${note}`]);
  }
  return <Facts of={rows} />;
}

function OpenIncident({
  incident,
  onIncident,
}: {
  readonly incident: IncidentId;
  readonly onIncident: (incident: IncidentId) => void;
}) {
  const words = useCommandWords().signal;
  const answer = useAnswer("command.show-incident", { incident });
  const number = answer.state === "shown" ? String(answer.data.incident.number) : "…";
  return (
    <Button variant="default" onClick={() => onIncident(incident)}>
      {words.openIncident(number)}
    </Button>
  );
}
