import { Spotlight, type SpotlightActionGroupData } from "@mantine/spotlight";
import "@mantine/spotlight/styles.css";
import { useDebouncedValue } from "@mantine/hooks";
import { useMemo, useState } from "react";
import { IconSearch } from "@tabler/icons-react";
import type { IncidentView, SignalView } from "@cordon/command";
import { useAnswer, useSurroundings, whereOf } from "@cordon/command/ui";
import { useKindName } from "@cordon/command/ui/forces";
import type { ContingentId, Place, Position, Unit } from "@cordon/kernel";
import {
  type MapCamera,
  speak,
  ToneMark,
  toneOfPriority,
  shapeOfSignal,
  toneOfSignal,
  type TrackStore,
  useFormat,
  useLanguage,
  useTheme,
  useVocabulary,
} from "@cordon/ui";
import { useConsoleWords } from "../words.ts";
import { type Destination, DESTINATIONS } from "./destinations.ts";
import { positionOf } from "../room/places.ts";

export interface PaletteProps {
  readonly signals: readonly SignalView[];
  readonly incidents: readonly IncidentView[];
  readonly units: readonly Unit[];
  readonly places: readonly Place[];
  readonly cameras: readonly MapCamera[];
  readonly destinations: readonly Destination[];
  readonly tracks: TrackStore;
  readonly onGo: (path: string) => void;
  readonly onShow: (position: Position) => void;
  readonly onFit: () => void;
  readonly onMeasure: () => void;
  readonly onReport: () => void;
  readonly onShortcuts: () => void;
}

const SHOWN = 40;
const OVER_SHOWN = 20;
const ADDRESSES = ["address", "coordinates"] as const;

/** Everything there is to find and to do, by name. */
export function Palette(props: PaletteProps) {
  const { signals, incidents, units, places, cameras, destinations, tracks, onGo, onShow } = props;
  const words = useConsoleWords();
  const vocabulary = useVocabulary();
  const kindName = useKindName();
  const format = useFormat();
  const language = useLanguage();
  const theme = useTheme();
  const around = useSurroundings();
  const { palette, keys, go } = words;
  const contingents = useAnswer("command.list-contingents", {});
  const named = contingents.state === "shown" ? contingents.data.contingents : null;
  const nameOf = useMemo(() => {
    const names = new Map(named?.map(({ id, name }) => [id, name]));
    return (contingent: ContingentId) => names.get(contingent) ?? "";
  }, [named]);
  const [query, setQuery] = useState("");
  // Tens of thousands of units are not handed to the palette to look through: only those whose name has what was typed.
  const found = useMemo(
    () => unitsNamed(units, query, (unit) => `${unit.callSign} ${kindName(unit.kind)} ${nameOf(unit.contingent)}`),
    [units, query, kindName, nameOf],
  );

  const [asked] = useDebouncedValue(query.trim(), 150);
  const answer = useAnswer("command.find-location", asked.length < 3 ? null : { text: asked, among: ADDRESSES });
  // Of those that are over, only what was typed: there are more every day.
  const over = useAnswer(
    "command.list-incidents",
    asked === "" ? null : { state: "all", named: asked.slice(0, 80), limit: OVER_SHOWN },
  );
  const closed = over.state === "shown" ? over.data.incidents.filter(({ state }) => state !== "open") : [];
  const addresses = answer.state === "shown" && answer.data.text === query.trim() ? answer.data.locations : [];

  const groups: SpotlightActionGroupData[] = [
    {
      group: palette.groups.actions,
      actions: [
        { id: "report", label: keys.report, rightSection: "R", onClick: props.onReport },
        { id: "incident", label: keys.incident, rightSection: "N", onClick: () => onGo("/open-incident") },
        { id: "fit", label: palette.fit, onClick: props.onFit },
        { id: "measure", label: words.map.measure, rightSection: "⇧ M", onClick: props.onMeasure },
        { id: "theme", label: keys.theme, rightSection: "⇧ N", onClick: theme.toggle },
        { id: "system", label: words.top.followSystem, onClick: theme.followSystem },
        { id: "language", label: palette.language, onClick: () => speak(language === "fr" ? "en" : "fr") },
        { id: "keys", label: keys.title, rightSection: "?", onClick: props.onShortcuts },
      ],
    },
    {
      group: palette.groups.go,
      actions: [DESTINATIONS.room, ...destinations].map(({ path, name, key }) => ({
        id: `go${path}`,
        label: go[name],
        rightSection: `G ${key.toUpperCase()}`,
        onClick: () => onGo(path),
      })),
    },
    {
      group: palette.groups.signals,
      actions: signals.map((signal) => ({
        id: signal.id,
        label: vocabulary.signal[signal.kind],
        description: whereOf(signal, around),
        leftSection: <ToneMark tone={toneOfSignal(signal.kind)} shape={shapeOfSignal(signal.kind)} />,
        rightSection: format.clock(signal.since),
        onClick: () => onGo(`/signals/${signal.id}`),
      })),
    },
    {
      group: palette.groups.incidents,
      actions: [...incidents, ...closed].map((incident) => ({
        id: incident.id,
        label: `${incident.number}. ${incident.title}`,
        ...(incident.state === "open" ? {} : { description: vocabulary.incidentState[incident.state] }),
        leftSection: <ToneMark tone={incident.state === "open" ? toneOfPriority(incident.priority) : "calm"} />,
        onClick: () => onGo(`/incidents/${incident.id}`),
      })),
    },
    {
      group: palette.groups.units,
      actions: found.map((unit) => ({
        id: unit.id,
        label: unit.callSign,
        description: `${kindName(unit.kind)} · ${nameOf(unit.contingent)}`,
        onClick: () => {
          onGo(`/units/${unit.id}`);
          const track = tracks.get(unit.track);
          if (track !== undefined) onShow([track.lon, track.lat]);
        },
      })),
    },
    {
      group: palette.groups.places,
      actions: places.map((place) => ({
        id: place.id,
        label: place.name[language],
        description: vocabulary.place[place.kind],
        keywords: [place.reference, place.name.fr, place.name.en],
        onClick: () => {
          const position = positionOf(place);
          if (position !== null) onShow(position);
        },
      })),
    },
    {
      group: palette.groups.addresses,
      actions: addresses.flatMap((found) => {
        if (found.what !== "address" && found.what !== "coordinates") return [];
        const { position } = found;
        const label = found.what === "address" ? found.address : format.position(position[0], position[1]);
        // The server forgives slips that the palette would not: what it found is shown.
        return [{ id: `at ${label}`, label, keywords: [query], onClick: () => onShow(position) }];
      }),
    },
    {
      group: palette.groups.write,
      actions: places
        .filter(({ kind }) => kind === "post" || kind === "gate")
        .map((place) => ({
          id: `write-${place.id}`,
          label: `${palette.writeTo} ${place.name[language]}`,
          keywords: [place.reference, place.name.fr, place.name.en],
          onClick: () => onGo(`/messages/place:${place.id}`),
        })),
    },
    {
      group: palette.groups.cameras,
      actions: cameras.map((camera) => ({
        id: camera.id,
        label: camera.name,
        onClick: () => onGo(`/cameras/${camera.id}`),
      })),
    },
  ];

  return (
    <Spotlight
      actions={groups.filter(({ actions }) => actions.length > 0)}
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      scrollable
      maxHeight="60vh"
      limit={SHOWN}
      nothingFound={palette.nothing}
      transitionProps={{ duration: 0 }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.3 }}
      searchProps={{
        leftSection: <IconSearch size={16} stroke={1.5} aria-hidden />,
        placeholder: palette.placeholder,
        "aria-label": palette.placeholder,
      }}
    />
  );
}

function unitsNamed(units: readonly Unit[], query: string, named: (unit: Unit) => string): readonly Unit[] {
  const wanted = query.trim().toLowerCase();
  const found: Unit[] = [];
  for (const unit of units) {
    if (found.length === SHOWN) break;
    if (named(unit).toLowerCase().includes(wanted)) found.push(unit);
  }
  return found;
}
