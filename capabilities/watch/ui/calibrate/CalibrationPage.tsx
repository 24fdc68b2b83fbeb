import { ActionIcon, Button, Group, Tooltip } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";
import type { CameraId } from "@cordon/kernel";
import { Answered, Empty, Failed, Loading, type MapOutline, Panel, ProblemLine, tell, useLanguage } from "@cordon/ui";
import { useEffect, useMemo, useState } from "react";
import type { EventKind } from "../../words/scene.ts";
import type { CameraView } from "../../words.ts";
import { useCameraWords } from "../camera/words.ts";
import { useAnswer, useOrder } from "../doors.ts";
import { useWatchWords } from "../words.ts";
import classes from "./calibrate.module.css";
import { CheckStep } from "./CheckStep.tsx";
import { fittedScene } from "../../rules/fitted-scene.ts";
import { type Draft, draftOf, sceneOf } from "./draft.ts";
import { canSave } from "./event-settings.ts";
import { EventsStep } from "./EventsStep.tsx";
import { GroundStep } from "./GroundStep.tsx";
import type { OnTool } from "./ground-step.ts";
import { begin, type History, useUndoable } from "./history.ts";
import type { Still } from "../picture/useStill.ts";
import { StillStep } from "./StillStep.tsx";
import { STEPS, type StepName } from "./steps.ts";
import { useCalibration } from "./useCalibration.ts";
import { useStill } from "../picture/useStill.ts";
import { useCalibrationWords } from "./words.ts";
import { ZonesStep } from "./ZonesStep.tsx";

export interface CalibrationPageProps {
  readonly camera: CameraId;
  readonly onTool: OnTool;
  /** What of the camera's zones the map is to show. */
  readonly onOutline: (outlines: readonly MapOutline[]) => void;
  readonly onEvent: (kind: EventKind) => void;
  readonly onClose: () => void;
}

/** From a still image to a camera that knows its ground, its zones and its events: five steps, each of which can be gone back to. */
export function CalibrationPage(props: CalibrationPageProps) {
  const words = useCalibrationWords();
  const gone = useCameraWords();
  const said = useWatchWords();
  const language = useLanguage();
  const answer = useAnswer("watch.list-cameras", {});
  const [still, another] = useStill(props.camera);
  const camera = answer.state === "shown" ? answer.data.cameras.find(({ id }) => id === props.camera) : undefined;
  const title = camera === undefined ? said.title : words.title(camera.name[language]);
  if (camera !== undefined && still.state === "shown") {
    return <Wizard key={camera.id} {...props} title={title} camera={camera} still={still.still} onAnother={another} />;
  }
  return (
    <Panel label={title} title={title} onClose={props.onClose}>
      <Answered of={answer}>
        {() =>
          camera === undefined ? (
            <Empty title={gone.gone}>{gone.goneHint}</Empty>
          ) : still.state === "failed" ? (
            still.problem.reason === "unavailable" ? (
              <Empty title={words.still.none}>
                <p>{words.still.noneHint}</p>
                <Button variant="default" onClick={another}>
                  {words.still.another}
                </Button>
              </Empty>
            ) : (
              <Failed problem={still.problem} retry={another} />
            )
          ) : (
            <Loading />
          )
        }
      </Answered>
    </Panel>
  );
}

/** What was drawn for minutes is not lost to one key: it is there again for whoever comes back, until it is saved or the page is loaded anew. */
const DRAFTS = new Map<CameraId, History<Draft>>();

interface WizardProps extends Omit<CalibrationPageProps, "camera"> {
  readonly title: string;
  readonly camera: CameraView;
  readonly still: Still;
  readonly onAnother: () => void;
}

function Wizard({ title, camera, still, onAnother, onTool, onOutline, onEvent, onClose }: WizardProps) {
  const words = useCalibrationWords();
  const [step, setStep] = useState<StepName>("still");
  // What stood when the wizard was opened: another's change meanwhile is not undone silently, the later save wins as everywhere.
  const standing = fittedScene(camera.scene, still.size);
  const draft = useUndoable(() => DRAFTS.get(camera.id) ?? begin(draftOf(standing)));
  const saving = useOrder("watch.change-scene", ["watch.list-cameras"]);
  const calibration = useCalibration(camera.id, draft.value, still.size);
  const calibrated =
    calibration?.state === "shown" && calibration.data.result === "calibrated" ? calibration.data : null;
  const at = STEPS.indexOf(step);
  useEffect(() => {
    if (draft.canUndo) DRAFTS.set(camera.id, draft.history);
    else DRAFTS.delete(camera.id);
  }, [camera.id, draft.canUndo, draft.history]);
  const leave = () => {
    if (draft.canUndo) tell({ message: words.kept });
    onClose();
  };

  const outlines = useMemo(() => {
    if (calibrated === null) return [];
    const zones = calibrated.zones.flatMap(({ name, onMap }): MapOutline[] =>
      onMap === null ? [] : [{ id: `zone ${name}`, rings: onMap.coordinates, label: name }],
    );
    const covers =
      calibrated.covers === null
        ? []
        : [{ id: "covers", rings: calibrated.covers.coordinates, label: camera.reference }];
    const lines = calibrated.lines.flatMap(({ name, onMap }) =>
      onMap === null ? [] : [{ id: `line ${name}`, line: onMap, label: name }],
    );
    return [...covers, ...zones, ...lines];
  }, [calibrated, camera.reference]);
  useEffect(() => onOutline(outlines), [onOutline, outlines]);
  useEffect(() => () => onOutline([]), [onOutline]);
  useHotkeys([
    ["mod+z", draft.undo],
    ["mod+shift+z", draft.redo],
    ["mod+y", draft.redo],
    ["Escape", leave],
  ]);

  const save = async () => {
    const calibration = calibrated === null ? null : { points: calibrated.points };
    const scene = sceneOf(draft.value, standing, calibration, still.size);
    const answer = await saving.send({ camera: camera.id, scene });
    if (!answer.ok) return;
    DRAFTS.delete(camera.id);
    tell({ message: words.saved });
    onClose();
  };

  return (
    <Panel
      label={title}
      title={title}
      aside={
        <>
          {draft.canUndo && (
            <>
              <span className={classes.dim}>{words.unsaved}</span>
              <Button variant="subtle" onClick={() => draft.change(draftOf(standing))}>
                {words.discard}
              </Button>
            </>
          )}
          <Tooltip label={`${words.undo} (Ctrl Z)`}>
            <ActionIcon aria-label={words.undo} disabled={!draft.canUndo} onClick={draft.undo}>
              <IconArrowBackUp size={16} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={`${words.redo} (Ctrl Y)`}>
            <ActionIcon aria-label={words.redo} disabled={!draft.canRedo} onClick={draft.redo}>
              <IconArrowForwardUp size={16} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        </>
      }
      onClose={leave}
      footer={
        <>
          <ProblemLine problem={saving.problem} />
          <Group gap="xs">
            <Button variant="default" disabled={at === 0} onClick={() => setStep(STEPS[at - 1] ?? step)}>
              {words.back}
            </Button>
            <span className={classes.grow} />
            {step === "events" ? (
              <Button loading={saving.busy} disabled={!canSave(draft.value)} onClick={() => void save()}>
                {words.save}
              </Button>
            ) : (
              <Button onClick={() => setStep(STEPS[at + 1] ?? step)}>{words.next}</Button>
            )}
          </Group>
        </>
      }
    >
      <ol className={classes.steps} aria-label={words.steps}>
        {STEPS.map((name, index) => (
          <li key={name}>
            <button
              type="button"
              className={classes.step}
              aria-current={name === step ? "step" : undefined}
              onClick={() => setStep(name)}
            >
              {index + 1}. {words.step[name]}
            </button>
          </li>
        ))}
      </ol>
      <div className={classes.body}>
        <p className={classes.hint}>{words.hint[step]}</p>
        {step === "still" && <StillStep still={still} onAnother={onAnother} />}
        {step === "ground" && (
          <GroundStep camera={camera} still={still} draft={draft} calibration={calibration} onTool={onTool} />
        )}
        {step === "check" && <CheckStep still={still} calibration={calibration} />}
        {step === "zones" && <ZonesStep still={still} draft={draft} calibration={calibration} />}
        {step === "events" && <EventsStep still={still} draft={draft} onEvent={onEvent} />}
      </div>
    </Panel>
  );
}
