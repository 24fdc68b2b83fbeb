/** A 3 x 3 projective transformation, row by row. */
export type Homography = readonly [number, number, number, number, number, number, number, number, number];

interface Point {
  readonly x: number;
  readonly y: number;
}

export function project(h: Homography, { x, y }: Point): Point {
  const w = h[6] * x + h[7] * y + h[8];
  return { x: (h[0] * x + h[1] * y + h[2]) / w, y: (h[3] * x + h[4] * y + h[5]) / w };
}

/**
 * The transformation from picture to ground that fits the points best: direct linear transform with the last element 1,
 * least squares over all points. Undefined when the points do not determine it (fewer than four, or on one line).
 */
export function homographyFrom(
  points: readonly { readonly pixel: Point; readonly ground: Point }[],
): Homography | undefined {
  const scale = Math.max(1, ...points.flatMap(({ pixel }) => [Math.abs(pixel.x), Math.abs(pixel.y)]));
  const rows: number[][] = [];
  for (const { pixel, ground } of points) {
    const x = pixel.x / scale;
    const y = pixel.y / scale;
    rows.push([x, y, 1, 0, 0, 0, -x * ground.x, -y * ground.x, ground.x]);
    rows.push([0, 0, 0, x, y, 1, -x * ground.y, -y * ground.y, ground.y]);
  }
  const normal = Array.from({ length: 8 }, (_, i) =>
    Array.from({ length: 9 }, (_unused, j) => rows.reduce((sum, row) => sum + (row[i] ?? 0) * (row[j] ?? 0), 0)),
  );
  const solved = solve(normal);
  if (solved === undefined) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = solved;
  return [a / scale, b / scale, c, d / scale, e / scale, f, g / scale, h / scale, 1];
}

export function invertHomography(h: Homography): Homography | undefined {
  const [a, b, c, d, e, f, g, i, j] = h;
  const determinant = a * (e * j - f * i) - b * (d * j - f * g) + c * (d * i - e * g);
  if (Math.abs(determinant) < 1e-15) return undefined;
  return [
    (e * j - f * i) / determinant,
    (c * i - b * j) / determinant,
    (b * f - c * e) / determinant,
    (f * g - d * j) / determinant,
    (a * j - c * g) / determinant,
    (c * d - a * f) / determinant,
    (d * i - e * g) / determinant,
    (b * g - a * i) / determinant,
    (a * e - b * d) / determinant,
  ];
}

/** Gaussian elimination with partial pivoting on rows of n coefficients and a right side. Changes the rows; undefined when singular. */
export function solve(rows: number[][]): number[] | undefined {
  const size = rows.length;
  const largest = Math.max(...rows.flat().map(Math.abs));
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = row;
    }
    const top = rows[pivot];
    const swap = rows[column];
    if (top === undefined || swap === undefined || Math.abs(top[column] ?? 0) < 1e-12 * largest) return undefined;
    rows[pivot] = swap;
    rows[column] = top;
    for (let row = 0; row < size; row++) {
      const target = rows[row];
      if (row === column || target === undefined) continue;
      const times = (target[column] ?? 0) / (top[column] ?? 1);
      for (let i = column; i <= size; i++) target[i] = (target[i] ?? 0) - times * (top[i] ?? 0);
    }
  }
  return rows.map((row, i) => (row[size] ?? 0) / (row[i] ?? 1));
}
