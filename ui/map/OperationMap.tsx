import type { Area } from "@cordon/kernel";
import { useEffect, useRef, useState } from "react";
import "maplibre-gl/dist/maplibre-gl.css";
import { useTheme } from "../theme/CordonTheme.tsx";
import { useLanguage } from "../words/dictionary.ts";
import type { MapBase } from "./base.ts";
import type { MapContent, MapFocus, MapThing, MapTool } from "./content.ts";
import classes from "./OperationMap.module.css";
import { type MapLook, MapView, type Selection } from "./MapView.ts";
import type { TrackStore } from "./TrackStore.ts";

export interface OperationMapProps {
  readonly content: MapContent;
  readonly tracks: TrackStore;
  readonly base: MapBase;
  readonly selection: Selection;
  /** Where to look; a new object moves the map there. */
  readonly focus: MapFocus | null;
  /** What has the map in its hands, if anything. */
  readonly tool?: MapTool | null;
  readonly padding: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
  /** What is shown, and how; all of it, as outlines, when nobody chose. */
  readonly look?: MapLook;
  /** Where the map looks, each time it has come to rest. */
  readonly onView?: (view: Area) => void;
  readonly nowMs: () => number;
  readonly onThing: (thing: MapThing | null) => void;
  readonly label: string;
  /** Said instead of the map where it cannot be drawn, and beside it where its base cannot be had. */
  readonly words: { readonly noWebGl: string; readonly baseFailed: (because: string) => string };
}

const NEUTRAL: MapBase = { kind: "neutral" };
const EVERYTHING: MapLook = { hidden: new Set(), symbols: "plain" };

/** The map as a React component: a thin frame around {@link MapView}, which is told only what changed. */
export default function OperationMap(props: OperationMapProps) {
  const { content, tracks, base, selection, focus, padding, label, tool = null, look = EVERYTHING } = props;
  const { tokens } = useTheme();
  const language = useLanguage();
  const frame = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<MapView | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const latest = useRef({ ...props, tokens, language });
  latest.current = { ...props, tokens, language };
  const baseKey = base.kind === "neutral" ? "neutral" : base.url;

  useEffect(() => {
    const container = frame.current;
    if (container === null) return;
    const opening = new AbortController();
    let opened: MapView | null = null;
    // The labels are drawn from the page's font: it must be there first.
    void document.fonts.load('500 24px "Inter Variable"').then(() => {
      if (opening.signal.aborted) return;
      const { tokens: colours, language: spoken, base: ground, tracks: told } = latest.current;
      try {
        opened = new MapView(container, {
          tokens: colours,
          language: spoken,
          base: ground.kind === "neutral" || ground.url === baseKey ? ground : NEUTRAL,
          tracks: told,
          nowMs: () => latest.current.nowMs(),
          onThing: (thing) => latest.current.onThing(thing),
          onView: (seen) => latest.current.onView?.(seen),
          onBaseFailed: (because) => setTrouble(latest.current.words.baseFailed(because)),
        });
        setView(opened);
      } catch {
        setTrouble(latest.current.words.noWebGl);
      }
    });
    return () => {
      opening.abort();
      opened?.[Symbol.dispose]();
      setView(null);
    };
  }, [baseKey]);

  useEffect(() => view?.setPadding(padding), [view, padding]);
  useEffect(() => view?.setTracks(tracks), [view, tracks]);
  useEffect(() => view?.setContent(content), [view, content]);
  useEffect(() => view?.select(selection), [view, selection]);
  useEffect(() => view?.setLook(look), [view, look]);
  useEffect(() => view?.setTokens(tokens), [view, tokens]);
  useEffect(() => view?.setLanguage(language), [view, language]);
  useEffect(() => view?.setTool(tool), [view, tool]);
  useEffect(() => {
    if (focus === null) return;
    if (focus.on === "everything") view?.fit();
    else view?.show(focus.position, focus.zoom);
  }, [view, focus]);

  return (
    <section aria-label={label} className={classes.map}>
      <div ref={frame} className={classes.canvas} />
      {trouble !== null && (
        <p role="status" className={classes.trouble}>
          {trouble}
        </p>
      )}
    </section>
  );
}
