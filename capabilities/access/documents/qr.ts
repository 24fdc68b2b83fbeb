import { correction, generate, mode } from "lean-qr";

/** The modules of a QR code without its white border. */
export interface QrCode {
  /** Modules a side; 61 for version 11. */
  readonly size: number;
  isDark(x: number, y: number): boolean;
}

/** White modules around a code that a reader may count on (ISO/IEC 18004). */
export const QUIET_MODULES = 4;
const LARGEST_VERSION = 11;

/**
 * The code of a pass: alphanumeric, level Q, so that a quarter of it may be torn or dirty, and never above version 11, so that 30 mm of
 * print are enough.
 * @throws Error for a text that is no pass by its characters or its length (a bug of the caller: passes are made to fit)
 */
export function qrOf(pass: string): QrCode {
  const bitmap = generate(mode.alphaNumeric(pass), {
    minCorrectionLevel: correction.Q,
    maxCorrectionLevel: correction.Q,
    maxVersion: LARGEST_VERSION,
  });
  return { size: bitmap.size, isDark: (x, y) => bitmap.get(x, y) };
}

/** Dark modules of each row as runs: fewer shapes, and no hairlines between neighbours. */
export function runsOf({
  size,
  isDark,
}: QrCode): readonly { readonly x: number; readonly y: number; readonly length: number }[] {
  const runs: { x: number; y: number; length: number }[] = [];
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!isDark(x, y)) continue;
      const last = runs.at(-1);
      if (last !== undefined && last.y === y && last.x + last.length === x) last.length += 1;
      else runs.push({ x, y, length: 1 });
    }
  }
  return runs;
}
