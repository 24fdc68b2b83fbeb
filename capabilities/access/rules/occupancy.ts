/** How full a zone is, as far as a human is to be told. */
export type CapacityLevel = "calm" | "near" | "full";

/** Raised at the first number, taken back below the second: persons come and go by the hundred, and a signal is not to flicker. */
const LEVELS = { near: { raise: 0.9, clear: 0.85 }, full: { raise: 1, clear: 0.95 } } as const;

export interface CapacityEvent {
  readonly is: "raise" | "clear";
  /** `raise`: what it is now, told by a signal. `clear`: what it has fallen back to. */
  readonly level: CapacityLevel;
}

/**
 * What a change of occupancy makes of what was told last.
 * @param standing what was told last; `calm` at the beginning
 * @param capacity persons at most; null where nobody counts
 */
export function capacityEvent(standing: CapacityLevel, inside: number, capacity: number | null): CapacityEvent | null {
  const level = capacity === null ? "calm" : levelOf(standing, inside / capacity);
  if (level === standing) return null;
  return { is: RANK[level] > RANK[standing] ? "raise" : "clear", level };
}

const RANK: Record<CapacityLevel, number> = { calm: 0, near: 1, full: 2 };

function levelOf(standing: CapacityLevel, filled: number): CapacityLevel {
  if (filled >= (standing === "full" ? LEVELS.full.clear : LEVELS.full.raise)) return "full";
  if (filled >= (standing === "calm" ? LEVELS.near.raise : LEVELS.near.clear)) return "near";
  return "calm";
}
