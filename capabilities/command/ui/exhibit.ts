import type { Exhibit } from "@cordon/kernel";

/** Where an exhibit is fetched from. */
export function exhibitUrl(exhibit: Exhibit): string {
  return `/api/exhibits/${exhibit.blob}?type=${encodeURIComponent(exhibit.mediaType)}`;
}

export function exhibitOf(exhibits: readonly Exhibit[], role: Exhibit["role"]): Exhibit | null {
  return exhibits.find((exhibit) => exhibit.role === role) ?? null;
}

/** The address of a signal's still, or null. */
export function stillOf(exhibits: readonly Exhibit[]): string | null {
  const still = exhibitOf(exhibits, "still");
  return still === null ? null : exhibitUrl(still);
}
