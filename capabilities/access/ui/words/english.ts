import type { Means, RevocationReason, VerdictName } from "../../words.ts";
import { enLive } from "./english-live.ts";
import { enPasses } from "./english-passes.ts";
import { enPerimeters } from "./english-perimeters.ts";

const means: Record<Means, string> = {
  foot: "on foot",
  bicycle: "by bicycle",
  "two-wheeler": "two-wheeler",
  car: "car",
  van: "van",
  lorry: "lorry",
  bus: "bus",
  "emergency-vehicle": "emergency vehicle",
};

const verdict: Record<VerdictName, string> = {
  admit: "Admit",
  "admit-with-id-check": "Admit with ID check",
  "wrong-zone": "Wrong zone",
  "not-yet": "Not yet",
  "no-longer": "No longer",
  revoked: "Revoked",
  "already-inside": "Already inside",
  unreadable: "Unreadable",
  "not-genuine": "Not genuine",
  "vehicle-not-allowed": "Vehicle not allowed",
  escort: "Escort",
  "gate-closed": "Gate closed",
};

const reasons: Record<RevocationReason, string> = {
  lost: "lost",
  stolen: "stolen",
  replaced: "replaced",
  withdrawn: "withdrawn",
  "issued-in-error": "issued in error",
  abused: "abused",
};

/** The regimes of Paris by their names; one's own by the name one gave it. */
const REGIMES: Readonly<Record<string, string>> = {
  grey: "grey",
  red: "red",
  blue: "blue",
  black: "black",
  forbidden: "forbidden",
  sensitive: "sensitive",
};

const CATEGORIES: Readonly<Record<string, string>> = {
  resident: "Resident",
  worker: "Worker",
  visitor: "Visitor",
  delivery: "Delivery",
  ticket: "Ticket",
  accredited: "Accredited",
  press: "Press",
  official: "Official",
  emergency: "Emergency services",
  supervisor: "Supervisor",
};

export const en = {
  save: "Save",
  undo: "Undo",
  change: "Change",
  takeAway: "Remove",
  unknownZone: "unknown zone",
  means,
  verdict,
  direction: { in: "in", out: "out", both: "both ways" },
  regime: (name: string) => REGIMES[name] ?? name,
  category: (code: string) => CATEGORIES[code] ?? code,
  intoZone: (zone: string) => `into ${zone}`,
  ...enPerimeters,
  passes: { ...enPasses, reasons },
  live: enLive,
};

export type AccessWords = typeof en;
