/** The zones, gates, posts, bridges and venues of the operation, made from the banks of the river. */
import type { PlaceKind } from "@cordon/kernel";
import { type Bank, bankPath, bridge } from "./banks.ts";
import { gates, innerGates } from "./gate-places.ts";
import { nearestChainage, section } from "./path.ts";
import type { PlannedPlace } from "./planned-place.ts";
import {
  bridges,
  closed,
  distanceMetres,
  islands,
  type LonLat,
  leftBank,
  offset,
  rightBank,
  waterRing,
} from "./river.ts";

/** A band along one bank between two bridges, from `nearMetres` to `farMetres` inland of the water's edge. */
function band(bank: Bank, from: string, to: string, nearMetres: number, farMetres: number): LonLat[] {
  const edge = bankPath[bank];
  const line = section(edge, nearestChainage(edge, bridge(from)), nearestChainage(edge, bridge(to)));
  const inland = bank === "right" ? 1 : -1;
  return closed([...offset(line, inland * nearMetres), ...offset(line, inland * farMetres).reverse()]);
}

/** A stretch of both banks and the water between them, `metres` inland; the first and the last reach past their bridge. */
function stretch(from: string, to: string, metres: number): LonLat[] {
  const line = (bank: Bank): LonLat[] => {
    const edge = bankPath[bank];
    const start = nearestChainage(edge, bridge(from)) - (from === "Pont d'Austerlitz" ? 60 : 0);
    return section(edge, start, nearestChainage(edge, bridge(to)) + (to === "Pont d'Iéna" ? 140 : 0));
  };
  return closed([...offset(line("right"), metres), ...offset(line("left"), -metres).reverse()]);
}

function zone(
  reference: string,
  regime: string,
  fr: string,
  en: string,
  ring: readonly LonLat[],
  kind: PlaceKind = "zone",
): PlannedPlace {
  return { reference, kind, name: { fr, en }, shape: { type: "Polygon", coordinates: [ring] }, regime };
}

const zones: readonly PlannedPlace[] = [
  zone("zone-blue", "blue", "Périmètre bleu", "Blue perimeter", stretch("Pont d'Austerlitz", "Pont d'Iéna", 620)),
  zone("zone-red-east", "red", "Zone rouge est", "Red zone east", stretch("Pont d'Austerlitz", "Pont Neuf", 380)),
  zone("zone-red-west", "red", "Zone rouge ouest", "Red zone west", stretch("Pont Neuf", "Pont d'Iéna", 380)),
  zone(
    "zone-grey-islands",
    "grey",
    "Zone grise des îles",
    "Grey zone, the islands",
    stretch("Pont d'Austerlitz", "Pont Neuf", 190),
  ),
  zone(
    "zone-grey-louvre",
    "grey",
    "Zone grise Louvre",
    "Grey zone, Louvre",
    stretch("Pont Neuf", "Pont de la Concorde", 190),
  ),
  zone(
    "zone-grey-invalides",
    "grey",
    "Zone grise Invalides",
    "Grey zone, Invalides",
    stretch("Pont de la Concorde", "Pont de l'Alma", 190),
  ),
  zone(
    "zone-grey-trocadero",
    "grey",
    "Zone grise Trocadéro",
    "Grey zone, Trocadéro",
    stretch("Pont de l'Alma", "Pont d'Iéna", 190),
  ),
  zone(
    "zone-black-tournelle",
    "black",
    "Tribunes de la Tournelle",
    "Tournelle stands",
    band("left", "Pont de Sully", "Pont Neuf", 6, 48),
  ),
  zone(
    "zone-black-tuileries",
    "black",
    "Tribunes des Tuileries",
    "Tuileries stands",
    band("right", "Pont Royal", "Pont de la Concorde", 6, 52),
  ),
  zone(
    "zone-black-orsay",
    "black",
    "Tribunes d'Orsay",
    "Orsay stands",
    band("left", "Pont Royal", "Pont Alexandre III", 6, 48),
  ),
  zone(
    "zone-black-albert",
    "black",
    "Tribunes du cours Albert-Ier",
    "Cours Albert I stands",
    band("right", "Pont des Invalides", "Pont de l'Alma", 6, 52),
  ),
  zone(
    "quay-debilly",
    "forbidden",
    "Port Debilly, quai bas interdit",
    "Port Debilly, lower quay closed",
    band("right", "Passerelle Debilly", "Pont d'Iéna", 1, 14),
    "quay",
  ),
  zone(
    "quay-bourdonnais",
    "forbidden",
    "Port de la Bourdonnais, quai bas interdit",
    "Port de la Bourdonnais, lower quay closed",
    band("left", "Passerelle Debilly", "Pont d'Iéna", 1, 14),
    "quay",
  ),
  zone(
    "quay-saint-bernard",
    "sensitive",
    "Port Saint-Bernard, embarquement",
    "Port Saint-Bernard, embarkation",
    band("left", "Pont d'Austerlitz", "Pont de Sully", 1, 24),
    "quay",
  ),
  {
    ...zone("river", "sensitive", "La Seine", "The Seine", waterRing, "river"),
    shape: { type: "Polygon", coordinates: [waterRing, ...islands.map((island) => island.ring)] },
  },
];

function point(reference: string, kind: PlaceKind, fr: string, en: string, coordinates: LonLat): PlannedPlace {
  return { reference, kind, name: { fr, en }, shape: { type: "Point", coordinates }, regime: null };
}

const posts: readonly PlannedPlace[] = [
  point(
    "post-command",
    "post",
    "Poste de commandement, île de la Cité",
    "Command post, Île de la Cité",
    [2.3462, 48.8553],
  ),
  point("post-medical-tournelle", "post", "Poste médical Tournelle", "Medical post Tournelle", [2.3549, 48.8495]),
  point("post-medical-concorde", "post", "Poste médical Concorde", "Medical post Concorde", [2.321, 48.8651]),
  point("post-medical-iena", "post", "Poste médical Iéna", "Medical post Iéna", [2.2903, 48.8608]),
  point(
    "post-river-austerlitz",
    "post",
    "Brigade fluviale, Austerlitz",
    "River brigade, Austerlitz",
    [2.3665, 48.8433],
  ),
  point(
    "post-reserve-invalides",
    "post",
    "Réserve, esplanade des Invalides",
    "Reserve, Esplanade des Invalides",
    [2.3133, 48.8609],
  ),
  point("venue-trocadero", "venue", "Trocadéro, tribune officielle", "Trocadéro, official stand", [2.2893, 48.8617]),
  point("venue-austerlitz", "venue", "Départ du défilé", "Start of the parade", [2.3668, 48.8441]),
];

const bridgePlaces: readonly PlannedPlace[] = bridges.map((each) =>
  point(
    `bridge-${each.name
      .normalize("NFD")
      .replace(/[^A-Za-z ']/g, "")
      .toLowerCase()
      .replace(/[ ']+/g, "-")}`,
    "bridge",
    each.name,
    each.name,
    each.centre,
  ),
);

export const places: readonly PlannedPlace[] = [...zones, ...gates, ...innerGates, ...posts, ...bridgePlaces];

/** West, south, east, north: everything of the operation lies inside. */
export const operationBounds: readonly [number, number, number, number] = [2.281, 48.837, 2.378, 48.872];

export function inBounds(position: LonLat): boolean {
  const [west, south, east, north] = operationBounds;
  return position[0] >= west && position[0] <= east && position[1] >= south && position[1] <= north;
}

/** How far a point lies from the nearer bank, metres. */
export function metresFromWater(position: LonLat): number {
  return Math.min(
    ...rightBank.map((each) => distanceMetres(each, position)),
    ...leftBank.map((each) => distanceMetres(each, position)),
  );
}

/** The area every mandate of the rehearsal covers: the blue perimeter with room to spare, as one closed ring. */
export const operationArea: readonly LonLat[] = closed([
  [operationBounds[0], operationBounds[1]],
  [operationBounds[2], operationBounds[1]],
  [operationBounds[2], operationBounds[3]],
  [operationBounds[0], operationBounds[3]],
]);

export function bankLine(bank: Bank, from: string, to: string, inlandMetres: number): LonLat[] {
  const edge = bankPath[bank];
  const line = section(edge, nearestChainage(edge, bridge(from)), nearestChainage(edge, bridge(to)));
  return offset(line, (bank === "right" ? 1 : -1) * inlandMetres);
}
