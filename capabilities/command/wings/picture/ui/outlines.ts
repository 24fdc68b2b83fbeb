import type { Position } from "@cordon/kernel";
import type { MapOutline } from "@cordon/ui";
import { useMemo } from "react";
import { useAnswer } from "../../../ui/doors.ts";
import type { FenceView, OverlayView } from "../words.ts";
import { usePictureWords } from "./words.ts";

const METRES_A_DEGREE = 111_195;

/** What was drawn, for the map: everybody sees it, whatever page is open. */
export function useDrawnOutlines(): readonly MapOutline[] {
  const words = usePictureWords();
  const overlays = useAnswer("command.list-overlays", {});
  const fences = useAnswer("command.list-fences", {});
  const drawn = overlays.state === "shown" ? overlays.data.overlays : null;
  const watched = fences.state === "shown" ? fences.data.fences : null;
  return useMemo(
    () => [
      ...(drawn ?? []).flatMap(outlinesOf),
      ...(watched ?? []).map((fence: FenceView) => ({
        id: fence.id,
        label: words.fenceLabel(fence.name),
        rings: fence.area.coordinates,
      })),
    ],
    [drawn, watched, words],
  );
}

/** A drawing in the lines that the map draws; the label stands beside it. */
function outlinesOf({ id, name, text, style, shape }: OverlayView): readonly MapOutline[] {
  const label = text === "" || style !== "text" ? name : text;
  if (shape.type === "Polygon") return [{ id, label, rings: shape.coordinates }];
  if (shape.type === "Point") return [{ id, label, rings: [ringAround(shape.coordinates, 6)] }];
  const line = { id, label, line: shape.coordinates };
  return style === "arrow" ? [line, { id: `${id}-head`, label: "", line: arrowHead(shape.coordinates) }] : [line];
}

/** A small diamond: a mark that is found on the map at the scale of a street. */
function ringAround([lon, lat]: Position, metres: number): Position[] {
  const north = metres / METRES_A_DEGREE;
  const east = north / Math.cos((lat * Math.PI) / 180);
  return [
    [lon, lat + north],
    [lon + east, lat],
    [lon, lat - north],
    [lon - east, lat],
    [lon, lat + north],
  ];
}

/** Two strokes back from the end, a sixth of the last piece long and at most 25 metres. */
function arrowHead(line: readonly Position[]): Position[] {
  const [to, from] = [line.at(-1), line.at(-2)];
  if (to === undefined || from === undefined) return [];
  const east = METRES_A_DEGREE * Math.cos((to[1] * Math.PI) / 180);
  const [dx, dy] = [(to[0] - from[0]) * east, (to[1] - from[1]) * METRES_A_DEGREE];
  const size = Math.min(25, Math.hypot(dx, dy) / 6);
  const back = Math.atan2(dy, dx) + Math.PI;
  const side = (turn: number): Position => [
    to[0] + (Math.cos(back + turn) * size) / east,
    to[1] + (Math.sin(back + turn) * size) / METRES_A_DEGREE,
  ];
  return [side(0.5), to, side(-0.5)];
}
