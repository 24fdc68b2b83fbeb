import type { Detection } from "../words/detection.ts";
import type { Measure } from "../words/measure.ts";
import type { Overlay } from "../words/overlay.ts";
import type { Appearance } from "./picture/appearance.ts";
import type { Planes } from "./picture/background.ts";
import type { FlowField } from "./direction/flow.ts";
import type { Rectangle, Region } from "./tracks/region.ts";
import type { EventKind } from "./scene.ts";
import type { Track } from "./tracks/tracks.ts";
import type { Walker } from "./walkers/walkers.ts";
import type { Shift } from "./picture/tremble.ts";

/** What a rule says about one event, in analysed pixels. Raised once; ended at most once, with the same id. */
export interface RuleEvent {
  readonly change: "raised" | "ended";
  readonly id: number;
  readonly kind: EventKind;
  readonly zone: string | undefined;
  readonly fromSeconds: number;
  /** The last moment it was seen, so far. */
  readonly toSeconds: number;
  /** 0 to 1. */
  readonly confidence: number;
  readonly box: Rectangle;
  /** What was measured, for events that measure. */
  readonly measure?: Measure;
}

/** A still region of one picture and how it looks. */
export interface StillRegion {
  readonly region: Region;
  readonly appearance: Appearance;
}

/** What a rule sees of one picture; everything in analysed pixels. Valid until the next picture. */
export interface AnalysedPicture {
  readonly seconds: number;
  /** Since the picture before; 0.1 for the first. */
  readonly elapsedSeconds: number;
  /** Seconds since the model began to know the background. */
  readonly knownSeconds: number;
  readonly pictureArea: number;
  readonly planes: Planes;
  readonly still: readonly StillRegion[];
  readonly movers: readonly Region[];
  /** Those of them that are solid and no mere light or shadow, followed or not: `tracks` leaves out what a jolted camera makes of the ground. */
  readonly things: readonly Region[];
  readonly tracks: readonly Track[];
  /**
   * What a detector saw lately where something moved or lay still; undefined without a detector, or where it has not looked for a
   * while. It looks at parts of the picture: what is not in the list need not be absent.
   */
  readonly detections: readonly Detection[] | undefined;
  /** The camera was pushed a moment ago: little of what moves can be followed. */
  readonly jolted: boolean;
  /** Where rules said in the picture before that somebody is. */
  readonly present: readonly Rectangle[];
  /** Share of a box that is foreground, 0 to 1. */
  foregroundIn(box: Rectangle): number;
  /** Foreground pixels in a box that are not in the region. */
  foregroundBeside(box: Rectangle, region: Region): number;
  /** True when a box shows what the background shows a few pixels beside it. */
  isOnlyMoved(box: Rectangle): boolean;
  /** Who stands or walks on the ground around the zones and lines that were given on it, with boxes in analysed pixels; looked for when it is asked. */
  walkers(): readonly Walker[];
  /** Where the pixels of a box were in the picture before; measured when it is asked for. `guess`: how far it may have come since. */
  flowIn(box: Rectangle, guess: Shift): FlowField;
}

/** What a rule decided: events, and what the background model should do about regions of this picture. */
export interface RuleDecision {
  readonly events: readonly RuleEvent[];
  /** Never to be absorbed by themselves. */
  readonly hold?: readonly Region[];
  /** Where somebody is who may stand still: not to become background. */
  readonly present?: readonly Rectangle[];
  /** Objects: to be told from whoever walks past them. */
  readonly apart?: readonly Region[];
  readonly absorb?: readonly { readonly region: Region; readonly remember: boolean }[];
}

/** One event of a scene being looked for. Pure apart from its own memory: no clock, no files, and nothing of how anybody looks. */
export interface EventRule {
  /** It is shown what lies still as the slow ground tells it, where there is one. */
  readonly looksAtLying?: boolean;
  step(picture: AnalysedPicture): RuleDecision;
  /** Everything under way ends now: the picture ended or became another one. */
  end(): readonly RuleEvent[];
  /** What it counts now, for an operator's eyes, in analysed pixels; rules that do not count have none. */
  overlay?(): Pick<Overlay, "density" | "count">;
}
