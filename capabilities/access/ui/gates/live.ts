/** How often the gates' state is asked for: it is counted in memory and comes by no live stream. */
export const LIVE_EVERY_MS = 2000;
/** A device asks for news every two seconds; silent for so long, it is cut off or put away. */
export const SILENT_SECONDS = 15;
/** A gate that is cut off for longer than this may let in what was revoked meanwhile. */
export const OLD_REVOCATIONS_SECONDS = 120;
/** Clocks that differ by more are told of. */
export const SKEW_MS = 60_000;
