export type Rgb = readonly [number, number, number];

/** What a ray met: its colour, how much daylight and lamplight falls there, and the water's phase if it is water. */
export type Met = {
  readonly colour: Rgb;
  readonly day: number;
  readonly lamps: number;
  readonly ripple: number;
  readonly strength: number;
  /** It is a lamp post, which hides what passes behind it. */
  readonly post?: true;
};
