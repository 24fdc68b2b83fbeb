import { useDebouncedValue } from "@mantine/hooks";
import type { CameraId } from "@cordon/kernel";
import type { Shown } from "@cordon/ui";
import { useMemo } from "react";
import type { CalibrationInput, CalibrationOutput, PictureSize } from "../../words/calibration.ts";
import type { WatchApi } from "../../index.ts";
import { useAnswer } from "../doors.ts";
import { beforeTheCamera, type Draft, isEnough, isOnMap, knownOf, linesOf } from "./draft.ts";

/** While something is dragged, the server is not asked at every pixel. */
const QUIET_MS = 200;
/** A question goes into an address: as many people as its length allows, which is more than a ground needs. */
const MOST_PEOPLE = 100;

type Asked = WatchApi["watch.calibrate"]["input"];

/** What the server makes of a draft: the ground, how far it is off, the zones on the map. `null` while there is too little to ask. */
export function useCalibration(camera: CameraId, draft: Draft, picture: PictureSize): Shown<CalibrationOutput> | null {
  const asked = useMemo(
    (): Asked | null => (isEnough(draft) ? questionOf(camera, draft, picture) : null),
    [camera, draft, picture],
  );
  const [quiet] = useDebouncedValue(asked, QUIET_MS);
  const first = useAnswer("watch.calibrate", quiet);
  const moved = useMemo(() => (quiet === null ? null : fromBelow(quiet, first)), [quiet, first]);
  const second = useAnswer("watch.calibrate", moved);
  if (asked === null || quiet === null) return null;
  return moved === null ? first : second;
}

function questionOf(camera: CameraId, draft: Draft, picture: PictureSize): Asked {
  const method = draft.method === "people" ? "people" : "points";
  const step = Math.max(1, draft.people.length / MOST_PEOPLE);
  const people = Array.from(
    { length: Math.min(draft.people.length, MOST_PEOPLE) },
    (_, at) => draft.people[Math.floor(at * step)],
  );
  return {
    camera,
    picture,
    method,
    points: knownOf(draft.points).map(({ pixel, at }) => ({ pixel, at: isOnMap(at) ? [...at] : at })),
    people: people.flatMap((person) => (person === undefined ? [] : [person])),
    personHeightMetres: draft.personHeightMetres,
    zones: draft.shapes.flatMap(({ kind, name, points }) => (kind === "zone" ? [{ name, polygon: [...points] }] : [])),
    lines: linesOf(draft),
  };
}

/**
 * Whoever measures a rectangle measures it from its own corner. Where that is not below the camera, the answer says where the camera then
 * stands, and the same points are asked about once more as seen from there; what was clicked on the map is where it is.
 */
function fromBelow(asked: Asked, answer: Shown<CalibrationOutput>): Asked | null {
  if (answer.state !== "shown" || answer.data.result !== "calibrated" || answer.data.view === null) return null;
  const { points = [] } = asked;
  if (asked.method !== "points" || !points.every(({ at }) => "x" in at)) return null;
  if (!answer.data.warnings.includes("camera-elsewhere")) return null;
  const known: CalibrationInput["points"] = points.map(({ pixel, at }) => ({
    pixel,
    at: "x" in at ? at : [at[0], at[1]],
  }));
  return {
    ...asked,
    points: [...beforeTheCamera(known, answer.data.view)].map(({ pixel, at }) => ({
      pixel,
      at: "x" in at ? at : [at[0], at[1]],
    })),
  };
}
