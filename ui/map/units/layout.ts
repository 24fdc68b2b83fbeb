/** How a unit lies in the buffer that is drawn: 28 bytes, little endian as every machine with WebGL is. */
export const VERTEX = {
  bytes: 28,
  floats: 7,
  /** Mercator units east and south of the origin: where it is drawn at `start`, and where it is. */
  fromX: 0,
  fromY: 1,
  toX: 2,
  toY: 3,
  /** Seconds since the layer's beginning: when it began to glide, and when it was last known to be there. */
  start: 4,
  at: 5,
  /** Bytes: its cell in the atlas, 255 for none; its heading in 1.5 degrees, 255 for unknown; two of no meaning. */
  cell: 24,
  heading: 25,
} as const;

export const NO_CELL = 255;
/** A position that arrives is glided to within this time, so that nothing jumps and nothing is shown later than by this. */
export const GLIDE_SECONDS = 0.8;

/** Web Mercator, 0 to 1 from west to east and from north to south. */
export const mercatorX = (lon: number): number => (lon + 180) / 360;
export function mercatorY(lat: number): number {
  const sine = Math.sin((Math.min(85.05, Math.max(-85.05, lat)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

const SMALLEST = 4;
/** Beneath this a symbol is a dot: nobody reads a picture of so few pixels. */
export const DOT_BELOW = 11;
/** How much of the map symbols may cover, if they were spread evenly. */
const COVERED = 0.3;

/** How large symbols are drawn, in pixels of the page: as large as the zoom wants, and smaller where there are very many. */
export function symbolPixels(zoom: number, count: number, mapPixels: number): number {
  const wished = 17 + Math.min(1, Math.max(0, (zoom - 12) / 3)) * 7;
  const possible = Math.sqrt((COVERED * mapPixels) / Math.max(1, count));
  return Math.max(SMALLEST, Math.min(wished, possible));
}
