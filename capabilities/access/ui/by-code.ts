/** Zones and gates in the order people count them: gate 9 before gate 10, numbers before letters. */
export function byCode(a: { readonly code: string }, b: { readonly code: string }): number {
  return a.code.localeCompare(b.code, "en", { numeric: true });
}
