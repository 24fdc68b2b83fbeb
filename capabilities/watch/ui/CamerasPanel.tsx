import { ActionIcon, Button, Group, SegmentedControl, Tooltip } from "@mantine/core";
import { IconArrowsMaximize, IconArrowsMinimize } from "@tabler/icons-react";
import type { CameraId, MandateId, Place, Position } from "@cordon/kernel";
import {
  Age,
  Answered,
  Empty,
  Facts,
  Panel,
  ProblemLine,
  Section,
  StatusPill,
  tell,
  useLanguage,
  useShellWords,
  useVocabulary,
} from "@cordon/ui";
import { useState } from "react";
import type { CameraView } from "../words.ts";
import { WhyDark } from "./camera/WhyDark.tsx";
import { useAnswer, useOrder } from "./doors.ts";
import { RegisterCamera } from "./RegisterCamera.tsx";
import { CameraWall } from "./wall/CameraWall.tsx";
import { toneOfState, type WaitingSignal } from "./wall/standing.ts";
import { useWallWords } from "./wall/words.ts";
import classes from "./watch.module.css";
import { useWatchWords } from "./words.ts";

export interface CamerasPanelProps {
  readonly places: readonly Place[];
  readonly mandateName: (mandate: MandateId) => string;
  /** Whether the person may register and remove cameras. */
  readonly mayArrange: boolean;
  /** What waits to be answered, by the camera that saw it. */
  readonly waiting: ReadonlyMap<CameraId, readonly WaitingSignal[]>;
  readonly onOpen: (camera: CameraId) => void;
  readonly onShow: (position: Position) => void;
  /** Whether the wall lies over the whole page. */
  readonly full: boolean;
  readonly onFull: () => void;
  readonly onClose: () => void;
}

const VIEWS = ["wall", "list"] as const;

/** Every camera: its picture on the wall, or as a list, under which mandate it is analysed, and if not, why not. */
export function CamerasPanel(props: CamerasPanelProps) {
  const words = useWatchWords();
  const wall = useWallWords();
  const answer = useAnswer("watch.list-cameras", {});
  const [view, setView] = useState<(typeof VIEWS)[number]>("wall");
  const cameras = answer.state === "shown" ? answer.data.cameras : null;
  const running = cameras?.filter(({ state }) => state === "running").length ?? 0;
  return (
    <Panel
      label={words.title}
      title={words.title}
      aside={
        <>
          {cameras !== null && <span className={classes.dim}>{wall.count(running, cameras.length)}</span>}
          <Tooltip label={`${props.full ? wall.beside : wall.wide} (W)`}>
            <ActionIcon
              className={classes.full}
              aria-label={wall.wide}
              aria-pressed={props.full}
              onClick={props.onFull}
            >
              {props.full ? (
                <IconArrowsMinimize size={16} stroke={1.5} />
              ) : (
                <IconArrowsMaximize size={16} stroke={1.5} />
              )}
            </ActionIcon>
          </Tooltip>
        </>
      }
      onClose={props.onClose}
    >
      <div className={classes.tabs}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={words.title}
          value={view}
          onChange={(value) => setView(VIEWS.find((each) => each === value) ?? "wall")}
          data={VIEWS.map((value) => ({ value, label: wall[value] }))}
        />
      </div>
      {view === "wall" ? (
        <CameraWall waiting={props.waiting} onOpen={props.onOpen} />
      ) : (
        <CameraList {...props} answer={answer} />
      )}
    </Panel>
  );
}

type ListProps = Pick<CamerasPanelProps, "places" | "mandateName" | "mayArrange" | "onOpen" | "onShow"> & {
  readonly answer: ReturnType<typeof useAnswer<"watch.list-cameras">>;
};

function CameraList({ answer, places, mandateName, mayArrange, onOpen, onShow }: ListProps) {
  const words = useWatchWords();
  return (
    <>
      <Answered of={answer}>
        {({ cameras }) =>
          cameras.length === 0 ? (
            <Empty title={words.empty}>{words.emptyHint}</Empty>
          ) : (
            <ul className={classes.cameras}>
              {cameras.map((camera) => (
                <CameraRow
                  key={camera.id}
                  camera={camera}
                  mandateName={mandateName}
                  mayArrange={mayArrange}
                  onShow={() => onShow(camera.position)}
                />
              ))}
            </ul>
          )
        }
      </Answered>
      {mayArrange && (
        <Section title={words.register}>
          <RegisterCamera places={places} onRegistered={onOpen} />
        </Section>
      )}
    </>
  );
}

interface CameraRowProps {
  readonly camera: CameraView;
  readonly mandateName: (mandate: MandateId) => string;
  readonly mayArrange: boolean;
  readonly onShow: () => void;
}

function CameraRow({ camera, mandateName, mayArrange, onShow }: CameraRowProps) {
  const words = useWatchWords();
  const shell = useShellWords();
  const vocabulary = useVocabulary();
  const language = useLanguage();
  const removing = useOrder("watch.remove-camera", ["watch.list-cameras"]);
  const [sure, setSure] = useState(false);
  const remove = async () => {
    const answer = await removing.send({ camera: camera.id });
    if (answer.ok) tell({ message: words.removed });
  };
  return (
    <li className={classes.camera}>
      <div className={classes.head}>
        <strong>{camera.name[language]}</strong>
        <span className={classes.dim}>{camera.reference}</span>
        <span className={classes.grow} />
        <StatusPill tone={toneOfState(camera.state, camera.because)}>{words.state[camera.state]}</StatusPill>
        <Age at={camera.since} />
      </div>
      {camera.state !== "running" && <WhyDark camera={camera} className={classes.why} detailClass={classes.dim} />}
      <Facts
        of={[
          [words.looksFor, [...new Set(camera.scene.events.map(({ kind }) => vocabulary.signal[kind]))].join(", ")],
          [words.address, camera.shownAddress],
          ...(camera.mandate === null ? [] : [[words.mandate, mandateName(camera.mandate)] as const]),
        ]}
      />
      <Group gap="xs" mt={4}>
        <Button variant="default" onClick={onShow}>
          {words.show}
        </Button>
        {mayArrange && !sure && (
          <Button variant="subtle" onClick={() => setSure(true)}>
            {words.remove}…
          </Button>
        )}
        {sure && (
          <>
            <Button variant="default" loading={removing.busy} onClick={() => void remove()}>
              {words.removeSure}
            </Button>
            <Button variant="subtle" onClick={() => setSure(false)}>
              {shell.cancel}
            </Button>
          </>
        )}
      </Group>
      <ProblemLine problem={removing.problem} />
    </li>
  );
}
