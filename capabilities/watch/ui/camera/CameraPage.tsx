import { Button, Group, Kbd } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import type { CameraId, MandateId, Position } from "@cordon/kernel";
import {
  Age,
  Answered,
  Empty,
  Facts,
  Panel,
  Section,
  StatusPill,
  ToneMark,
  toneOfSignal,
  useFormat,
  useLanguage,
  useVocabulary,
} from "@cordon/ui";
import { useMemo, useRef, useState } from "react";
import type { CameraView } from "../../words.ts";
import type { EventKind } from "../../words/scene.ts";
import { useAnswer } from "../doors.ts";
import { useHealth } from "../health/health.ts";
import { HealthFacts } from "../health/HealthFacts.tsx";
import { useHealthWords } from "../health/words.ts";
import { type Layer, NO_SHAPES } from "../picture/draw-overlay.ts";
import { LivePicture } from "../picture/LivePicture.tsx";
import { type Analysed, NOTHING_YET, Overlays } from "../picture/Overlays.tsx";
import { shapesOf } from "../picture/shapes.ts";
import { useStill } from "../picture/useStill.ts";
import { toneOfState, type WaitingSignal } from "../wall/standing.ts";
import { useWatchWords } from "../words.ts";
import classes from "./camera.module.css";
import { EventQualities } from "./EventQualities.tsx";
import { Layers } from "./Layers.tsx";
import { useQualityWords } from "./quality-words.ts";
import { WhyDark } from "./WhyDark.tsx";
import { useCameraWords } from "./words.ts";

export interface CameraPageProps {
  readonly camera: CameraId;
  readonly waiting: readonly WaitingSignal[];
  readonly mandateName: (mandate: MandateId) => string;
  /** Whether the person may calibrate. */
  readonly mayArrange: boolean;
  /** Whether the person may suspend and resume events, and set their budgets. */
  readonly mayJudge: boolean;
  readonly timeZone: string;
  readonly onEvent: (kind: EventKind) => void;
  readonly onSignal: (signal: string) => void;
  readonly onShow: (position: Position) => void;
  readonly onCamera: (camera: CameraId) => void;
  readonly onCalibrate: () => void;
  readonly onClose: () => void;
}

/** One camera: its picture with what the analysis sees in it, how good it is, and what waits of it. */
export function CameraPage(props: CameraPageProps) {
  const words = useCameraWords();
  const said = useWatchWords();
  const answer = useAnswer("watch.list-cameras", {});
  const cameras = answer.state === "shown" ? answer.data.cameras : [];
  const at = cameras.findIndex(({ id }) => id === props.camera);
  const camera = cameras[at];
  const step = (by: 1 | -1) => {
    const to = cameras[(at + by + cameras.length) % cameras.length];
    if (to !== undefined) props.onCamera(to.id);
  };
  useHotkeys([
    ["ArrowRight", () => step(1)],
    ["ArrowLeft", () => step(-1)],
    ["Escape", props.onClose],
    ["c", () => camera !== undefined && props.mayArrange && props.onCalibrate()],
  ]);
  if (camera !== undefined) return <Shown key={camera.id} {...props} camera={camera} />;
  return (
    <Panel label={said.title} title={said.title} onClose={props.onClose}>
      <Answered of={answer}>
        {() => (
          <Empty title={words.gone}>
            <p>{words.goneHint}</p>
            <Button variant="default" onClick={props.onClose}>
              {words.back}
            </Button>
          </Empty>
        )}
      </Answered>
    </Panel>
  );
}

function Shown(props: Omit<CameraPageProps, "camera"> & { readonly camera: CameraView }) {
  const { camera, waiting, mayArrange } = props;
  const words = useCameraWords();
  const quality = useQualityWords();
  const picture = useHealthWords();
  const health = useHealth();
  const said = useWatchWords();
  const language = useLanguage();
  const name = camera.name[language];
  return (
    <Panel
      label={name}
      title={
        <>
          {name} <span className={classes.dim}>{camera.reference}</span>
        </>
      }
      aside={
        <>
          <StatusPill tone={toneOfState(camera.state, camera.because)}>{said.state[camera.state]}</StatusPill>
          <Age at={camera.since} />
        </>
      }
      onClose={props.onClose}
      footer={
        <Group gap="xs">
          {mayArrange && (
            <Button variant="default" rightSection={<Kbd size="xs">C</Kbd>} onClick={props.onCalibrate}>
              {words.calibrate}
            </Button>
          )}
          <Button variant="default" onClick={() => props.onShow(camera.position)}>
            {said.show}
          </Button>
          <span className={classes.grow} />
          <Button variant="subtle" rightSection={<Kbd size="xs">Esc</Kbd>} onClick={props.onClose}>
            {words.back}
          </Button>
        </Group>
      }
    >
      {camera.state === "running" ? (
        <Watched camera={camera} name={name} />
      ) : (
        <div className={classes.view}>
          <WhyDark camera={camera} className={classes.dark} />
        </div>
      )}
      <Section title={quality.title} aside={<span className={classes.dim}>{quality.period}</span>}>
        <EventQualities
          camera={camera.id}
          timeZone={props.timeZone}
          mayJudge={props.mayJudge}
          onEvent={props.onEvent}
        />
      </Section>
      <Section title={words.signals}>
        <Signals of={waiting} onSignal={props.onSignal} />
      </Section>
      {camera.state === "running" && (
        <Section title={picture.title}>
          <HealthFacts of={health.get(camera.id)} />
        </Section>
      )}
      <Section title={words.facts}>
        <CameraFacts camera={camera} mandateName={props.mandateName} />
      </Section>
    </Panel>
  );
}

const FIRST_LAYERS: ReadonlySet<Layer> = new Set(["zones", "tracks"]);

function Watched({ camera, name }: { readonly camera: CameraView; readonly name: string }) {
  const words = useCameraWords();
  const video = useRef<HTMLVideoElement>(null);
  // The live picture may be smaller than what the scene's pixels are meant in: the still has the full size.
  const [still] = useStill(camera.id);
  const size = still.state === "shown" ? still.still.size : null;
  const [layers, setLayers] = useState(FIRST_LAYERS);
  const [analysed, setAnalysed] = useState<Analysed>(NOTHING_YET);
  const shapes = useMemo(() => (size === null ? NO_SHAPES : shapesOf(camera.scene, size)), [camera.scene, size]);
  return (
    <>
      <div className={classes.view}>
        <LivePicture camera={camera.id} label={words.live(name)} video={video}>
          <Overlays camera={camera.id} video={video} shapes={shapes} layers={layers} onAnalysed={setAnalysed} />
        </LivePicture>
      </div>
      <Layers shown={layers} onShown={setLayers} analysed={analysed} />
      <p className={classes.note}>{words.pixelated}</p>
    </>
  );
}

function Signals({
  of,
  onSignal,
}: {
  readonly of: readonly WaitingSignal[];
  readonly onSignal: (signal: string) => void;
}) {
  const words = useCameraWords();
  const vocabulary = useVocabulary();
  if (of.length === 0) return <span className={classes.dim}>{words.noSignals}</span>;
  return (
    <ul className={classes.signals}>
      {of.map(({ id, kind, since }) => {
        const tone = toneOfSignal(kind);
        return (
          <li key={id}>
            <button type="button" className={classes.signal} onClick={() => onSignal(id)}>
              <ToneMark tone={tone} title={vocabulary.tone[tone]} />
              <span>{vocabulary.signal[kind]}</span>
              <span className={classes.grow} />
              <Age at={since} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function CameraFacts({
  camera,
  mandateName,
}: {
  readonly camera: CameraView;
  readonly mandateName: (mandate: MandateId) => string;
}) {
  const words = useCameraWords();
  const said = useWatchWords();
  const vocabulary = useVocabulary();
  const format = useFormat();
  const { calibration, events } = camera.scene;
  return (
    <Facts
      of={[
        [said.looksFor, [...new Set(events.map(({ kind }) => vocabulary.signal[kind]))].join(", ")],
        ...(camera.mandate === null ? [] : [[said.mandate, mandateName(camera.mandate)] as const]),
        [said.purpose, camera.purpose],
        [
          words.calibration.name,
          calibration === undefined
            ? words.calibration.no
            : words.calibration.yes(format.number(calibration.points.length)),
        ],
        [words.position, format.position(...camera.position)],
        [words.heading, words.degrees(format.number(camera.headingDegrees))],
        [words.view, words.degrees(format.number(camera.fieldOfViewDegrees))],
        [words.range, format.distance(camera.rangeMetres)],
        [said.address, camera.shownAddress],
      ]}
    />
  );
}
