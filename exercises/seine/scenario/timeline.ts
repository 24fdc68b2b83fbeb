/**
 * What people report during the evening, as a steward's phone or a gate would: the rehearsal raises these through the
 * public operation. What cameras notice is not here: it happens in front of them (`scene/script.ts`) and their own
 * analysis has to see it.
 */
import { gatePosition } from "./gate-places.ts";
import type { LonLat } from "./river.ts";
import { at } from "./time.ts";

export type Report = {
  readonly atSeconds: number;
  readonly kind: "report" | "gate" | "capacity";
  readonly position: LonLat;
  /** The place it speaks of, by reference; null for a spot between places. */
  readonly place: string | null;
  /** As it is said, in both languages; no personal data. */
  readonly note: string;
};

function gateReport(atSeconds: number, gate: number, kind: "gate" | "capacity", note: string): Report {
  return { atSeconds, kind, position: gatePosition(gate), place: `gate-${String(gate).padStart(2, "0")}`, note };
}

export const reports: readonly Report[] = [
  gateReport(at(19, 12), 5, "gate", "Lecteur en panne, file ralentie / Reader down, queue slow"),
  gateReport(at(19, 55), 11, "capacity", "File de 80 m, attente 25 min / Queue of 80 m, 25 min wait"),
  {
    atSeconds: at(20, 14, 12),
    kind: "report",
    position: [2.3547, 48.8498],
    place: "zone-black-tournelle",
    note: "Malaise dans la tribune, bloc C / Person unwell in the stand, block C",
  },
  gateReport(at(20, 16, 10), 16, "capacity", "Afflux soudain, barrières poussées / Sudden surge, barriers pushed"),
  gateReport(at(20, 19), 12, "gate", "Coupure du réseau, contrôle hors ligne / Network down, checking offline"),
  {
    atSeconds: at(20, 24, 30),
    kind: "report",
    position: [2.3213, 48.8638],
    place: "zone-black-tuileries",
    note: "Enfant perdu, confié au poste / Lost child, now at the post",
  },
  {
    atSeconds: at(20, 31),
    kind: "report",
    position: [2.3376, 48.8583],
    place: "river",
    note: "Embarcation légère signalée / Small craft reported",
  },
  gateReport(at(20, 45), 26, "capacity", "Esplanade presque pleine / Esplanade almost full"),
  gateReport(at(21, 15), 29, "gate", "Groupe sans laissez-passer / Group without passes"),
  {
    atSeconds: at(21, 40),
    kind: "report",
    position: [2.3059, 48.8645],
    place: "zone-black-albert",
    note: "Fumigène éteint, rien d'autre / Smoke flare put out, nothing more",
  },
  gateReport(at(22, 20), 16, "capacity", "Sortie anticipée, flux dense / Early leavers, dense flow"),
  gateReport(at(23, 5), 7, "capacity", "Dispersion lente, métro saturé / Slow dispersal, metro full"),
];

/** The reports with `from < atSeconds <= until`. */
export function reportsBetween(fromSeconds: number, untilSeconds: number): readonly Report[] {
  return reports.filter((report) => report.atSeconds > fromSeconds && report.atSeconds <= untilSeconds);
}
