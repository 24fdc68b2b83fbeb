/** Who is there: contingents of eight nations and their units, each with the round it makes. */
import type { LegalPower, StandardUnitKind } from "@cordon/kernel";
import { along, nearestChainage, type Path, type Pose, path, section, shuttle } from "./path.ts";
import { navigation } from "./banks.ts";
import { gatePosition } from "./gate-places.ts";
import { bankLine } from "./places.ts";
import { bridges, displaced, type LonLat, metresPerDegreeLatitude, metresPerDegreeLongitude } from "./river.ts";

export type PlannedContingent = {
  readonly reference: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly nation: string;
  readonly languages: readonly string[];
  /** What the law lets it do here, wherever and for as long as the ceremony goes on. */
  readonly powers: readonly LegalPower[];
};

/** What a unit does when nothing is asked of it. */
export type Round =
  /** Back and forth along a line at a speed, with a stop at both ends. */
  | { readonly kind: "patrol"; readonly route: Path; readonly metresPerSecond: number; readonly startMetres: number }
  /** Round and round an ellipse. */
  | {
      readonly kind: "orbit";
      readonly centre: LonLat;
      readonly radiusMetres: readonly [east: number, north: number];
      readonly metresPerSecond: number;
      readonly startTurns: number;
    }
  /** Stands, and paces a few metres. */
  | { readonly kind: "stand"; readonly position: LonLat; readonly headingDegrees: number };

export type PlannedUnit = {
  readonly callSign: string;
  readonly kind: StandardUnitKind;
  readonly contingent: string;
  readonly strength: number;
  readonly round: Round;
};

/** Those of the host, who may do what their law says. */
const police: readonly LegalPower[] = [
  "carry-arms",
  "arrest",
  "check-identity",
  "search-person",
  "search-bag",
  "search-vehicle",
  "force-physical",
  "force-intermediate",
  "force-firearm",
  "close-area",
  "direct-traffic",
];
/** Guests: they bear arms for their own protection, look for explosives, and leave people to the host's police. */
const guests: readonly LegalPower[] = ["carry-arms", "search-bag", "force-physical"];
const rescuers: readonly LegalPower[] = ["close-area", "direct-traffic"];

export const contingents: readonly PlannedContingent[] = [
  { reference: "FR-PP", name: "Préfecture de police", nation: "FR", languages: ["fr"], powers: police },
  {
    reference: "FR-GN",
    name: "Gendarmerie nationale",
    nation: "FR",
    languages: ["fr"],
    powers: [...police, "fly-over-people"],
  },
  {
    reference: "FR-BSPP",
    name: "Brigade de sapeurs-pompiers de Paris",
    nation: "FR",
    languages: ["fr", "en"],
    powers: rescuers,
  },
  { reference: "FR-SAMU", name: "SAMU de Paris", nation: "FR", languages: ["fr", "en"], powers: rescuers },
  { reference: "ES-GC", name: "Guardia Civil", nation: "ES", languages: ["es", "fr"], powers: guests },
  { reference: "DE-BPOL", name: "Bundespolizei", nation: "DE", languages: ["de", "en"], powers: guests },
  { reference: "IT-CC", name: "Arma dei Carabinieri", nation: "IT", languages: ["it", "fr"], powers: guests },
  { reference: "GB-MPS", name: "Metropolitan Police Service", nation: "GB", languages: ["en"], powers: guests },
  { reference: "PL-POL", name: "Policja", nation: "PL", languages: ["pl", "en"], powers: guests },
  {
    reference: "BE-PF",
    name: "Police fédérale belge",
    nation: "BE",
    languages: ["fr", "nl", "de"],
    powers: [...guests, "fly-over-people"],
  },
  { reference: "QA-LKH", name: "Lekhwiya", nation: "QA", languages: ["ar", "en"], powers: guests },
];

const east = "Pont d'Austerlitz";
const sully = "Pont de Sully";
const neuf = "Pont Neuf";
const royal = "Pont Royal";
const concorde = "Pont de la Concorde";
const invalides = "Pont des Invalides";
const alma = "Pont de l'Alma";
const debilly = "Passerelle Debilly";
const iena = "Pont d'Iéna";

const walking = 1.25;

function onFoot(bank: "right" | "left", from: string, to: string, inland: number, start: number): Round {
  return {
    kind: "patrol",
    route: path(bankLine(bank, from, to, inland)),
    metresPerSecond: walking,
    startMetres: start,
  };
}

function riverPosition(name: string): number {
  const found = bridges.find((each) => each.name === name);
  return found ? nearestChainage(navigation, found.centre) : 0;
}

function byBoat(from: string, to: string, metresPerSecond: number, start: number): Round {
  return {
    kind: "patrol",
    route: path(section(navigation, riverPosition(from), riverPosition(to))),
    metresPerSecond,
    startMetres: start,
  };
}

function standing(gate: number, metres = 12, direction = 90): Round {
  return { kind: "stand", position: displaced(gatePosition(gate), direction, metres), headingDegrees: direction };
}

function unit(
  callSign: string,
  kind: StandardUnitKind,
  contingent: string,
  strength: number,
  round: Round,
): PlannedUnit {
  return { callSign, kind, contingent, strength, round };
}

export const units: readonly PlannedUnit[] = [
  unit("Lutèce 11", "patrol", "FR-PP", 6, onFoot("right", east, sully, 30, 40)),
  unit("Lutèce 12", "patrol", "FR-PP", 6, onFoot("right", neuf, royal, 34, 300)),
  unit("Lutèce 14", "patrol", "FR-PP", 6, onFoot("right", concorde, invalides, 36, 80)),
  unit("Lutèce 17", "patrol", "FR-PP", 6, onFoot("right", debilly, iena, 38, 210)),
  unit("Lutèce 21", "patrol", "FR-PP", 6, onFoot("left", neuf, royal, 30, 500)),
  unit("Lutèce 30", "public-order", "FR-PP", 60, standing(16, 18, 120)),
  unit("Lutèce 31", "public-order", "FR-PP", 60, standing(26, 16, 0)),
  unit("Lutèce 40", "mounted", "FR-PP", 4, onFoot("right", royal, concorde, 120, 100)),
  unit("Neptune 1", "river", "FR-PP", 4, byBoat(east, neuf, 4.2, 300)),
  unit("Neptune 2", "river", "FR-PP", 4, byBoat(neuf, concorde, 4.2, 900)),
  unit("Neptune 3", "river", "FR-PP", 4, byBoat(concorde, iena, 4.2, 1400)),
  unit("Neptune 4", "river", "FR-PP", 4, byBoat(alma, iena, 2.6, 200)),
  unit("Kairos 1", "bomb-disposal", "FR-PP", 3, { kind: "stand", position: [2.3133, 48.8611], headingDegrees: 0 }),
  unit("Kairos 2", "bomb-disposal", "FR-PP", 3, { kind: "stand", position: [2.2906, 48.8611], headingDegrees: 140 }),
  unit("Altaïr 1", "helicopter", "FR-GN", 4, {
    kind: "orbit",
    centre: [2.3275, 48.8555],
    radiusMetres: [2450, 900],
    metresPerSecond: 32,
    startTurns: 0.1,
  }),
  unit("Vega 10", "public-order", "FR-GN", 72, standing(5, 20, 200)),
  unit("Vega 11", "public-order", "FR-GN", 72, standing(11, 20, 200)),
  unit("Vega 12", "patrol", "FR-GN", 8, onFoot("left", concorde, alma, 32, 640)),
  unit("Vega 13", "drone", "FR-GN", 2, {
    kind: "orbit",
    centre: [2.2945, 48.861],
    radiusMetres: [260, 200],
    metresPerSecond: 9,
    startTurns: 0.4,
  }),
  unit("Vega 14", "drone", "FR-GN", 2, {
    kind: "orbit",
    centre: [2.3515, 48.8545],
    radiusMetres: [330, 220],
    metresPerSecond: 9,
    startTurns: 0.8,
  }),
  unit("Phénix 1", "special-intervention", "FR-GN", 12, {
    kind: "stand",
    position: [2.346, 48.8552],
    headingDegrees: 90,
  }),
  unit("Phénix 2", "special-intervention", "FR-GN", 12, {
    kind: "stand",
    position: [2.2896, 48.8614],
    headingDegrees: 140,
  }),
  unit("Saphir 1", "fire", "FR-BSPP", 6, { kind: "stand", position: [2.3212, 48.8653], headingDegrees: 180 }),
  unit("Saphir 2", "fire", "FR-BSPP", 6, { kind: "stand", position: [2.3552, 48.8493], headingDegrees: 0 }),
  unit("Saphir 3", "river", "FR-BSPP", 5, byBoat(royal, invalides, 3.4, 100)),
  unit("Hippocrate 1", "medics", "FR-SAMU", 4, { kind: "stand", position: [2.3547, 48.8496], headingDegrees: 0 }),
  unit("Hippocrate 2", "medics", "FR-SAMU", 4, { kind: "stand", position: [2.3207, 48.8651], headingDegrees: 180 }),
  unit("Hippocrate 3", "medics", "FR-SAMU", 4, { kind: "stand", position: [2.2905, 48.8607], headingDegrees: 140 }),
  unit("Hippocrate 4", "medics", "FR-SAMU", 4, onFoot("right", invalides, alma, 60, 150)),
  unit("Tajo 1", "dog-team", "ES-GC", 2, onFoot("right", alma, debilly, 40, 60)),
  unit("Tajo 2", "dog-team", "ES-GC", 2, onFoot("left", alma, iena, 36, 480)),
  unit("Tajo 3", "patrol", "ES-GC", 4, onFoot("left", sully, neuf, 70, 320)),
  unit("Spree 1", "dog-team", "DE-BPOL", 2, onFoot("right", royal, concorde, 60, 400)),
  unit("Spree 2", "patrol", "DE-BPOL", 4, onFoot("left", east, sully, 40, 260)),
  unit("Spree 3", "patrol", "DE-BPOL", 4, onFoot("left", royal, concorde, 80, 120)),
  unit("Tevere 1", "patrol", "IT-CC", 4, onFoot("right", neuf, royal, 110, 30)),
  unit("Tevere 2", "mounted", "IT-CC", 4, onFoot("left", debilly, iena, 90, 90)),
  unit("Thames 1", "dog-team", "GB-MPS", 2, onFoot("right", sully, neuf, 60, 700)),
  unit("Thames 2", "patrol", "GB-MPS", 4, onFoot("left", alma, debilly, 50, 200)),
  unit("Wisła 1", "dog-team", "PL-POL", 2, onFoot("left", neuf, royal, 70, 40)),
  unit("Wisła 2", "bomb-disposal", "PL-POL", 3, { kind: "stand", position: [2.3526, 48.8561], headingDegrees: 220 }),
  unit("Meuse 1", "patrol", "BE-PF", 4, onFoot("right", invalides, alma, 90, 20)),
  unit("Meuse 2", "drone", "BE-PF", 2, {
    kind: "orbit",
    centre: [2.3165, 48.8635],
    radiusMetres: [300, 180],
    metresPerSecond: 9,
    startTurns: 0.2,
  }),
  unit("Doha 1", "public-order", "QA-LKH", 24, standing(29, 18, 330)),
  unit("Doha 2", "dog-team", "QA-LKH", 2, onFoot("right", debilly, iena, 80, 60)),
];

/** Where a unit is on its round, with a minute's halt where a patrol turns. Same seconds, same answer. */
export function poseOnRound(round: Round, scenarioSeconds: number): Pose & { readonly metresPerSecond: number } {
  switch (round.kind) {
    case "patrol": {
      const legSeconds = round.route.lengthMetres / round.metresPerSecond;
      const haltSeconds = Math.min(60, legSeconds / 4);
      const shifted = scenarioSeconds + round.startMetres / round.metresPerSecond;
      const legs = Math.floor(shifted / (legSeconds + haltSeconds));
      const inLeg = shifted - legs * (legSeconds + haltSeconds);
      const moving = inLeg < legSeconds;
      const metres = (legs + Math.min(1, inLeg / legSeconds)) * round.route.lengthMetres;
      return { ...shuttle(round.route, metres), metresPerSecond: moving ? round.metresPerSecond : 0 };
    }
    case "orbit": {
      const [a, b] = round.radiusMetres;
      const circumference = Math.PI * (3 * (a + b) - Math.sqrt((3 * a + b) * (a + 3 * b)));
      const turns = round.startTurns + (scenarioSeconds * round.metresPerSecond) / circumference;
      const angle = 2 * Math.PI * (turns % 1);
      const heading = (Math.atan2(-a * Math.sin(angle), b * Math.cos(angle)) * 180) / Math.PI;
      return {
        position: [
          round.centre[0] + (a * Math.cos(angle)) / metresPerDegreeLongitude,
          round.centre[1] + (b * Math.sin(angle)) / metresPerDegreeLatitude,
        ],
        headingDegrees: (heading + 360) % 360,
        metresPerSecond: round.metresPerSecond,
      };
    }
    case "stand": {
      const sway = along(
        path([displaced(round.position, 60, -2), displaced(round.position, 60, 2)]),
        2 + 2 * Math.sin(scenarioSeconds / 23),
      );
      return { position: sway.position, headingDegrees: round.headingDegrees, metresPerSecond: 0 };
    }
  }
}
