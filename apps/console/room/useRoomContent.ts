import { byUrgency, OPEN_INCIDENTS, useAnswer as useCommandAnswer, WAITING_SIGNALS } from "@cordon/command/ui";
import { useDrawnOutlines } from "@cordon/command/ui/picture";
import { useVoidsOnMap } from "@cordon/command/ui/roster";
import type { Place, Position } from "@cordon/kernel";
import {
  type MapCamera,
  type MapContent,
  type MapNote,
  type MapOutline,
  toneOfPriority,
  toneOfSignal,
  useVocabulary,
} from "@cordon/ui";
import { useMemo } from "react";
import { placesOf } from "./places.ts";

const NO_PLACES: readonly Place[] = [];

/** What nobody knows the place of stands in the lists, and on no map. */
function located<Thing extends { readonly position: Position | null }>(things: readonly Thing[]) {
  return things.flatMap(({ position, ...thing }) => (position === null ? [] : [{ ...thing, position }]));
}

/** Everything the map shows, but for positions, which come by another way. */
export function useRoomContent(
  cameras: readonly MapCamera[],
  outlines: readonly MapOutline[],
  notes: ReadonlyMap<string, MapNote>,
) {
  const vocabulary = useVocabulary();
  const drawn = useDrawnOutlines();
  const allOutlines = useMemo(() => [...drawn, ...outlines], [drawn, outlines]);
  const places = useCommandAnswer("command.list-places", {});
  const units = useCommandAnswer("command.list-unit-tracks", {});
  const kinds = useCommandAnswer("command.list-unit-kinds", {});
  const signals = useCommandAnswer("command.list-signals", WAITING_SIGNALS);
  const incidents = useCommandAnswer("command.list-incidents", OPEN_INCIDENTS);
  const placeData = places.state === "shown" ? places.data : null;
  const unitData = units.state === "shown" ? units.data.units : null;
  const waiting = signals.state === "shown" ? signals.data : null;
  const signalData = useMemo(() => (waiting === null ? null : byUrgency(waiting.signals)), [waiting]);
  const incidentData = incidents.state === "shown" ? incidents.data.incidents : null;

  const drawnPlaces = useMemo(() => (placeData === null ? NO_PLACES : placesOf(placeData)), [placeData]);
  const voids = useVoidsOnMap(drawnPlaces);
  const drawnSignals = useMemo(
    () =>
      located(signalData ?? []).map(({ id, kind, position }) => ({
        id,
        position,
        tone: toneOfSignal(kind),
        ...(kind === "sos" ? { shape: "octagon" as const } : {}),
        label: vocabulary.signal[kind],
      })),
    [signalData, vocabulary],
  );
  const drawnIncidents = useMemo(
    () =>
      located(incidentData ?? []).map(({ id, number, position, priority }) => ({
        id,
        number,
        position,
        tone: toneOfPriority(priority),
      })),
    [incidentData],
  );
  const kindData = kinds.state === "shown" ? kinds.data.kinds : null;
  const symbols = useMemo(() => new Map(kindData?.map(({ code, symbol }) => [code, symbol])), [kindData]);
  const drawnUnits = useMemo(() => unitData ?? [], [unitData]);
  const content = useMemo(
    (): MapContent => ({
      places: drawnPlaces,
      cameras,
      units: drawnUnits,
      symbols,
      signals: drawnSignals,
      incidents: drawnIncidents,
      outlines: allOutlines,
      voids,
      notes,
    }),
    [drawnPlaces, cameras, drawnUnits, symbols, drawnSignals, drawnIncidents, allOutlines, voids, notes],
  );
  return {
    content,
    places: drawnPlaces,
    units: drawnUnits,
    signals: signalData,
    waiting: waiting?.waiting ?? null,
    incidents: incidentData,
  };
}
