import { type Area, boundingBox, type Position } from "@cordon/kernel";
import type { FeatureCollection } from "geojson";
import {
  AttributionControl,
  GeoJSONSource,
  Map as MapLibre,
  type MapMouseEvent,
  ScaleControl,
  setWorkerUrl,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import type { Tokens } from "../theme/tokens.ts";
import type { Language } from "../words/language.ts";
import { type MapBase, styleOn } from "./base.ts";
import { EMPTY_MAP, type MapContent, type MapThing, type MapTool } from "./content.ts";
import { cameraFeatures, incidentFeatures, placeFeatures, signalFeatures, voidFeatures } from "./features.ts";
import { outlineFeatures } from "./drawings.ts";
import { drawIcons, ICON_PIXEL_RATIO } from "./icons.ts";
import { type MapLayer, showLayers } from "./layers.ts";
import { CLICKABLE, operationStyle, type SourceName } from "./style.ts";
import type { TrackStore } from "./TrackStore.ts";
import type { SymbolStyle } from "./units/atlas.ts";
import { UnitsOnMap } from "./units/units-on-map.ts";

// Bundled beside the page, so that a content security policy of `worker-src 'self'` is enough.
setWorkerUrl(workerUrl);

/** With no news, the map is drawn this often, to see which positions have gone stale. */
const STALE_CHECK_MS = 5000;
const CLOSE_ZOOM = 16;
/** Paris, until there is something to show. */
const NOWHERE: Position = [2.3, 48.86];

export interface MapViewOptions {
  readonly tokens: Tokens;
  readonly language: Language;
  readonly base: MapBase;
  readonly tracks: TrackStore;
  /** Milliseconds since 1970 by the clock that stamps the positions. */
  readonly nowMs: () => number;
  readonly onThing: (thing: MapThing | null) => void;
  readonly onBaseFailed: (because: string) => void;
  /** Where the map looks, each time it has come to rest. */
  readonly onView?: (view: Area) => void;
}

/** How the map is drawn, as somebody chose it. */
export interface MapLook {
  readonly hidden: ReadonlySet<MapLayer>;
  readonly symbols: SymbolStyle;
}

export interface Selection {
  readonly signal: string | null;
  readonly incident: string | null;
  readonly unit?: string | null;
}

/** A map of the operation on a canvas. Outside of the UI framework: told what changes, it draws that. */
export class MapView implements Disposable {
  readonly #map: MapLibre;
  readonly #options: MapViewOptions;
  readonly #ended = new AbortController();
  #tokens: Tokens;
  #language: Language;
  #content: MapContent = EMPTY_MAP;
  #selection: Selection = { signal: null, incident: null };
  #ready = false;
  #fitted = false;
  #tool: MapTool | null = null;
  #inHand: Disposable | null = null;
  readonly #units: UnitsOnMap;
  #tracks: TrackStore;
  #unsubscribe: () => void;
  #hidden: ReadonlySet<MapLayer> = new Set();

  /** @throws Error when the browser has no WebGL 2 */
  constructor(container: HTMLElement, options: MapViewOptions) {
    this.#options = options;
    this.#tokens = options.tokens;
    this.#language = options.language;
    this.#tracks = options.tracks;
    this.#map = new MapLibre({
      container,
      style: operationStyle(options.tokens),
      center: [NOWHERE[0], NOWHERE[1]],
      zoom: 12,
      minZoom: 9,
      maxPitch: 0,
      dragRotate: false,
      touchPitch: false,
      attributionControl: false,
      fadeDuration: 0,
      // What is missing is drawn before the first frame; MapLibre's own warning would only be noise.
      validateStyle: false,
    });
    const { tokens, tracks, nowMs } = options;
    const putLabels = (labels: FeatureCollection) => this.#put("units", labels);
    this.#units = new UnitsOnMap({ map: this.#map, tokens, tracks, nowMs, putLabels });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.addControl(new ScaleControl({ maxWidth: 100 }), "bottom-right");
    this.#map.addControl(new AttributionControl({ compact: true }), "bottom-right");
    this.#map.on("load", () => this.#start());
    this.#map.on("click", (event) => this.#clicked(event));
    this.#map.on("mousemove", (event) => {
      if (this.#tool !== null) return;
      this.#map.getCanvas().style.cursor = this.#thingAt(event) === null ? "" : "pointer";
    });
    this.#map.on("moveend", () => {
      this.#units.labelSoon();
      this.#tellView();
    });
    this.#unsubscribe = tracks.subscribe(() => this.#moved());
    const timer = setInterval(() => this.#moved(), STALE_CHECK_MS);
    this.#ended.signal.addEventListener("abort", () => {
      this.#unsubscribe();
      clearInterval(timer);
    });
    if (options.base.kind !== "neutral") void this.#restyle();
  }

  setContent(content: MapContent): void {
    const before = this.#content;
    this.#content = content;
    if (content.units !== before.units) this.#units.setUnits(content.units);
    if (content.symbols !== before.symbols) this.#units.setSymbols(content.symbols ?? new Map());
    if (!this.#ready) return;
    if (content.places !== before.places || content.notes !== before.notes) this.#putPlaces();
    if (content.outlines !== before.outlines) this.#put("outlines", outlineFeatures(content.outlines));
    if (content.voids !== before.voids) this.#putVoids();
    if (content.cameras !== before.cameras) this.#put("cameras", cameraFeatures(content.cameras));
    if (content.units !== before.units) this.#moved();
    if (content.incidents !== before.incidents || content.signals !== before.signals) this.#putMarks();
    this.#fitOnce();
  }

  select(selection: Selection): void {
    this.#selection = selection;
    this.#units.select(selection.unit ?? null);
    if (this.#ready) this.#putMarks();
  }

  setLook(look: MapLook): void {
    this.#hidden = look.hidden;
    void this.#units.setStyle(look.symbols);
    if (this.#ready) this.#showLayers();
  }

  /** Where units are comes from another store: that of another moment. The map stays as it is looked at. */
  setTracks(tracks: TrackStore): void {
    if (tracks === this.#tracks) return;
    this.#unsubscribe();
    this.#tracks = tracks;
    this.#unsubscribe = tracks.subscribe(() => this.#moved());
    this.#units.setTracks(tracks);
  }

  setLanguage(language: Language): void {
    if (language === this.#language) return;
    this.#language = language;
    if (this.#ready) this.#putPlaces();
  }

  setTokens(tokens: Tokens): void {
    if (tokens === this.#tokens) return;
    this.#tokens = tokens;
    this.#units.setTokens(tokens);
    if (this.#ready) void this.#restyle();
  }

  /** Hands the map to a tool; null takes it back. */
  setTool(tool: MapTool | null): void {
    if (tool === this.#tool) return;
    this.#putDown();
    this.#tool = tool;
    this.#map.getCanvas().style.cursor = "";
    this.#takeUp();
  }

  /** Room covered by panels, in pixels: what is shown is shown in the middle of what is left. */
  setPadding(padding: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  }): void {
    this.#map.setPadding(padding);
  }

  /** Brings a position into view, without a flight for those who asked for less motion. */
  show(position: Position, zoom = CLOSE_ZOOM): void {
    // Whoever opens the page at one thing wants to see that thing, not the whole.
    this.#fitted = true;
    this.#map.easeTo({ center: [position[0], position[1]], zoom: Math.max(this.#map.getZoom(), zoom), duration: 400 });
  }

  /** Shows all of the operation. */
  fit(): void {
    const box = boundingBox(this.#everywhere());
    if (box === undefined) return;
    const [west, south, east, north] = box;
    this.#map.fitBounds([west, south, east, north], {
      padding: 40,
      duration: this.#fitted ? 400 : 0,
      maxZoom: CLOSE_ZOOM,
    });
  }

  [Symbol.dispose](): void {
    this.#putDown();
    this.#ended.abort();
    this.#units[Symbol.dispose]();
    this.#map.remove();
  }

  #start(): void {
    this.#ready = true;
    this.#drawImages();
    this.#putAll();
    this.#takeUp();
    this.#fitOnce();
    this.#tellView();
    this.#map.getContainer().dataset.ready = "true";
  }

  async #restyle(): Promise<void> {
    const wanted = this.#tokens;
    const outcome = await styleOn(this.#options.base, wanted, this.#ended.signal);
    if (this.#ended.signal.aborted || wanted !== this.#tokens) return;
    this.#putDown();
    this.#map.setStyle(outcome.style, { diff: false });
    this.#map.once("styledata", () => {
      this.#drawImages();
      this.#putAll();
      this.#takeUp();
    });
    if (!outcome.ok) this.#options.onBaseFailed(outcome.because);
  }

  #drawImages(): void {
    for (const { name, image } of drawIcons(this.#tokens)) {
      if (this.#map.hasImage(name)) this.#map.removeImage(name);
      this.#map.addImage(name, image, { pixelRatio: ICON_PIXEL_RATIO });
    }
  }

  #putAll(): void {
    this.#putPlaces();
    this.#put("outlines", outlineFeatures(this.#content.outlines));
    this.#put("cameras", cameraFeatures(this.#content.cameras));
    this.#putVoids();
    this.#putMarks();
    this.#units.add(this.#tokens);
    this.#showLayers();
  }

  #showLayers(): void {
    showLayers(this.#map, this.#hidden);
    this.#units.setVisible(!this.#hidden.has("units"));
    this.#map.triggerRepaint();
  }

  #tellView(): void {
    const bounds = this.#map.getBounds();
    const within = (degrees: number, most: number) => Math.min(most, Math.max(-most, degrees));
    this.#options.onView?.([
      within(bounds.getWest(), 180),
      within(bounds.getSouth(), 90),
      within(bounds.getEast(), 180),
      within(bounds.getNorth(), 90),
    ]);
  }

  #takeUp(): void {
    if (!this.#ready || this.#tool === null || this.#inHand !== null) return;
    this.#inHand = this.#tool(this.#map, this.#tokens);
  }

  #putDown(): void {
    this.#inHand?.[Symbol.dispose]();
    this.#inHand = null;
  }

  #putPlaces(): void {
    const { places, notes } = this.#content;
    this.#put("places", placeFeatures(places, this.#language, notes));
  }

  #putVoids(): void {
    this.#put("voids", voidFeatures(this.#content.voids ?? []));
  }

  #putMarks(): void {
    this.#put("signals", signalFeatures(this.#content.signals, this.#selection.signal));
    this.#put("incidents", incidentFeatures(this.#content.incidents, this.#selection.incident));
  }

  #put(name: SourceName, data: FeatureCollection): void {
    const source = this.#map.getSource(name);
    if (source instanceof GeoJSONSource) void source.setData(data);
  }

  /** Hot path: called for every batch of positions. */
  #moved(): void {
    if (this.#ready) this.#units.moved();
  }

  #fitOnce(): void {
    if (this.#fitted || this.#content.places.length === 0) return;
    this.fit();
    this.#fitted = true;
  }

  *#everywhere(): Iterable<Position> {
    for (const { shape } of this.#content.places) {
      if (shape.type === "Point") yield shape.coordinates;
      else for (const ring of shape.coordinates) yield* ring;
    }
    for (const outline of this.#content.outlines)
      if ("point" in outline) yield outline.point;
      else for (const line of "line" in outline ? [outline.line] : outline.rings) yield* line;
    for (const camera of this.#content.cameras) yield camera.position;
    for (const signal of this.#content.signals) yield signal.position;
  }

  #clicked(event: MapMouseEvent): void {
    if (this.#tool === null) this.#options.onThing(this.#thingAt(event));
  }

  #thingAt(event: MapMouseEvent): MapThing | null {
    if (!this.#ready) return null;
    for (const [layer, what] of CLICKABLE) {
      // Units lie between the incidents and what does not move.
      if (layer === "camera-points") {
        const unit = this.#units.near(event);
        if (unit !== undefined) return { what: "unit", id: unit.id };
      }
      if (!this.#map.getLayer(layer)) continue;
      const id: unknown = this.#map.queryRenderedFeatures(event.point, { layers: [layer] })[0]?.properties.id;
      if (typeof id === "string") return { what, id };
    }
    return null;
  }
}
