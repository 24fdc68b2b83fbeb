import { type Place, type Position, positionWithin } from "@cordon/kernel";
import { type MapVoid, useFormat, useNowMs } from "@cordon/ui";
import { useMemo } from "react";
import { useAnswer } from "./doors.ts";
import { useCapabilities } from "./useCapabilityName.ts";
import { lackSaid, useRosterWords } from "./words.ts";

const MINUTE_MS = 60_000;
const AHEAD_MS = 24 * 60 * MINUTE_MS;
/** When somebody has to be sent: as long before as a signal is raised. */
const SOON_MS = 60 * MINUTE_MS;
/** The first to begin; more rings than that say nothing. */
const MOST = 200;

/** The posts that lack units now or within a day, each with the first of its voids. */
export function useVoidsOnMap(places: readonly Place[]): readonly MapVoid[] {
  const words = useRosterWords();
  const format = useFormat();
  const { nameOf } = useCapabilities();
  const nowMs = useNowMs(MINUTE_MS);
  const from = new Date(nowMs).toISOString();
  const until = new Date(nowMs + AHEAD_MS).toISOString();
  const answer = useAnswer("command.list-voids", { from, until, limit: MOST });
  const voids = answer.state === "shown" ? answer.data.voids : null;
  return useMemo(() => {
    if (voids === null) return [];
    const shapes = new Map(places.map((place) => [place.id, place.shape]));
    return [...Map.groupBy(voids, ({ place }) => place)].flatMap(([place, own]): MapVoid[] => {
      const [first] = own;
      const shape = shapes.get(place);
      const position: Position | undefined =
        shape?.type === "Point" ? shape.coordinates : shape && positionWithin(shape);
      if (first === undefined || position === undefined) return [];
      const begun = Date.parse(first.from) <= nowMs;
      const soon = Date.parse(first.from) - nowMs < SOON_MS;
      const when = begun ? words.running : format.shortTime(first.from, nowMs);
      const label = `${words.onMap(lackSaid(words, first), nameOf(first.capability))} · ${when}`;
      return [{ place, position, tone: soon ? "attention" : "calm", label }];
    });
  }, [voids, places, words, format, nameOf, nowMs]);
}
