import type { MapOutline } from "@cordon/ui";
import { useMemo } from "react";
import { useAnswer } from "../../../ui/doors.ts";
import type { FenceView, OverlayView } from "../words.ts";
import { usePictureWords } from "./words.ts";

/** What was drawn, for the map: everybody sees it, whatever page is open. */
export function useDrawnOutlines(): readonly MapOutline[] {
  const words = usePictureWords();
  const overlays = useAnswer("command.list-overlays", {});
  const fences = useAnswer("command.list-fences", {});
  const drawn = overlays.state === "shown" ? overlays.data.overlays : null;
  const watched = fences.state === "shown" ? fences.data.fences : null;
  return useMemo(
    () => [
      ...(drawn ?? []).map(outlineOf),
      ...(watched ?? []).map((fence: FenceView) => ({
        id: fence.id,
        label: words.fenceLabel(fence.name),
        rings: fence.area.coordinates,
      })),
    ],
    [drawn, watched, words],
  );
}

function outlineOf({ id, name, text, style, shape, affiliation }: OverlayView): MapOutline {
  const known = { id, label: text === "" || style !== "text" ? name : text };
  const drawn = affiliation === undefined ? known : { ...known, affiliation };
  switch (shape.type) {
    case "Polygon":
      return { ...drawn, rings: shape.coordinates };
    case "LineString":
      return style === "arrow"
        ? { ...drawn, as: style, line: shape.coordinates }
        : { ...drawn, line: shape.coordinates };
    case "Point":
      return { ...drawn, as: style === "text" ? "text" : "mark", point: shape.coordinates };
  }
}
