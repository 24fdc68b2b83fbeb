import { decodePass, PASS_PREFIX } from "@cordon/access/rules";

/**
 * The pass in a link's fragment, null when there is none. Fragments stay in the browser: no server sees them. Links are made with every
 * special character written as %XX; pasted by hand, a browser writes spaces as %20 and leaves the pass's own % as it is. All readings are
 * tried, and the one that is a pass counts.
 */
export function passIn(hash: string): string | null {
  const raw = hash.replace(/^#/, "");
  if (raw === "") return null;
  const candidates = [decoded(raw), raw.replaceAll("%20", " "), raw].filter((text) => text?.startsWith(PASS_PREFIX));
  return candidates.find((text) => text !== null && decodePass(text).read) ?? candidates[0] ?? null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
