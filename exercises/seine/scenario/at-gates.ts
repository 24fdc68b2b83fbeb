/** What happens at single gates during the evening, beside the many who come and go. */
import { at } from "./time.ts";

export type Happening = { readonly atSeconds: number; readonly gate: string } & (
  | { readonly is: "escort"; readonly service: "fire" | "medical" | "utility" }
  /** Somebody shows a pass whose signature is wrong. */
  | { readonly is: "forged" }
);

/** Few: each of them calls for somebody's attention. */
export const happenings: readonly Happening[] = [
  { atSeconds: at(19, 40), gate: "8", is: "escort", service: "utility" },
  { atSeconds: at(20, 22, 40), gate: "5", is: "escort", service: "medical" },
  { atSeconds: at(20, 37, 30), gate: "24", is: "forged" },
  { atSeconds: at(20, 52), gate: "20", is: "escort", service: "utility" },
  { atSeconds: at(22, 5), gate: "9", is: "escort", service: "fire" },
];

/** Those with `from < atSeconds <= until`. */
export function happeningsBetween(fromSeconds: number, untilSeconds: number): readonly Happening[] {
  return happenings.filter(({ atSeconds }) => atSeconds > fromSeconds && atSeconds <= untilSeconds);
}

/**
 * Gate 12 has no network for some minutes, as its stewards report: it goes on alone, and tells what it did when it is back. Meanwhile
 * one pass goes in there that goes in elsewhere too, which nobody can know before.
 */
export const cutOff = { gate: "12", fromSeconds: at(20, 19), untilSeconds: at(20, 24), elsewhere: "26" } as const;

export function isCutOff(gate: string, seconds: number): boolean {
  return gate === cutOff.gate && seconds >= cutOff.fromSeconds && seconds < cutOff.untilSeconds;
}
