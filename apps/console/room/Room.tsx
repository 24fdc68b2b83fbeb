import { SegmentedControl } from "@mantine/core";
import { useDisclosure, useMediaQuery } from "@mantine/hooks";
import { spotlight } from "@mantine/spotlight";
import {
  CommandSurroundings,
  IncidentForm,
  IncidentList,
  IncidentPanel,
  SignalPanel,
  SignalQueue,
  type Surroundings,
  UnitPanel,
} from "@cordon/command/ui";
import type { Actor, Position, SignalId } from "@cordon/kernel";
import {
  Empty,
  Loading,
  type MapFocus,
  type MapOutline,
  type MapThing,
  type MapTool,
  OperationMap,
  Panel,
  useLanguage,
  useShellWords,
} from "@cordon/ui";
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import classes from "../console.module.css";
import { CallLine, emptyDraft } from "@cordon/command/ui/calls";
import { ChangesPanel, PastSign, useChangesOnMap, usePastTracks, useTimeMachine } from "@cordon/command/ui/moments";
import { useGatesOnMap } from "@cordon/access/ui";
import { WidePage } from "../pages/WidePage.tsx";
import { useAnswer } from "../server/doors.ts";
import { mapBaseOf } from "../server/hello.ts";
import { mayAny, useHouse } from "../server/house.tsx";
import { PAGES } from "../shell/destinations.ts";
import { Palette } from "../shell/Palette.tsx";
import { RehearsalSign } from "../shell/RehearsalSign.tsx";
import { Shortcuts } from "../shell/Shortcuts.tsx";
import { TimeLine } from "../shell/TimeLine.tsx";
import { TopBar } from "../shell/TopBar.tsx";
import { useConsoleWords } from "../words.ts";
import { MapTools } from "./MapTools.tsx";
import { useMapLook } from "./useMapLook.ts";
import { useUnitOutOfSight } from "./useUnitOutOfSight.ts";
import { useMeasure } from "./useMeasure.ts";
import { positionOf } from "./places.ts";
import { originalsOf } from "./SignalOriginals.tsx";
import { useCameras } from "./useCameras.ts";
import { useNewSignals } from "./useNewSignals.ts";
import { useCommanders } from "./useCommanders.ts";
import { useRoomContent } from "./useRoomContent.ts";
import { useRoomKeys } from "./useRoomKeys.ts";
import { isCamera, isWide, useRoute } from "./route.ts";

/** Who may erase a file of a log: as `command.erase-attachment` says. */
const ERASES = ["supervisor", "commander", "data-protection"] as const;
const NO_OUTLINES: readonly MapOutline[] = [];
/** Wide pages that show the moment that is looked at. */
const OF_THE_PAST: ReadonlySet<string> = new Set([
  ...["units", "review", "messages", "thread", "drawings", "roster", "nowhere"],
]);

/** The command room: the map as the ground, and on it what the address names. */
export function Room() {
  const words = useConsoleWords();
  const shell = useShellWords();
  const language = useLanguage();
  const { hello, me, live } = useHouse();
  const [route, go] = useRoute();
  const narrow = useMediaQuery("(max-width: 800px)", undefined, { getInitialValueInEffect: false });
  const [lists, { toggle: toggleLists }] = useDisclosure(true);
  const [sheet, setSheet] = useState<"lists" | "map">("lists");
  const [full, { toggle: toggleFull }] = useDisclosure(false);
  const [help, { open: openHelp, close: closeHelp }] = useDisclosure(false);
  const [call, setCall] = useState(emptyDraft);
  const [calling, { open: openCall, close: closeCall }] = useDisclosure(false);
  const [focus, setFocus] = useState<MapFocus | null>(null);
  const [outlines, setOutlines] = useState(NO_OUTLINES);
  const [tool, setTool] = useState<MapTool | null>(null);
  // A tool is a function: told as one, it would be taken for a change of the state.
  const takeTool = useCallback((given: MapTool | null) => setTool(() => given), []);
  const choice = useMapLook();
  const measure = useMeasure(takeTool);
  const cameras = useCameras();
  const { past } = useTimeMachine();
  const trail = usePastTracks();
  const tracks = past === null ? live.tracks : trail.tracks;
  const lookedAtMs = past?.atMs ?? null;
  const nowMs = useMemo(() => (lookedAtMs === null ? live.nowMs : standing(lookedAtMs)), [lookedAtMs, live]);
  const changed = useChangesOnMap();
  const drawn = useMemo(() => (changed.length === 0 ? outlines : [...outlines, ...changed]), [outlines, changed]);
  const notes = useGatesOnMap(route.page === "gates");
  const { content, places, units, signals, waiting, incidents } = useRoomContent(cameras.onMap, drawn, notes);
  const exercise = useAnswer("exercise.show", {});
  const rehearsed = exercise.state === "shown" ? exercise.data.exercise : null;
  const base = useMemo(() => mapBaseOf(hello), [hello]);

  const showOnMap = useCallback(
    (position: Position) => {
      setFocus({ on: "position", position });
      setSheet("map");
      if (narrow) go("/");
    },
    [narrow, go],
  );
  const fit = useCallback(() => setFocus({ on: "everything" }), []);
  const openSignal = useCallback((signal: SignalId) => go(`/signals/${signal}`), [go]);

  // The map follows what is looked at.
  const selectedSignal = route.page === "signal" ? route.signal : null;
  const selectedIncident = route.page === "incident" ? route.incident : null;
  const followed = useRef<string | null>(null);
  useEffect(() => {
    const thing =
      signals?.find(({ id }) => id === selectedSignal) ?? incidents?.find(({ id }) => id === selectedIncident);
    if (thing === undefined || thing.position === null || followed.current === thing.id) return;
    followed.current = thing.id;
    setFocus({ on: "position", position: thing.position, zoom: 15.5 });
  }, [selectedSignal, selectedIncident, signals, incidents]);
  const selectedUnit = route.page === "unit" ? route.unit : null;
  const selection = useMemo(
    () => ({ signal: selectedSignal, incident: selectedIncident, unit: selectedUnit }),
    [selectedSignal, selectedIncident, selectedUnit],
  );
  useUnitOutOfSight(selectedUnit, units, setFocus);
  // A list of all units, and one that may be out of sight, say how old every position is.
  useEffect(() => live.everywhere(route.page === "units" || route.page === "unit"), [live, route.page]);
  const selectedCamera = isCamera(route) ? route.camera : null;
  useEffect(() => {
    const camera = cameras.onMap.find(({ id }) => id === selectedCamera);
    if (camera === undefined || followed.current === camera.id) return;
    followed.current = camera.id;
    // As close as its zones want to be seen.
    setFocus({ on: "position", position: camera.position, zoom: 17.5 });
  }, [selectedCamera, cameras.onMap]);
  useEffect(() => {
    if (route.page !== "mandates" && route.page !== "calibration") setOutlines(NO_OUTLINES);
  }, [route.page]);

  useNewSignals(narrow ?? false);

  /** After an answer, on to the one that waits next to it. */
  const decided = (signal: SignalId) => {
    const at = signals?.findIndex(({ id }) => id === signal) ?? -1;
    const next = signals?.[at + 1] ?? signals?.[at - 1];
    if (next === undefined) go("/");
    else openSignal(next.id);
  };
  const wide = isWide(route);
  const decides = mayAny(me, ["operator", "supervisor", "commander"]);
  // A call is taken on whatever page one is; the address of its own is for links.
  const reporting = decides && past === null && (calling || route.page === "report");
  const detailed = !wide && route.page !== "room" && route.page !== "report";
  const destinations = PAGES.filter(({ roles }) => roles === null || mayAny(me, roles));
  useRoomKeys({
    signals,
    selected: selectedSignal,
    destinations,
    go,
    onLists: toggleLists,
    onHelp: openHelp,
    onMeasure: measure.toggle,
    closes: (wide && !isCamera(route)) || route.page === "open-incident" || route.page === "unit",
    onReport: openCall,
  });

  const isNow = past === null;
  const commanders = useCommanders(decides);
  const surroundings = useMemo(
    (): Surroundings => ({
      cameraName: (camera) => cameras.nameOf(camera),
      actorName: (actor: Actor) => actorName(actor, words.top.rehearsalOperator, me, commanders),
      isMe: ({ kind, id }) => kind === me.kind && id === me.id,
      showOnMap,
      places,
      mayDecide: decides && isNow,
      mayErase: isNow && mayAny(me, ERASES),
      commanders: commanders.filter(({ id }) => id !== me.id),
      originals: originalsOf,
    }),
    [cameras, places, showOnMap, me, words, isNow, decides, commanders],
  );

  const onThing = (thing: MapThing | null) => {
    if (thing === null) return;
    if (thing.what === "signal") go(`/signals/${thing.id}`);
    else if (thing.what === "incident") go(`/incidents/${thing.id}`);
    else if (thing.what === "camera") go(`/cameras/${thing.id}`);
    else if (thing.what === "unit") go(`/units/${thing.id}`);
    else {
      const place = places.find(({ id }) => id === thing.id);
      const position = place === undefined ? null : positionOf(place);
      if (position !== null) setFocus({ on: "position", position });
    }
  };
  const showLists = narrow ? sheet === "lists" && route.page === "room" : lists && !wide;
  const padding = useMemo(
    () => ({
      left: narrow || !(showLists || wide) ? 0 : wide ? 760 : 336,
      right: narrow || !detailed ? 0 : 416,
      top: 0,
      bottom: 0,
    }),
    [narrow, showLists, wide, detailed],
  );
  const name = rehearsed !== null ? rehearsed.name[language] : hello.name === "Cordon" ? "Cordon" : hello.name;

  return (
    <CommandSurroundings of={surroundings}>
      <div className={classes.room}>
        <TopBar
          name={name === "Cordon" ? name : `Cordon ▸ ${name}`}
          waiting={waiting}
          lists={showLists}
          destinations={destinations}
          onPalette={() => spotlight.open()}
          onShortcuts={openHelp}
        />
        {(hello.rehearsing || rehearsed !== null || me.rehearsal) && <RehearsalSign />}
        <PastSign ofNow={wide && !OF_THE_PAST.has(route.page)} trail={trail.status} />
        <main id="page" className={classes.ground} data-drawing={((wide || detailed) && tool !== null) || undefined}>
          <Suspense fallback={<Loading />}>
            <OperationMap
              content={content}
              tracks={tracks}
              base={base}
              selection={selection}
              look={choice.look}
              onView={(view) => live.look(view)}
              focus={focus}
              padding={padding}
              tool={tool}
              nowMs={nowMs}
              onThing={onThing}
              label={shell.map.label}
              words={shell.map}
            />
          </Suspense>
          <MapTools
            left={padding.left + 8}
            lists={wide || narrow ? null : lists}
            onLists={toggleLists}
            onFit={fit}
            onDrawings={() => go("/drawings")}
            choice={choice}
            measure={measure}
          />
          {showLists && (
            <div className={classes.lists} id="lists" data-past={past !== null || undefined}>
              {past !== null && <ChangesPanel mayMark={decides} onGo={go} />}
              <SignalQueue selected={selectedSignal} onSelect={({ id }) => openSignal(id)} />
              <IncidentList selected={selectedIncident} onSelect={(incident) => go(`/incidents/${incident}`)} />
            </div>
          )}
          {detailed && (
            <div className={classes.detail} data-drawing={tool !== null || undefined}>
              {route.page === "signal" && (
                <SignalPanel
                  signal={route.signal}
                  known={signals?.find(({ id }) => id === route.signal) ?? null}
                  keys={!help}
                  onClose={() => go("/")}
                  onIncident={(incident) => go(`/incidents/${incident}`)}
                  onDecided={decided}
                />
              )}
              {route.page === "incident" && (
                <IncidentPanel
                  incident={route.incident}
                  keys={!help}
                  onClose={() => go("/")}
                  onSignal={openSignal}
                  onIncident={(incident) => go(`/incidents/${incident}`)}
                  onWrite={() => go(`/messages/incident:${route.incident}`)}
                  onTool={takeTool}
                />
              )}
              {route.page === "unit" && (
                <UnitPanel
                  unit={route.unit}
                  onWrite={() => go(`/messages/unit:${route.unit}`)}
                  tracks={tracks}
                  onClose={() => go("/")}
                  onIncident={(incident) => go(`/incidents/${incident}`)}
                />
              )}
              {route.page === "open-incident" && (
                <IncidentForm
                  onClose={() => go("/")}
                  onIncident={(incident) => go(`/incidents/${incident}`)}
                  onTool={takeTool}
                />
              )}
            </div>
          )}
          {reporting && (
            <CallLine
              draft={call}
              onDraft={setCall}
              onTool={takeTool}
              onClose={() => {
                closeCall();
                if (route.page === "report") go("/");
              }}
              onSignal={(signal) => !wide && openSignal(signal)}
              onIncident={(incident) => go(`/incidents/${incident}`)}
            />
          )}
          {isWide(route) && (
            <div
              className={classes.wideDetail}
              data-drawing={tool !== null || undefined}
              data-full={(full && (route.page === "cameras" || isCamera(route))) || undefined}
            >
              {route.page === "nowhere" ? (
                <Panel label={words.state.notFound} title={words.state.notFound} onClose={() => go("/")}>
                  <Empty title={words.state.notFound} />
                </Panel>
              ) : (
                <WidePage
                  route={route}
                  cameras={{ signals, full, onFull: toggleFull, onGo: go }}
                  places={places}
                  units={units}
                  tracks={tracks}
                  onClose={() => go("/")}
                  onShow={showOnMap}
                  onFit={fit}
                  onOutline={setOutlines}
                  onTool={takeTool}
                />
              )}
            </div>
          )}
        </main>
        {narrow && route.page === "room" && !reporting && (
          <nav className={classes.tabs} aria-label={words.go.menu}>
            <SegmentedControl
              fullWidth
              value={sheet}
              onChange={setSheet}
              data={[
                { value: "lists", label: words.go.lists },
                { value: "map", label: words.go.map },
              ]}
            />
          </nav>
        )}
        <TimeLine keys={!isCamera(route)} />
        <Palette
          signals={signals ?? []}
          incidents={incidents ?? []}
          units={units}
          places={places}
          cameras={cameras.onMap}
          destinations={destinations}
          tracks={tracks}
          onGo={go}
          onShow={showOnMap}
          onFit={fit}
          onMeasure={measure.toggle}
          onReport={openCall}
          onShortcuts={openHelp}
        />
        <Shortcuts opened={help} onClose={closeHelp} />
      </div>
    </CommandSurroundings>
  );
}

/** The trail keeps a unit that stands still once a minute: it is not silent for that. */
const STILL_MS = 40_000;

/** The map's clock at a moment that is looked at. It runs for a second, so that units arrive where they glide to, and stands. */
function standing(atMs: number): () => number {
  const since = performance.now();
  return () => atMs - STILL_MS + Math.min(1000, performance.now() - since);
}

function actorName(
  actor: Actor,
  rehearsalOperator: string,
  me: { readonly id: string; readonly name: string | null; readonly rehearsal: boolean },
  others: ReturnType<typeof useCommanders>,
): string {
  if (actor.id === me.id) return me.name ?? (me.rehearsal ? rehearsalOperator : me.id.slice(-6));
  const other = others.find(({ id }) => id === actor.id);
  if (other !== undefined) return other.name;
  return actor.kind === "system" ? actor.id : `…${actor.id.slice(-6)}`;
}
