import type { Family } from "./family.ts";

/** A surface that fills the screen, and everything written and drawn on it. */
export interface Pair {
  readonly fill: string;
  readonly on: string;
}

/**
 * The signal colours of the shared theme, as whole screens: sky blue, orange, vermilion (Okabe and Ito) and grey. Stop is dark where go and
 * check are bright, so that they stay apart by brightness alone, in the sun and for eyes without red or green cones. 7:1 each.
 */
export const VERDICT_COLOURS: Readonly<Record<"night" | "day", Readonly<Record<Family, Pair>>>> = {
  night: {
    go: { fill: "#4aa6de", on: "#020b12" },
    check: { fill: "#d48f00", on: "#0d0800" },
    stop: { fill: "#8f2f00", on: "#f7f2ef" },
    look: { fill: "#2f363c", on: "#dfe3e7" },
  },
  day: {
    go: { fill: "#56b4e9", on: "#05131c" },
    check: { fill: "#f0a51a", on: "#140d00" },
    stop: { fill: "#9a3200", on: "#ffffff" },
    look: { fill: "#d9dde1", on: "#14171a" },
  },
};
