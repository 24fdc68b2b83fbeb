import type { IncidentId, Place, Position, SignalId, Unit } from "@cordon/kernel";
import type { Map as MapLibre } from "maplibre-gl";
import type { Affiliation, Tokens, Tone } from "../theme/tokens.ts";

/** What a map of the operation shows. Units are listed here; where they are comes from the track store. */
export interface MapContent {
  readonly places: readonly Place[];
  readonly cameras: readonly MapCamera[];
  readonly units: readonly Unit[];
  /** Codes of APP-6 by kind of unit, as the operation's catalogue has them. */
  readonly symbols?: ReadonlyMap<string, string>;
  readonly signals: readonly MapSignal[];
  readonly incidents: readonly MapIncident[];
  /** Areas drawn as an outline only, e.g. that of a mandate. */
  readonly outlines: readonly MapOutline[];
  /** Posts that lack units, now or soon. */
  readonly voids?: readonly MapVoid[];
  /** What is known of a place now, by its id: written under its name. */
  readonly notes?: ReadonlyMap<string, MapNote>;
}

/** One line about a place, and how much it asks for a human. `closed`: a gate that lets nobody through is drawn crossed out. */
export interface MapNote {
  readonly text: string;
  readonly tone: Tone;
  readonly closed: boolean;
}

/**
 * Takes the map for itself for a while, e.g. to draw on it; until it is disposed of, clicks are its own. It is given up and
 * taken up again whenever the map's style is replaced, so it must keep what it drew.
 */
export type MapTool = (map: MapLibre, tokens: Tokens) => Disposable;

export const EMPTY_MAP: MapContent = { places: [], cameras: [], units: [], signals: [], incidents: [], outlines: [] };

export interface MapCamera {
  readonly id: string;
  readonly name: string;
  readonly position: Position;
  /** Degrees true of the middle of the picture. */
  readonly headingDegrees: number;
  readonly fieldOfViewDegrees: number;
  readonly rangeMetres: number;
  /** Whether it is being analysed now: a cone that is not filled sees nothing. */
  readonly running: boolean;
}

export interface MapSignal {
  readonly id: SignalId;
  readonly position: Position;
  readonly tone: Tone;
  /** A call for help: a shape of its own, above all others. */
  readonly shape?: "octagon";
  readonly label: string;
}

/** A post that lacks units: a broken ring around it, and what is missing, in words. `calm`: there is time to fill it. */
export interface MapVoid {
  readonly place: string;
  readonly position: Position;
  readonly tone: "calm" | "attention";
  readonly label: string;
}

export interface MapIncident {
  readonly id: IncidentId;
  readonly number: number;
  readonly position: Position;
  readonly tone: Tone;
}

/** An area or a line that is no place of the operation: what a camera covers, its zones, its tripwires. */
export type MapOutline = {
  readonly id: string;
  readonly label: string;
  /** Whose it is: its frame and its colour. */
  readonly affiliation?: Affiliation;
  /** `arrow`: a line with a head. `text`: the label is all there is to see. Otherwise what its geometry says. */
  readonly as?: "arrow" | "mark" | "text";
} & (
  | { readonly rings: readonly (readonly Position[])[] }
  | { readonly line: readonly Position[] }
  | { readonly point: Position }
);

/** What was clicked on a map. */
export type MapThing =
  | { readonly what: "signal"; readonly id: string }
  | { readonly what: "incident"; readonly id: string }
  | { readonly what: "unit"; readonly id: string }
  | { readonly what: "camera"; readonly id: string }
  | { readonly what: "place"; readonly id: string };

/** Where a map is asked to look. A new object asks again. */
export type MapFocus =
  | { readonly on: "everything" }
  | { readonly on: "position"; readonly position: Position; readonly zoom?: number };
