import type { ContingentId, NewEntry, SignalId } from "@cordon/kernel";
import { SignalTold } from "../words.ts";

/** Beside a signal that somebody reports: of which contingent they are, if of one. */
export function tellingOf(signal: SignalId, contingent: ContingentId | null): readonly NewEntry[] {
  return contingent === null ? [] : [SignalTold.of({ signal, contingent })];
}
