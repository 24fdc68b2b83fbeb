/** A sweep takes at most so many. */
const MOST = 20;

/** `5 10 20`, also with commas or semicolons between, each value once; null where something is no number, or there are too many. */
export function readValues(text: string): readonly number[] | null {
  const parts = text.split(/[\s;,]+/).filter((part) => part !== "");
  if (parts.length === 0 || parts.length > MOST || !parts.every((part) => /^-?\d+(\.\d+)?$/.test(part))) return null;
  return [...new Set(parts.map(Number))];
}
