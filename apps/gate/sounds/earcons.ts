import type { VerdictName } from "@cordon/access/words";
import { FAMILY, type Family } from "../screens/verdict/family.ts";

/** One tone: from when, for how long (s), how high (Hz). */
export interface Note {
  readonly at: number;
  readonly lasts: number;
  readonly hertz: number;
  readonly wave: OscillatorType;
}

/**
 * What is heard, one for each family, told apart by rhythm and direction and not by pitch alone: a short step up; a question, up and held, twice;
 * a long fall; two equal taps. All lie between 300 and 2,000 Hz, where small speakers are loud and old ears still hear.
 */
export const EARCONS: Readonly<Record<Family, readonly Note[]>> = {
  go: [
    { at: 0, lasts: 0.09, hertz: 1047, wave: "sine" },
    { at: 0.09, lasts: 0.16, hertz: 1568, wave: "sine" },
  ],
  check: [
    { at: 0, lasts: 0.1, hertz: 880, wave: "triangle" },
    { at: 0.1, lasts: 0.22, hertz: 1175, wave: "triangle" },
    { at: 0.42, lasts: 0.1, hertz: 880, wave: "triangle" },
    { at: 0.52, lasts: 0.22, hertz: 1175, wave: "triangle" },
  ],
  stop: [
    { at: 0, lasts: 0.25, hertz: 466, wave: "sawtooth" },
    { at: 0.25, lasts: 0.5, hertz: 330, wave: "sawtooth" },
  ],
  look: [
    { at: 0, lasts: 0.08, hertz: 660, wave: "square" },
    { at: 0.16, lasts: 0.08, hertz: 660, wave: "square" },
  ],
};

/** What is felt: milliseconds on and off, for `navigator.vibrate`. */
export const VIBRATIONS: Readonly<Record<Family, readonly number[]>> = {
  go: [60],
  check: [60, 80, 200],
  stop: [400, 120, 400],
  look: [60, 60, 60, 60, 60],
};

/** A pass that is not genuine must not sound like one that came an hour early. */
const ALARM: readonly Note[] = [
  ...EARCONS.stop,
  { at: 0.85, lasts: 0.25, hertz: 466, wave: "sawtooth" },
  { at: 1.1, lasts: 0.5, hertz: 330, wave: "sawtooth" },
];

export function notesOf(verdict: VerdictName): readonly Note[] {
  return verdict === "not-genuine" ? ALARM : EARCONS[FAMILY[verdict]];
}
export function vibrationOf(verdict: VerdictName): readonly number[] {
  return verdict === "not-genuine" ? [...VIBRATIONS.stop, 120, ...VIBRATIONS.stop] : VIBRATIONS[FAMILY[verdict]];
}
