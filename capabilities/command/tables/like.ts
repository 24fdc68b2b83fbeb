/** A pattern for `like` that finds a text anywhere, whatever signs are in it. */
export function anywhere(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
}
