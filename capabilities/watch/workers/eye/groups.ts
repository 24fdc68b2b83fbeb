/** A further thread costs some ten megabytes, and pays only when one has its hands full. */
const CAMERAS_BEFORE_ANOTHER = 4;

/**
 * The group a new camera joins: the one with fewest cameras, or a new one (the index after the last) when each has enough to do.
 * Cameras stay where they are - moving one would blind it - so that groups are even as long as cameras come, and stable for ever.
 * @param loads cameras in each group now
 * @param most groups there may be, at least one
 */
export function groupFor(loads: readonly number[], most: number): number {
  const least = Math.min(...loads);
  if (loads.length === 0 || (loads.length < most && least >= CAMERAS_BEFORE_ANOTHER)) return loads.length;
  return loads.indexOf(least);
}
