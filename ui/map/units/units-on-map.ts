import type { Unit } from "@cordon/kernel";
import type { FeatureCollection } from "geojson";
import type { Map as MapLibre, MapMouseEvent } from "maplibre-gl";
import type { Tokens } from "../../theme/tokens.ts";
import { trackNear, unitLabels } from "../features.ts";
import { drawPlainUnit, hasOutline } from "../icons.ts";
import type { TrackStore } from "../TrackStore.ts";
import { type DrawUnit, SymbolAtlas, type SymbolStyle } from "./atlas.ts";
import { UnitLayer } from "./layer.ts";
import { NO_CELL } from "./layout.ts";
import { UnitVertices } from "./vertices.ts";

/** Call signs are put beside their units this often. */
const LABEL_EVERY_MS = 500;
const LABELS_FROM_ZOOM = 13.5;
/** With more units in sight than this, none is named. */
const MOST_LABELS = 200;
/** How far from a unit one may click, in pixels. */
const NEAR_PIXELS = 14;
const LAYER = "unit-symbols";

export interface UnitsOnMapParts {
  readonly map: MapLibre;
  readonly tokens: Tokens;
  readonly tracks: TrackStore;
  /** Milliseconds since 1970 by the clock that stamps the positions. */
  readonly nowMs: () => number;
  readonly putLabels: (labels: FeatureCollection) => void;
}

/** The units of a map: their layer, their pictures, their call signs, and which of them is under a click. */
export class UnitsOnMap implements Disposable {
  readonly #parts: UnitsOnMapParts;
  readonly #atlas: SymbolAtlas;
  readonly #vertices: UnitVertices;
  #tracks: TrackStore;
  #units: ReadonlyMap<number, Unit> = new Map();
  #layer: UnitLayer | null = null;
  #style: SymbolStyle = "plain";
  #symbols: ReadonlyMap<string, string> = new Map();
  #mixed: DrawUnit | null = null;
  #selected: string | null = null;
  #visible = true;
  #labelled = false;
  #labelling: ReturnType<typeof setTimeout> | undefined;
  #ended = false;

  constructor(parts: UnitsOnMapParts) {
    this.#parts = parts;
    this.#tracks = parts.tracks;
    this.#atlas = new SymbolAtlas(parts.tokens);
    this.#vertices = new UnitVertices(parts.tracks, (track) => {
      const unit = this.#units.get(track);
      return unit === undefined ? NO_CELL : this.#atlas.cellOf(unit.kind);
    });
  }

  /** Where they are comes from another store from now on. */
  setTracks(tracks: TrackStore): void {
    this.#tracks = tracks;
    this.#vertices.setTracks(tracks);
    this.moved();
  }

  setUnits(units: readonly Unit[]): void {
    this.#units = new Map(units.map((unit) => [unit.track, unit]));
    this.#vertices.rewrite();
  }

  /** @param symbols codes of APP-6 by kind, as the operation's catalogue has them */
  setSymbols(symbols: ReadonlyMap<string, string>): void {
    this.#symbols = symbols;
    this.#atlas.setSymbols(symbols);
    void this.setStyle(this.#style);
  }

  /** Units as outlines, or as the symbols of APP-6, which come when they are first wanted. */
  async setStyle(style: SymbolStyle): Promise<void> {
    this.#style = style;
    // A kind that nobody has drawn an outline of is shown by the symbol that the operation gave it.
    const known = [...this.#symbols].every(([kind]) => hasOutline(kind));
    const app6 = style === "app6" || !known ? (await import("./app6.ts")).drawApp6Unit : null;
    const draw = app6 === null ? drawPlainUnit : style === "app6" ? app6 : this.#outlinesOr(app6);
    if (this.#ended || style !== this.#style) return;
    this.#atlas.setStyle(style, draw);
    this.#parts.map.triggerRepaint();
  }

  setTokens(tokens: Tokens): void {
    this.#atlas.setTokens(tokens);
  }

  /** The layer is made anew with every style of the map, which knows its colours; what it draws is kept. */
  add(tokens: Tokens): void {
    const { map, nowMs } = this.#parts;
    if (map.getLayer(LAYER) !== undefined) map.removeLayer(LAYER);
    this.#layer = new UnitLayer({ atlas: this.#atlas, vertices: this.#vertices, nowMs, tokens });
    this.#layer.visible = this.#visible;
    map.addLayer(this.#layer, "units");
    this.select(this.#selected);
    this.#labelled = false;
    this.#label();
  }

  setVisible(visible: boolean): void {
    this.#visible = visible;
    if (this.#layer !== null) this.#layer.visible = visible;
  }

  select(unit: string | null): void {
    this.#selected = unit;
    if (this.#layer === null) return;
    let selected: number | null = null;
    if (unit !== null) for (const { id, track } of this.#units.values()) if (id === unit) selected = track;
    this.#layer.selected = selected;
    this.#parts.map.triggerRepaint();
  }

  /** Hot path: called for every batch of positions. The map draws once a frame, however often it is asked to. */
  moved(): void {
    this.#parts.map.triggerRepaint();
    this.labelSoon();
  }

  labelSoon(): void {
    this.#labelling ??= setTimeout(() => {
      this.#labelling = undefined;
      this.#label();
    }, LABEL_EVERY_MS);
  }

  /** The unit that a click is near to. */
  near({ lngLat, point }: MapMouseEvent): Unit | undefined {
    if (this.#layer?.visible !== true) return undefined;
    const { map } = this.#parts;
    const reach = Math.abs(map.unproject([point.x, point.y - NEAR_PIXELS]).lat - lngLat.lat);
    const track = trackNear(this.#tracks, [lngLat.lng, lngLat.lat], reach, (each) => this.#units.has(each));
    return track === null ? undefined : this.#units.get(track);
  }

  [Symbol.dispose](): void {
    this.#ended = true;
    clearTimeout(this.#labelling);
  }

  /** The same function for the same symbols: what was drawn with it stays. */
  #outlinesOr(app6: DrawUnit): DrawUnit {
    this.#mixed ??= (canvas, kind, tokens, old, symbol) =>
      hasOutline(kind) ? drawPlainUnit(canvas, kind, tokens, old) : app6(canvas, kind, tokens, old, symbol);
    return this.#mixed;
  }

  #label(): void {
    // Without the layer there is no style that a label could be put into.
    if (this.#layer === null || this.#ended) return;
    const { map, nowMs, putLabels } = this.#parts;
    const wanted = map.getZoom() >= LABELS_FROM_ZOOM;
    if (!wanted && !this.#labelled) return;
    this.#labelled = wanted;
    const bounds = map.getBounds();
    const box = { west: bounds.getWest(), south: bounds.getSouth(), east: bounds.getEast(), north: bounds.getNorth() };
    putLabels(unitLabels(this.#units, this.#tracks, box, nowMs(), wanted ? MOST_LABELS : 0));
  }
}
