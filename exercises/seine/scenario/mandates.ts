/** The legal authority the rehearsal runs under: orders as a prefect would publish them. Exercise numbers, no real order. */
import type { Processing, VideoEvent } from "@cordon/kernel";
import { operationArea } from "./places.ts";
import { closed, displaced, type LonLat } from "./river.ts";
import { at, eveningSeconds } from "./time.ts";

/** Every camera of the rehearsal is run for this purpose, and every video mandate grants it. */
export const purpose = "event-security";

export type PlannedMandate = {
  readonly reference: string;
  readonly authority: string;
  readonly legalBasis: string;
  readonly processings: readonly Processing[];
  readonly events: readonly VideoEvent[];
  readonly statement: { readonly fr: string; readonly en: string };
  readonly ring: readonly LonLat[];
  /** Scenario seconds. */
  readonly fromSeconds: number;
  readonly untilSeconds: number;
  readonly retentionDays: number;
  /** Why it is withdrawn at `untilSeconds`; null when it simply lasts as long as the evening. */
  readonly ends: string | null;
};

const authority = "Préfet de police (exercice)";

function around(centre: LonLat, metres: number): LonLat[] {
  return closed(Array.from({ length: 16 }, (_, i) => displaced(centre, (i * 360) / 16, metres)));
}

export const mandates: readonly PlannedMandate[] = [
  {
    reference: "EX-2024-0726-01",
    authority,
    legalBasis: "Loi 2023-380, art. 10 ; décret 2023-828",
    processings: ["algorithmic-video"],
    events: ["abandoned-object", "density"],
    statement: {
      fr: "Caméras du Trocadéro et du pont d'Iéna : objets abandonnés et densité de la foule, pendant la cérémonie.",
      en: "Cameras at Trocadéro and Pont d'Iéna: abandoned objects and the density of the crowd, during the ceremony.",
    },
    ring: around([2.2912, 48.8607], 300),
    fromSeconds: 0,
    untilSeconds: eveningSeconds,
    retentionDays: 7,
    ends: null,
  },
  {
    reference: "EX-2024-0726-02",
    authority,
    legalBasis: "Loi 2023-380, art. 10 ; décret 2023-828",
    processings: ["algorithmic-video"],
    events: ["zone-entry"],
    statement: {
      fr: "Caméra du port Debilly : présence sur le quai bas interdit, jusqu'à la fin du passage des bateaux.",
      en: "Camera at Port Debilly: presence on the closed lower quay, until the boats have passed.",
    },
    ring: around([2.296, 48.8627], 180),
    fromSeconds: 0,
    untilSeconds: at(20, 40),
    retentionDays: 7,
    ends: "Les bateaux officiels sont passés, la surveillance du quai n'est plus nécessaire. / The official boats have passed.",
  },
  {
    reference: "EX-2024-0726-03",
    authority,
    legalBasis: "Code de la sécurité intérieure, L. 226-1",
    processings: ["pass-check", "vehicle-check"],
    events: [],
    statement: {
      fr: "Contrôle des laissez-passer aux points d'accès du périmètre de protection.",
      en: "Checking of passes at the gates of the protected perimeter.",
    },
    ring: operationArea,
    fromSeconds: 0,
    untilSeconds: eveningSeconds,
    retentionDays: 3,
    ends: null,
  },
  {
    reference: "EX-2024-0726-04",
    authority,
    legalBasis: "Code de la sécurité intérieure, L. 226-1",
    processings: ["position-tracking"],
    events: [],
    statement: {
      fr: "Position des unités engagées, visible du commandement pendant l'opération.",
      en: "Position of the units on duty, seen by the command post during the operation.",
    },
    ring: operationArea,
    fromSeconds: 0,
    untilSeconds: eveningSeconds,
    retentionDays: 1,
    ends: null,
  },
];
