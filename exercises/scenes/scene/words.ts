/** What a scene is made of, and what its pictures say is truly in them. */
import type { Crowd } from "../crowds/tracks.ts";
import type { Box, Posture } from "../drawing/figure.ts";
import type { Actor, Belonging } from "./actors.ts";
import type { Furniture } from "./furniture.ts";
import type { Ground } from "./ground.ts";
import type { CalibrationPoint, Mounting } from "./mounting.ts";
import type { Lane } from "./traffic.ts";
import type { Weather } from "./weather.ts";

/** All places in metres of the ground, x to the east, y to the north; all angles clockwise from north. */
export type SceneOptions = {
  readonly camera: Mounting;
  /** 640 x 360 when not given; both even. */
  readonly size?: { readonly widthPx: number; readonly heightPx: number };
  readonly ground?: Ground;
  readonly weather?: Weather;
  readonly people?: readonly Crowd[];
  readonly actors?: readonly Actor[];
  readonly things?: readonly Belonging[];
  readonly furniture?: readonly Furniture[];
  readonly traffic?: readonly Lane[];
  readonly seed?: number;
};

export type Scene = {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Four exact pairs, in the form of a watch scene's `calibration.points`; a trembling picture lies around them. */
  readonly calibration: readonly CalibrationPoint[];
  /**
   * Draws the picture of a second; the same second gives the same picture. All buffers belong to the scene: the next call
   * overwrites them.
   */
  picture(seconds: number): Picture;
};

export type Picture = {
  readonly seconds: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** `yuv420p` without padding, BT.601 full range. */
  readonly yuv: Uint8ClampedArray<ArrayBuffer>;
  /** The first plane of it, in the form the analysis takes. */
  readonly luma: {
    readonly pixels: Uint8Array<ArrayBuffer>;
    readonly width: number;
    readonly height: number;
    readonly stride: number;
  };
  readonly truth: Truth;
};

type Seen = {
  readonly x: number;
  readonly y: number;
  /** Around all of it that is in the picture, hidden or not; null when nothing is. */
  readonly box: Box | null;
  /** Which share of it one sees, 0 to 1: what is hidden or outside the picture is missing. */
  readonly visible: number;
  /** Its number in `labels`. */
  readonly label: number;
};

export type SeenPerson = Seen & {
  /** Unique in its scene: `crowd-number`, or the actor's name. */
  readonly id: string;
  readonly posture: Posture;
  readonly headingDegrees: number;
  readonly metresPerSecond: number;
};

export type SeenThing = Seen & {
  readonly name: string;
  /** When it was put there, and by whom; null when it was there by itself. */
  readonly since: number;
  readonly leftBy: string | null;
};

export type SeenCar = Seen & { readonly id: string; readonly lane: string; readonly headingDegrees: number };

/** Everyone and everything on the ground before the camera, whether or not it is in the picture (then its box is null). */
export type Truth = {
  readonly people: readonly SeenPerson[];
  readonly things: readonly SeenThing[];
  readonly cars: readonly SeenCar[];
  /** 1 where a person, a thing or a car is seen; shadows, rain and reflections are background. */
  readonly mask: Uint8Array<ArrayBuffer>;
  /** Whose pixel it is; 0 is background. */
  readonly labels: Uint16Array<ArrayBuffer>;
};
