/** The cameras of the operation. Three have a rendered picture; the others are known by place and cone only. */
import type { VideoEvent } from "@cordon/kernel";
import type { LonLat } from "./river.ts";

export type StageName = "iena" | "trocadero" | "debilly";

export type PlannedCamera = {
  /** The organiser's own unique name for it. */
  readonly reference: string;
  readonly name: { readonly fr: string; readonly en: string };
  readonly position: LonLat;
  /** What it looks at, by reference; null where that is no place of the operation. */
  readonly place: string | null;
  /** Degrees true, to the middle of the picture. */
  readonly headingDegrees: number;
  /** Horizontal angle of view, degrees. */
  readonly fieldOfViewDegrees: number;
  readonly rangeMetres: number;
  /** Which rendered scene it shows, or null when the rehearsal draws none for it. */
  readonly stage: StageName | null;
  /** What the analysis of its picture is asked to notice. */
  readonly events: readonly VideoEvent[];
};

type Picture = Pick<PlannedCamera, "stage" | "events" | "place">;

const unseen: Picture = { stage: null, events: [], place: null };

function camera(
  number: number,
  fr: string,
  en: string,
  position: LonLat,
  headingDegrees: number,
  fieldOfViewDegrees: number,
  rangeMetres: number,
  picture: Picture = unseen,
): PlannedCamera {
  const reference = `cam-${String(number).padStart(2, "0")}`;
  return { reference, name: { fr, en }, position, headingDegrees, fieldOfViewDegrees, rangeMetres, ...picture };
}

export const cameras: readonly PlannedCamera[] = [
  camera(
    1,
    "Pont d'Austerlitz, quai de la Rapée",
    "Pont d'Austerlitz, Quai de la Rapée",
    [2.3662, 48.8464],
    215,
    64,
    120,
  ),
  camera(2, "Pont de Sully", "Pont de Sully", [2.3566, 48.8491], 330, 70, 110),
  camera(3, "Trocadéro, esplanade", "Trocadéro, esplanade", [2.2896, 48.8611], 132, 56, 70, {
    stage: "trocadero",
    events: ["abandoned-object", "density"],
    place: "venue-trocadero",
  }),
  camera(4, "Hôtel de Ville", "City Hall", [2.3517, 48.8563], 200, 72, 100),
  camera(5, "Pont Neuf", "Pont Neuf", [2.3423, 48.8584], 210, 60, 130),
  camera(6, "Port Debilly, quai bas", "Port Debilly, lower quay", [2.2954, 48.8624], 228, 56, 80, {
    stage: "debilly",
    events: ["zone-entry"],
    place: "quay-debilly",
  }),
  camera(7, "Pont d'Iéna, tête de pont", "Pont d'Iéna, bridgehead", [2.2918, 48.8604], 118, 56, 70, {
    stage: "iena",
    events: ["abandoned-object"],
    place: "bridge-pont-d-iena",
  }),
  camera(8, "Louvre, quai François-Mitterrand", "Louvre, Quai François-Mitterrand", [2.3378, 48.8592], 240, 68, 120),
  camera(9, "Pont Royal", "Pont Royal", [2.3296, 48.8593], 20, 66, 120),
  camera(10, "Passerelle Senghor", "Passerelle Senghor", [2.3251, 48.8626], 190, 62, 110),
  camera(11, "Concorde, quai des Tuileries", "Concorde, Quai des Tuileries", [2.3198, 48.8643], 170, 74, 140),
  camera(12, "Pont Alexandre III", "Pont Alexandre III", [2.3135, 48.8631], 355, 58, 150),
  camera(13, "Pont des Invalides", "Pont des Invalides", [2.3104, 48.8646], 160, 66, 110),
  camera(14, "Pont de l'Alma", "Pont de l'Alma", [2.3016, 48.8643], 150, 70, 120),
];
