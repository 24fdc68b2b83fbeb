/**
 * The order of the evening: who may enter where, with what. After the perimeters of the Paris opening ceremony - grey, a SILT
 * perimeter; red and blue, where traffic is regulated; black, the stands. Vehicles have been out of grey since 13:00 of the day.
 */

export type PlannedRule = {
  readonly id: string;
  readonly zones: readonly string[];
  readonly regimes: readonly string[];
  readonly categories: readonly string[];
  readonly means: readonly string[];
  readonly ages: null;
  readonly when: {
    readonly spans: readonly { readonly from: string; readonly until: string }[];
    readonly weekly: readonly never[];
    readonly except: readonly never[];
  };
  readonly effect: "admit" | "refuse";
  readonly pass: "needed" | "not-needed";
  readonly idCheckFromAge: number | null;
  readonly note: string;
};

const onFoot = ["foot", "bicycle"];
const civilVehicles = ["two-wheeler", "car", "van", "lorry", "bus"];
/** The perimeter stood from 18 July 2024; at 13:00 local time of the day the last vehicle had left it. */
const beforeTheEvening = { from: "2024-07-18T03:00:00.000Z", until: "2024-07-26T11:00:00.000Z" };

function rule(id: string, note: string, said: Partial<Omit<PlannedRule, "id" | "note">>): PlannedRule {
  return {
    id,
    zones: [],
    regimes: [],
    categories: [],
    means: [],
    ages: null,
    when: { spans: [], weekly: [], except: [] },
    effect: "admit",
    pass: "needed",
    idCheckFromAge: null,
    note,
    ...said,
  };
}

/** The first that speaks of a case decides it. */
export const rules: readonly PlannedRule[] = [
  rule("emergency-vehicles", "Secours / emergency services", { means: ["emergency-vehicle"], pass: "not-needed" }),
  rule("emergency-services", "Secours / emergency services", { categories: ["emergency"], pass: "not-needed" }),
  rule("ceremony", "Billet ou accréditation et pièce d’identité / ticket or accreditation, and an identity document", {
    regimes: ["grey", "black"],
    categories: ["ticket", "accredited"],
    means: onFoot,
    pass: "not-needed",
    idCheckFromAge: 0,
  }),
  rule("grey-on-foot", "Périmètre SILT / SILT perimeter", { regimes: ["grey"], means: onFoot, idCheckFromAge: 13 }),
  rule("grey-vehicles", "Par dérogation, jusqu’à 13 h / by exemption, until 13:00", {
    regimes: ["grey"],
    categories: ["resident", "worker", "delivery", "official"],
    means: civilVehicles,
    when: { spans: [beforeTheEvening], weekly: [], except: [] },
    idCheckFromAge: 13,
  }),
  rule("red-on-foot", "Piétons libres / pedestrians are free", {
    regimes: ["red"],
    means: onFoot,
    pass: "not-needed",
  }),
  rule("red-vehicles", "", { regimes: ["red"], means: civilVehicles }),
  rule("blue-on-foot", "Piétons libres / pedestrians are free", {
    regimes: ["blue"],
    means: onFoot,
    pass: "not-needed",
  }),
  rule("blue-vehicles-with-pass", "", { regimes: ["blue"], means: civilVehicles }),
  rule("blue-vehicles", "Sur justification / on justification", {
    regimes: ["blue"],
    means: civilVehicles,
    pass: "not-needed",
    idCheckFromAge: 0,
  }),
  rule("black-residents", "Riverains / residents", {
    regimes: ["black"],
    categories: ["resident"],
    means: onFoot,
    idCheckFromAge: 13,
  }),
];

const category = (code: string, fr: string, en: string) => ({ code, name: { fr, en } });

export const categories = [
  category("resident", "Riverain", "Resident"),
  category("worker", "Travailleur", "Worker"),
  category("visitor", "Visiteur", "Visitor"),
  category("delivery", "Livraison", "Delivery"),
  category("ticket", "Billet", "Ticket"),
  category("accredited", "Accrédité", "Accredited"),
  category("press", "Presse", "Press"),
  category("official", "Officiel", "Official"),
  category("emergency", "Secours", "Emergency services"),
  category("supervisor", "Superviseur", "Supervisor"),
];
