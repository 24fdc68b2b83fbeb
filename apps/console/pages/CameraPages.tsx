import type { CameraId, Place, Position } from "@cordon/kernel";
import {
  CalibrationPage,
  type CalibrationPageProps,
  CameraPage,
  CamerasPanel,
  type WaitingSignal,
} from "@cordon/watch/ui";
import { useHotkeys } from "@mantine/hooks";
import { useMemo } from "react";
import type { CameraRoute } from "../room/route.ts";
import { useAnswer } from "../server/doors.ts";
import { mayAny, useHouse } from "../server/house.tsx";

/** What the camera pages know of the room around them. */
export interface CameraSurroundings {
  readonly signals: readonly (WaitingSignal & { readonly camera: CameraId | null })[] | null;
  /** Whether the page lies over the whole map. */
  readonly full: boolean;
  readonly onFull: () => void;
  readonly onGo: (path: string) => void;
}

export interface CameraPagesProps extends CameraSurroundings {
  readonly route: CameraRoute | { readonly page: "cameras" };
  readonly places: readonly Place[];
  readonly onShow: (position: Position) => void;
  readonly onOutline: CalibrationPageProps["onOutline"];
  readonly onTool: CalibrationPageProps["onTool"];
  readonly onClose: () => void;
}

const NONE: readonly WaitingSignal[] = [];

/** The pages of the cameras, with what other rooms know of them: what waits, and under which mandates. */
export function CameraPages(props: CameraPagesProps) {
  const { route, signals, places, full, onFull, onGo, onShow, onClose } = props;
  const { hello, me } = useHouse();
  const answer = useAnswer("mandates.list", {});
  const mandates = answer.state === "shown" ? answer.data.mandates : [];
  const waiting = useMemo(() => byCamera(signals ?? []), [signals]);
  useHotkeys([["w", onFull]]);
  const shared = {
    mandateName: (mandate: string) => mandates.find(({ id }) => id === mandate)?.reference ?? mandate,
    mayArrange: mayAny(me, ["operator", "supervisor", "commander", "admin"]),
    onShow,
  };
  if (route.page === "cameras") {
    return (
      <CamerasPanel
        {...shared}
        places={places}
        waiting={waiting}
        full={full}
        onFull={onFull}
        onOpen={(camera) => onGo(`/cameras/${camera}`)}
        onClose={onClose}
      />
    );
  }
  if (route.page === "calibration") {
    return (
      <CalibrationPage
        camera={route.camera}
        onTool={props.onTool}
        onOutline={props.onOutline}
        onEvent={(kind) => onGo(`/events/${kind}`)}
        onClose={() => onGo(`/cameras/${route.camera}`)}
      />
    );
  }
  return (
    <CameraPage
      {...shared}
      camera={route.camera}
      waiting={waiting.get(route.camera) ?? NONE}
      timeZone={hello.timeZone}
      mayJudge={mayAny(me, ["supervisor", "commander"])}
      onEvent={(kind) => onGo(`/events/${kind}`)}
      onSignal={(signal) => onGo(`/signals/${signal}`)}
      onCamera={(camera) => onGo(`/cameras/${camera}`)}
      onCalibrate={() => onGo(`/cameras/${route.camera}/calibration`)}
      onClose={() => onGo("/cameras")}
    />
  );
}

function byCamera(
  signals: NonNullable<CameraSurroundings["signals"]>,
): ReadonlyMap<CameraId, readonly WaitingSignal[]> {
  const by = new Map<CameraId, WaitingSignal[]>();
  for (const signal of signals) {
    if (signal.camera === null) continue;
    by.set(signal.camera, [...(by.get(signal.camera) ?? []), signal]);
  }
  return by;
}
