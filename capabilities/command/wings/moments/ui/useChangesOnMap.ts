import type { MapOutline } from "@cordon/ui";
import { useMemo } from "react";
import { useAnswerThen } from "./doors.ts";
import { useTimeMachine } from "./TimeMachine.tsx";
import { useMomentWords } from "./words.ts";

const RADIUS_METRES = 70;
const CORNERS = 24;
const METRES_A_DEGREE = 111_320;
const NOTHING: readonly MapOutline[] = [];

/** A ring around everything that changed, with the word for how. */
export function useChangesOnMap(): readonly MapOutline[] {
  const words = useMomentWords();
  const { past } = useTimeMachine();
  const answer = useAnswerThen("command.list-changes", past === null ? null : { since: past.since });
  const changes = past !== null && answer.state === "shown" ? answer.data.changes : null;
  return useMemo(
    () =>
      changes === null
        ? NOTHING
        : changes.flatMap(({ id, position, how }): MapOutline[] =>
            position === null ? [] : [{ id: `change-${id}`, label: words.how[how], rings: [ringAround(position)] }],
          ),
    [changes, words],
  );
}

function ringAround([lon, lat]: readonly [number, number]): [number, number][] {
  const wide = RADIUS_METRES / (METRES_A_DEGREE * Math.cos((lat * Math.PI) / 180));
  const high = RADIUS_METRES / METRES_A_DEGREE;
  return Array.from({ length: CORNERS + 1 }, (_, corner): [number, number] => {
    const angle = ((corner % CORNERS) / CORNERS) * 2 * Math.PI;
    return [lon + wide * Math.cos(angle), lat + high * Math.sin(angle)];
  });
}
