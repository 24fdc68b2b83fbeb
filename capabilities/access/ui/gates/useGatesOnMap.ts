import { type MapNote, useFormat } from "@cordon/ui";
import { useMemo, useRef } from "react";
import { useAnswer } from "../doors.ts";
import type { GateNow } from "../../words.ts";
import { useAccessWords } from "../words.ts";
import { LIVE_EVERY_MS } from "./live.ts";
import { toneOfFilling } from "./ZoneBars.tsx";

const NONE: ReadonlyMap<string, MapNote> = new Map();
/** The map is no stopwatch: it changes when a number that is written on it does. */
const WHILE_AWAY_MS = 10_000;

/**
 * What the map says of gates and zones: closed or how long one waits, and how full it is. @param often whether somebody looks at the gates
 */
export function useGatesOnMap(often: boolean): ReadonlyMap<string, MapNote> {
  const words = useAccessWords().live;
  const format = useFormat();
  const everyMs = often ? LIVE_EVERY_MS : WHILE_AWAY_MS;
  const perimeters = useAnswer("access.show-perimeters", {});
  const gates = useAnswer("access.gates-now", {}, { everyMs });
  const zones = useAnswer("access.zones-now", {}, { everyMs });
  const gateData = gates.state === "shown" ? gates.data.gates : null;
  const zoneData = zones.state === "shown" ? zones.data.zones : null;
  const places = perimeters.state === "shown" ? perimeters.data.draft.zones : null;
  const lines = useMemo(() => {
    const notes = new Map<string, MapNote>();
    for (const gate of gateData ?? []) {
      const wait = longestWait(gate);
      const text = !gate.open ? words.closed : wait === null ? null : words.minutes(format.number(Math.ceil(wait)));
      if (text !== null)
        notes.set(gate.gate, { text, tone: (wait ?? 0) >= 30 ? "attention" : "calm", closed: !gate.open });
    }
    for (const { code, inside, capacity } of zoneData ?? []) {
      const zone = places?.find((each) => each.code === code);
      if (zone === undefined || capacity === null) continue;
      notes.set(zone.place, {
        text: format.percent(inside / capacity),
        tone: toneOfFilling(inside, capacity),
        closed: false,
      });
    }
    return notes;
  }, [gateData, zoneData, places, words, format]);
  // The same lines are the same map: it is drawn again only when one of them changes.
  const key = JSON.stringify([...lines]);
  const drawn = useRef({ key: "[]", lines: NONE });
  if (drawn.current.key !== key) drawn.current = { key, lines };
  return drawn.current.lines;
}

/** Minutes in the slowest lane in whose wait is known. */
function longestWait({ lanes }: GateNow): number | null {
  const known = lanes.flatMap(({ direction, wait }) => (direction !== "out" && wait.known ? [wait.minutes] : []));
  return known.length === 0 ? null : Math.max(...known);
}
