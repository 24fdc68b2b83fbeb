/** A picture in YUV 4:2:0 (BT.601, full planes in one buffer) and the few strokes a scene needs. Hot path: no allocation. */

export type Canvas = {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Y, then U, then V: the layout of an `yuv420p` frame without padding. */
  readonly bytes: Uint8ClampedArray<ArrayBuffer>;
  readonly y: Uint8ClampedArray<ArrayBuffer>;
  readonly u: Uint8ClampedArray<ArrayBuffer>;
  readonly v: Uint8ClampedArray<ArrayBuffer>;
  /** Who is seen in each pixel, where somebody wants to know. */
  readonly labels: Labels | null;
};

/** Numbers of what was drawn last in each pixel of the luma; 0 is the background. */
export type Labels = {
  readonly plane: Uint16Array<ArrayBuffer>;
  /** The number of what is being drawn. */
  pen: number;
  /** Pixels each number has covered, and of how many of them it is still what one sees. */
  readonly drawn: Uint32Array<ArrayBuffer>;
  readonly seen: Uint32Array<ArrayBuffer>;
};

/** A colour as Y in [0, 255] and U, V around 128. */
export type Colour = { readonly y: number; readonly u: number; readonly v: number };

/** @param most the largest number that is drawn with, 0 for a canvas that does not keep who is seen where */
export function canvas(widthPx: number, heightPx: number, most = 0): Canvas {
  const luma = widthPx * heightPx;
  const bytes = new Uint8ClampedArray(luma + luma / 2);
  return {
    widthPx,
    heightPx,
    bytes,
    y: bytes.subarray(0, luma),
    u: bytes.subarray(luma, luma + luma / 4),
    v: bytes.subarray(luma + luma / 4),
    labels:
      most === 0
        ? null
        : {
            plane: new Uint16Array(luma),
            pen: 0,
            drawn: new Uint32Array(most + 1),
            seen: new Uint32Array(most + 1),
          },
  };
}

/** The pixel at `at` now shows what the pen draws. */
function mark(labels: Labels, at: number): void {
  const before = labels.plane[at] ?? 0;
  const { pen } = labels;
  if (before === pen) return;
  labels.plane[at] = pen;
  labels.seen[before] = (labels.seen[before] ?? 0) - 1;
  labels.drawn[pen] = (labels.drawn[pen] ?? 0) + 1;
  labels.seen[pen] = (labels.seen[pen] ?? 0) + 1;
}

/** BT.601 full range from sRGB bytes. */
export function rgb(r: number, g: number, b: number): Colour {
  return {
    y: 0.299 * r + 0.587 * g + 0.114 * b,
    u: 128 - 0.168736 * r - 0.331264 * g + 0.5 * b,
    v: 128 + 0.5 * r - 0.418688 * g - 0.081312 * b,
  };
}

export function dimmed(colour: Colour, light: number): Colour {
  return { y: colour.y * light, u: 128 + (colour.u - 128) * light, v: 128 + (colour.v - 128) * light };
}

/**
 * A limb: from (ax, ay) with radius ra to (bx, by) with radius rb, pixels, with soft edges, lit from the left.
 * `round` is how strongly it is shaded across, 0 flat to 1.
 */
export function limb(
  on: Canvas,
  ax: number,
  ay: number,
  ra: number,
  bx: number,
  by: number,
  rb: number,
  colour: Colour,
  round = 0.35,
): void {
  limbPlane(on.y, on.widthPx, on.heightPx, ax, ay, ra, bx, by, rb, colour.y, round, on.labels);
  const [w, h] = [on.widthPx >> 1, on.heightPx >> 1];
  limbPlane(on.u, w, h, ax / 2, ay / 2, ra / 2, bx / 2, by / 2, rb / 2, colour.u, 0);
  limbPlane(on.v, w, h, ax / 2, ay / 2, ra / 2, bx / 2, by / 2, rb / 2, colour.v, 0);
}

/** The same on one plane; `labels` keeps the pixels that are covered by half. */
export function limbPlane(
  plane: Uint8ClampedArray,
  width: number,
  height: number,
  ax: number,
  ay: number,
  ra: number,
  bx: number,
  by: number,
  rb: number,
  value: number,
  round: number,
  labels: Labels | null = null,
): void {
  const reach = Math.max(ra, rb) + 0.5;
  const x0 = Math.max(0, Math.floor(Math.min(ax, bx) - reach));
  const x1 = Math.min(width - 1, Math.ceil(Math.max(ax, bx) + reach));
  const y0 = Math.max(0, Math.floor(Math.min(ay, by) - reach));
  const y1 = Math.min(height - 1, Math.ceil(Math.max(ay, by) + reach));
  const [dx, dy] = [bx - ax, by - ay];
  const lengthSquared = dx * dx + dy * dy + 1e-6;
  for (let py = y0; py <= y1; py++) {
    const ey = py + 0.5 - ay;
    for (let px = x0; px <= x1; px++) {
      const ex = px + 0.5 - ax;
      let t = (ex * dx + ey * dy) / lengthSquared;
      t = t < 0 ? 0 : t > 1 ? 1 : t;
      const ox = ex - t * dx;
      const oy = ey - t * dy;
      const radius = ra + (rb - ra) * t;
      const distanceSquared = ox * ox + oy * oy;
      if (distanceSquared >= (radius + 0.5) * (radius + 0.5)) continue;
      const cover = radius + 0.5 - Math.sqrt(distanceSquared);
      const lit = round > 0 ? value * (1 - (round * (ox * 0.8 + oy * 0.45)) / (radius + 0.5)) : value;
      const at = py * width + px;
      plane[at] = cover >= 1 ? lit : (plane[at] ?? 0) * (1 - cover) + lit * cover;
      if (labels !== null && cover >= 0.5) mark(labels, at);
    }
  }
}

/**
 * Darkens an ellipse softly: centre (cx, cy), half axes (px, py) and (qx, qy), pixels; `depth` 0 to 1 in its middle.
 */
export function shadow(
  on: Canvas,
  cx: number,
  cy: number,
  px: number,
  py: number,
  qx: number,
  qy: number,
  depth: number,
): void {
  const determinant = px * qy - py * qx;
  if (Math.abs(determinant) < 1e-3) return;
  const [w, h] = [Math.abs(px) + Math.abs(qx), Math.abs(py) + Math.abs(qy)];
  const x0 = Math.max(0, Math.floor(cx - w));
  const x1 = Math.min(on.widthPx - 1, Math.ceil(cx + w));
  const y0 = Math.max(0, Math.floor(cy - h));
  const y1 = Math.min(on.heightPx - 1, Math.ceil(cy + h));
  for (let y = y0; y <= y1; y++) {
    for (let x = x0; x <= x1; x++) {
      const [dx, dy] = [x + 0.5 - cx, y + 0.5 - cy];
      const a = (dx * qy - dy * qx) / determinant;
      const b = (dy * px - dx * py) / determinant;
      const inside = 1 - (a * a + b * b);
      if (inside <= 0) continue;
      const at = y * on.widthPx + x;
      on.y[at] = (on.y[at] ?? 0) * (1 - depth * inside * (2 - inside));
    }
  }
}

/** A convex polygon, corners clockwise in the picture as [x0, y0, x1, y1, ...], with soft edges. */
export function face(on: Canvas, corners: readonly number[], colour: Colour): void {
  facePlane(on.y, on.widthPx, on.heightPx, corners, 1, colour.y, on.labels);
  facePlane(on.u, on.widthPx >> 1, on.heightPx >> 1, corners, 0.5, colour.u);
  facePlane(on.v, on.widthPx >> 1, on.heightPx >> 1, corners, 0.5, colour.v);
}

function facePlane(
  plane: Uint8ClampedArray,
  width: number,
  height: number,
  corners: readonly number[],
  scale: number,
  value: number,
  labels: Labels | null = null,
): void {
  let [left, right, top, bottom] = [width, 0, height, 0];
  for (let i = 0; i < corners.length; i += 2) {
    const x = (corners[i] ?? 0) * scale;
    const y = (corners[i + 1] ?? 0) * scale;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const x1 = Math.min(width - 1, Math.ceil(right));
  const y1 = Math.min(height - 1, Math.ceil(bottom));
  for (let y = Math.max(0, Math.floor(top) - 1); y <= y1; y++) {
    for (let x = Math.max(0, Math.floor(left) - 1); x <= x1; x++) {
      let cover = 1;
      for (let i = 0; i < corners.length && cover > 0; i += 2) {
        const j = (i + 2) % corners.length;
        const ax = (corners[i] ?? 0) * scale;
        const ay = (corners[i + 1] ?? 0) * scale;
        const [ex, ey] = [(corners[j] ?? 0) * scale - ax, (corners[j + 1] ?? 0) * scale - ay];
        const length = Math.hypot(ex, ey);
        if (length < 1e-6) continue;
        const inward = (ex * (y + 0.5 - ay) - ey * (x + 0.5 - ax)) / length + 0.5;
        if (inward < cover) cover = inward;
      }
      if (cover <= 0) continue;
      const at = y * width + x;
      plane[at] = (plane[at] ?? 0) * (1 - cover) + value * cover;
      if (labels !== null && cover >= 0.5) mark(labels, at);
    }
  }
}
