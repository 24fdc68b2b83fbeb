import { type Affiliation } from "../theme/tokens.ts";
import { useTheme } from "../theme/CordonTheme.tsx";
import { FRAME } from "./frames.ts";

/** The frame of an affiliation as the map draws it, beside the word for it. */
export function AffiliationFrame({ of }: { readonly of: Affiliation }) {
  const { tokens } = useTheme();
  return (
    <svg width={16} height={16} viewBox="0 0 20 20" aria-hidden style={{ flex: "none" }}>
      <path d={FRAME[of]} fill={tokens.map.affiliations[of]} />
    </svg>
  );
}
