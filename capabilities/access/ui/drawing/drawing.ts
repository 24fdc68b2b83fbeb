import type { Point, Polygon } from "@cordon/kernel";

/** What is drawn: an area for a zone, a point for a gate. */
export type Drawn = Point | Polygon;

export interface Drawing<Shape extends Drawn> {
  /** What there is already; null begins with nothing. */
  readonly shape: Shape | null;
  /** Called with every finished stroke. Crossed rings come through as they were drawn: the form says what is wrong. */
  readonly onShape: (shape: Shape) => void;
}
