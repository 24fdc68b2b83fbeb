/**
 * The perimeters of the evening as passes and gates know them: which place is which zone, and by which lanes and at which
 * hours its gates are passed. Where they lie and what they are called is said by `places.ts`.
 */

export type PlannedZone = {
  /** What passes name. */
  readonly code: string;
  /** The place it is, by reference. */
  readonly place: string;
  /** Persons; null where nobody counts. */
  readonly capacity: number | null;
  /** Persons inside at 19:00. */
  readonly insideAtSeven: number;
  /** Of all who come with a pass; the others hold tickets. They sum to 1. */
  readonly shareOfPasses: number;
  /** Of all who come with a ticket. They sum to 1. */
  readonly shareOfTickets: number;
};

function zone(
  code: string,
  place: string,
  counted: readonly [capacity: number, insideAtSeven: number] | null,
  shareOfPasses: number,
  shareOfTickets: number,
): PlannedZone {
  const [capacity, insideAtSeven] = counted ?? [null, 0];
  return { code, place, capacity, insideAtSeven, shareOfPasses, shareOfTickets };
}

/** The Invalides are nearly full at about 20:47, as the gates there report. */
export const zones: readonly PlannedZone[] = [
  zone("G1", "zone-grey-islands", [12_000, 6_800], 0.22, 0.1),
  zone("G2", "zone-grey-louvre", [10_000, 5_500], 0.2, 0.1),
  zone("G3", "zone-grey-invalides", [7_500, 5_120], 0.2, 0.2),
  zone("G4", "zone-grey-trocadero", [14_000, 8_200], 0.32, 0.2),
  zone("N1", "zone-black-tournelle", [2_400, 1_300], 0.01, 0.1),
  zone("N2", "zone-black-tuileries", [2_600, 1_400], 0.01, 0.1),
  zone("N3", "zone-black-orsay", [2_200, 1_100], 0.01, 0.1),
  zone("N4", "zone-black-albert", [1_800, 900], 0.01, 0.1),
  zone("R1", "zone-red-east", null, 0.008, 0),
  zone("R2", "zone-red-west", null, 0.008, 0),
  zone("B1", "zone-blue", null, 0.004, 0),
];

type Lane = { readonly code: string; readonly direction: "in" | "out" | "both"; readonly means: readonly string[] };
type Hours = {
  readonly spans: readonly never[];
  readonly weekly: readonly {
    readonly days: readonly number[];
    readonly fromMinute: number;
    readonly untilMinute: number;
  }[];
  readonly except: readonly never[];
};

export type PlannedGate = {
  /** What stands on the sign. */
  readonly code: string;
  readonly place: string;
  readonly zone: string;
  /** Gates that would share a local node. */
  readonly site: string;
  readonly lanes: readonly Lane[];
  readonly hours: Hours;
  /** How many come here, beside the other gates of its zone. */
  readonly weight: number;
};

const always: Hours = { spans: [], weekly: [], except: [] };
const everyDay = (fromHour: number, untilHour: number): Hours => ({
  ...always,
  weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], fromMinute: fromHour * 60, untilMinute: untilHour * 60 }],
});

/** Nobody is led to a lane for vehicles by the crowd, and emergency vehicles pass at any. */
const vehicles = ["two-wheeler", "car", "van", "lorry", "bus", "emergency-vehicle"];
const lanesIn = (count: number): readonly Lane[] =>
  ["A", "B", "C", "D"].slice(0, count).map((code) => ({ code, direction: "in", means: [] }));
const out: Lane = { code: "S", direction: "out", means: [] };
const vehicleLane: Lane = { code: "V", direction: "both", means: vehicles };

type Row = readonly [zone: string, site: string, lanes: number, weight: number, more?: "vehicles" | Hours];

/** By the number of the gate, from 1. */
const greyGates: readonly Row[] = [
  ["G1", "austerlitz", 2, 1],
  ["G1", "austerlitz", 2, 1],
  ["G1", "iles-nord", 2, 1, everyDay(6, 24)],
  ["G1", "iles-nord", 2, 1],
  ["G1", "iles-nord", 3, 1.5, "vehicles"],
  ["G1", "iles-nord", 4, 2],
  ["G2", "louvre", 2, 1],
  ["G2", "louvre", 3, 1.5],
  ["G2", "louvre", 2, 1, everyDay(6, 24)],
  ["G2", "louvre", 3, 1.5],
  ["G3", "concorde", 4, 2, "vehicles"],
  ["G3", "concorde", 2, 1],
  ["G3", "concorde", 2, 1],
  ["G4", "alma-nord", 2, 1.2],
  ["G4", "alma-nord", 2, 1],
  ["G4", "trocadero", 4, 3, "vehicles"],
  ["G1", "austerlitz", 2, 1],
  ["G1", "iles-sud", 2, 1],
  ["G1", "iles-sud", 2, 1],
  ["G1", "iles-sud", 3, 1.5],
  ["G2", "rive-gauche", 2, 1],
  ["G2", "rive-gauche", 2, 0.8, everyDay(16, 2)],
  ["G2", "rive-gauche", 2, 1],
  ["G2", "rive-gauche", 2, 1, everyDay(6, 24)],
  ["G3", "invalides", 2, 1, "vehicles"],
  ["G3", "invalides", 4, 2.5],
  ["G4", "alma-sud", 2, 1],
  ["G4", "alma-sud", 2, 1],
  ["G4", "champ-de-mars", 3, 2],
];

const two = (n: number): string => String(n).padStart(2, "0");
const lastLanes = (more: Row[4]): readonly Lane[] => (more === "vehicles" ? [out, vehicleLane] : [out]);

export const gates: readonly PlannedGate[] = [
  ...greyGates.map(([zoneCode, site, lanes, weight, more], at) => ({
    code: String(at + 1),
    place: `gate-${two(at + 1)}`,
    zone: zoneCode,
    site,
    lanes: [...lanesIn(lanes), ...lastLanes(more)],
    hours: typeof more === "object" ? more : always,
    weight,
  })),
  ...(["N1", "N2", "N3", "N4"] as const).map((zoneCode, at) => ({
    code: `S${at + 1}`,
    place: `gate-s${at + 1}`,
    zone: zoneCode,
    site: "tribunes",
    lanes: [...lanesIn(2), out],
    hours: always,
    weight: 1,
  })),
  ...(["R1", "R2", "B1"] as const).map((zoneCode, at) => ({
    code: `C${at + 1}`,
    place: `gate-c${at + 1}`,
    zone: zoneCode,
    site: "abords",
    lanes: [vehicleLane],
    hours: always,
    weight: 1,
  })),
];
