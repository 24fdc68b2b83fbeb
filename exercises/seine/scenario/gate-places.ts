/** Where the gates stand, made from the banks of the river. */
import { type Bank, bankPath, bridge } from "./banks.ts";
import { nearestChainage, section } from "./path.ts";
import type { PlannedPlace } from "./planned-place.ts";
import { bearingDegrees, displaced, type LonLat } from "./river.ts";

/** So far inland of the water's edge on one bank at a bridge. Of the grey zone's edge when nothing is said: where people queue to come in. */
function gateAt(bank: Bank, near: string, alongMetres = 0, inlandMetres = 188): LonLat {
  const edge = bankPath[bank];
  const chainage = nearestChainage(edge, bridge(near)) + alongMetres;
  const [a, b] = [section(edge, chainage - 40, chainage + 40)[0], section(edge, chainage - 40, chainage + 40).at(-1)];
  if (!a || !b) throw new Error("a bank has no points");
  const middle: LonLat = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  return displaced(middle, bearingDegrees(a, b) + (bank === "right" ? 90 : -90), inlandMetres);
}

/** [bank, bridge, metres downstream of it, French name, English name when it differs] */
const gateTable: readonly (readonly [Bank, string, number, string, string?])[] = [
  ["right", "Pont d'Austerlitz", 60, "Quai de la Rapée"],
  ["right", "Pont d'Austerlitz", 420, "Bastille – Arsenal"],
  ["right", "Pont de Sully", 0, "Boulevard Henri-IV"],
  ["right", "Pont Marie", 0, "Saint-Paul"],
  ["right", "Pont d'Arcole", 0, "Hôtel de Ville", "City Hall"],
  ["right", "Pont au Change", 0, "Châtelet"],
  ["right", "Pont Neuf", 0, "Rue du Pont-Neuf"],
  ["right", "Pont des Arts", 60, "Louvre – Rivoli"],
  ["right", "Pont Royal", 80, "Pyramides"],
  ["right", "Passerelle Léopold-Sédar-Senghor", 40, "Tuileries"],
  ["right", "Pont de la Concorde", 0, "Rue Royale"],
  ["right", "Pont Alexandre III", 0, "Champs-Élysées – Clemenceau"],
  ["right", "Pont des Invalides", 180, "Rue Bayard"],
  ["right", "Pont de l'Alma", 30, "Alma – George V"],
  ["right", "Passerelle Debilly", 0, "Iéna – Palais de Tokyo"],
  ["right", "Pont d'Iéna", -30, "Trocadéro"],
  ["left", "Pont d'Austerlitz", 80, "Jardin des Plantes"],
  ["left", "Pont de Sully", 40, "Jussieu"],
  ["left", "Pont Notre-Dame", 0, "Maubert"],
  ["left", "Pont au Change", 150, "Saint-Michel"],
  ["left", "Pont Neuf", 60, "Rue Dauphine"],
  ["left", "Pont des Arts", 0, "Rue Bonaparte"],
  ["left", "Pont Royal", 60, "Rue du Bac"],
  ["left", "Passerelle Léopold-Sédar-Senghor", 120, "Solférino"],
  ["left", "Pont de la Concorde", 0, "Assemblée nationale", "National Assembly"],
  ["left", "Pont Alexandre III", 0, "Esplanade des Invalides"],
  ["left", "Pont de l'Alma", 0, "Avenue Bosquet"],
  ["left", "Passerelle Debilly", 60, "Quai Branly"],
  ["left", "Pont d'Iéna", -60, "Champ-de-Mars"],
];

export const gates: readonly PlannedPlace[] = gateTable.map(([bank, near, metres, fr, en], i) => {
  const number = String(i + 1).padStart(2, "0");
  return {
    reference: `gate-${number}`,
    kind: "gate",
    name: { fr: `Point d'accès ${number} ${fr}`, en: `Gate ${number} ${en ?? fr}` },
    shape: { type: "Point", coordinates: gateAt(bank, near, metres) },
    regime: null,
  };
});

/** Where ticket holders go from the grey zone into a stand, and where vehicles are checked on their way into red and blue. */
export const innerGates: readonly PlannedPlace[] = (
  [
    ["gate-s1", "left", "Pont de Sully", 330, 46, "Entrée S1 tribunes de la Tournelle", "Entrance S1 Tournelle stands"],
    ["gate-s2", "right", "Pont Royal", 250, 50, "Entrée S2 tribunes des Tuileries", "Entrance S2 Tuileries stands"],
    ["gate-s3", "left", "Pont Royal", 330, 46, "Entrée S3 tribunes d'Orsay", "Entrance S3 Orsay stands"],
    ["gate-s4", "right", "Pont des Invalides", 240, 50, "Entrée S4 tribunes Albert-Ier", "Entrance S4 Albert I stands"],
    [
      "gate-c1",
      "right",
      "Pont de Sully",
      60,
      376,
      "Contrôle C1 véhicules, Bastille",
      "Checkpoint C1 vehicles, Bastille",
    ],
    ["gate-c2", "right", "Pont de l'Alma", -60, 376, "Contrôle C2 véhicules, Alma", "Checkpoint C2 vehicles, Alma"],
    [
      "gate-c3",
      "left",
      "Pont de la Concorde",
      0,
      616,
      "Contrôle C3 véhicules, Invalides",
      "Checkpoint C3 vehicles, Invalides",
    ],
  ] as const
).map(([reference, bank, near, metres, inland, fr, en]) => ({
  reference,
  kind: "gate",
  name: { fr, en },
  shape: { type: "Point", coordinates: gateAt(bank, near, metres, inland) },
  regime: null,
}));

export function gatePosition(number: number): LonLat {
  const found = gates[number - 1]?.shape;
  if (found?.type !== "Point") throw new Error(`the scenario has no gate ${number}`);
  return found.coordinates;
}
