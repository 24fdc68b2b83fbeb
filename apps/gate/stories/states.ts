import { Claims, Gate, type Verdict, Zone } from "@cordon/access/words";
import { DeviceId, Instant, PassNumber, PlaceId, ScanId } from "@cordon/kernel";
import { type GateProblem, type GateState, type Ruling, STARTING, type Standing } from "../gate/state.ts";

/*
 * Every state a gate can be in, to be looked at and checked one by one; many of them (a forged document, a full disk, a revoked device) come
 * once in an operation. Only tests and whoever works on the screens open this.
 */

export const STORY_TIME = "2024-07-26T18:04:30.000Z";
const at = (text: string) => Instant.parse(text);
const place = PlaceId.parse("01J3QZ0000000000000000GATE");
const zone = Zone.parse({
  place: PlaceId.parse("01J3QZ0000000000000000ZNEA"),
  code: "G1",
  name: { fr: "Berges, zone grise", en: "River banks, grey zone" },
  regime: "grey",
  shape: {
    type: "Polygon",
    coordinates: [
      [
        [2.28, 48.85],
        [2.3, 48.85],
        [2.3, 48.87],
        [2.28, 48.85],
      ],
    ],
  },
  capacity: 12_000,
  antiPassback: true,
});
const gate = Gate.parse({
  place,
  code: "7",
  name: { fr: "Pont d’Iéna, rive droite", en: "Pont d’Iéna, right bank" },
  position: [2.2922, 48.8602],
  zone: "G1",
  site: "trocadero",
  lanes: [
    { code: "A", direction: "both", means: [] },
    { code: "B", direction: "in", means: ["car", "van", "lorry", "emergency-vehicle"] },
  ],
  hours: {},
});

const claims = Claims.parse({
  number: 4_182_337,
  category: "resident",
  zones: ["G1"],
  notBefore: "2024-07-18T03:00:00.000Z",
  notAfter: "2024-07-27T03:00:00.000Z",
  holder: { kind: "person", initials: "AM", birthYear: 1987 },
});
const vehicle = Claims.parse({
  ...claims,
  number: 5_020_118,
  category: "delivery",
  holder: { kind: "vehicle", plate: "AB-123-CD" },
});

export const AT_WORK: GateState = {
  ...STARTING,
  at: { standing: "ready" },
  label: "Porte 7 – A",
  operation: { name: "Seine", timeZone: "Europe/Paris", rehearsing: true },
  post: { gate: place, described: gate, zone },
  work: { lane: "A", direction: "in", means: "foot" },
  reach: { reach: "live" },
  heardAtMs: Date.parse(STORY_TIME),
  holds: {
    rules: {
      number: 12,
      publishedAt: at("2024-07-26T16:00:00.000Z"),
      valid: { from: at("2024-07-18T03:00:00.000Z"), until: at("2024-07-27T03:00:00.000Z") },
    },
    keys: { number: 2, publishedAt: at("2024-07-18T03:00:00.000Z") },
    revocations: { count: 9_812, asOf: at("2024-07-26T18:04:18.000Z") },
    mandateUntil: at("2024-07-27T03:00:00.000Z"),
    presence: 8_113,
  },
  skewMs: 0,
  camera: { camera: "on", facing: "environment", torch: "off", canSwitch: true },
  inside: { code: zone.code, name: zone.name, inside: 8_204, capacity: 12_000, asOf: at("2024-07-26T18:04:20.000Z") },
};

export function rulingOf(verdict: Verdict, more: Partial<Ruling> = {}): Ruling {
  return {
    scan: ScanId.parse("01J3QZ0000000000000000SCAN"),
    at: at(STORY_TIME),
    verdict,
    basis: "node",
    source: "camera",
    direction: "in",
    means: "foot",
    shown: claims,
    override: null,
    revocationsAsOf: at("2024-07-26T18:04:18.000Z"),
    insideAt: null,
    late: null,
    ...more,
  };
}

const way = {
  gate: place,
  code: "N12",
  name: { fr: "Place de l’Alma, côté pont", en: "Place de l’Alma, bridge side" },
  metres: 640,
  minutes: 8,
  headingDegrees: 62,
};
const identity = { initials: "AM", birthYear: 1987 };

/** Every verdict, and what makes one look different. */
export const VERDICTS: Readonly<Record<string, Ruling>> = {
  admit: rulingOf({ is: "admit" }),
  "admit-out": rulingOf({ is: "admit" }, { direction: "out" }),
  "admit-plate": rulingOf({ is: "admit" }, { shown: vehicle, means: "van" }),
  "admit-alone": rulingOf({ is: "admit" }, { basis: "alone", revocationsAsOf: at("2024-07-26T16:12:00.000Z") }),
  "admit-late": rulingOf({ is: "admit" }, { basis: "alone", late: { is: "revoked" } }),
  "admit-overridden": rulingOf(
    { is: "revoked" },
    { override: { by: PassNumber.parse(17), reason: "identity-established", note: "" } },
  ),
  "id-check": rulingOf({ is: "admit-with-id-check", identity }),
  "id-check-none": rulingOf({ is: "admit-with-id-check", identity: null }, { shown: null }),
  "wrong-zone": rulingOf({ is: "wrong-zone", go: way }),
  "wrong-zone-nowhere": rulingOf({ is: "wrong-zone", go: null }, { basis: "alone" }),
  "not-yet": rulingOf({ is: "not-yet", from: at("2024-07-27T04:00:00.000Z") }),
  "no-longer": rulingOf({ is: "no-longer", until: at("2024-07-26T11:00:00.000Z") }),
  revoked: rulingOf({ is: "revoked" }),
  "already-inside": rulingOf(
    { is: "already-inside", since: at("2024-07-26T17:41:00.000Z"), gate: place },
    { insideAt: "N12" },
  ),
  unreadable: rulingOf({ is: "unreadable", because: "two-codes" }, { shown: null }),
  "not-genuine": rulingOf({ is: "not-genuine", because: "bad-signature" }, { shown: null }),
  "vehicle-not-allowed": rulingOf(
    { is: "vehicle-not-allowed", go: way, since: at("2024-07-26T11:00:00.000Z") },
    { shown: vehicle, means: "van" },
  ),
  escort: rulingOf({ is: "escort", service: "medical" }, { shown: null, source: "none" }),
  "gate-closed": rulingOf({ is: "gate-closed", because: "no-mandate" }, { basis: "alone", revocationsAsOf: null }),
};

const device = DeviceId.parse("01J3QZ000000000000000DEVC1");
const STANDINGS: Readonly<Record<string, Standing>> = {
  unenrolled: { standing: "unenrolled", problem: null, cleared: false },
  cleared: { standing: "unenrolled", problem: null, cleared: true },
  "code-used": {
    standing: "unenrolled",
    problem: { reason: "not-permitted", detail: "", what: null, issues: [] },
    cleared: false,
  },
  offered: {
    standing: "offered",
    offer: { code: "x".repeat(24), device, label: "Porte 7 – A", challenge: "", askedMs: 0 },
    problem: null,
    busy: false,
  },
  taken: { standing: "taken", by: { id: "person", name: "A. Martin", roles: ["operator"], rehearsal: false } },
  elsewhere: { standing: "elsewhere" },
  "no-post": { standing: "no-post" },
  revoked: { standing: "revoked" },
  "cannot-keep": { standing: "cannot-keep" },
};

const PROBLEMS: Readonly<Record<string, readonly GateProblem[]>> = {
  full: [{ problem: "cannot-keep" }],
  unarmed: [{ problem: "no-keys" }, { problem: "no-rules" }, { problem: "no-revocations" }],
  "no-mandate": [{ problem: "no-mandate" }],
  "rules-over": [
    {
      problem: "rules-not-in-force",
      valid: { from: at("2024-07-18T03:00:00.000Z"), until: at("2024-07-26T03:00:00.000Z") },
    },
  ],
  forged: [{ problem: "forged", what: "keys", because: "another-root" }, { problem: "nearly-full" }],
  skewed: [{ problem: "clock-skew", skewMs: 94_000 }, { problem: "gate-not-in-rules" }],
  outdated: [{ problem: "outdated" }],
  refused: [
    { problem: "refused-scans", count: 3, detail: "This device works at another gate." },
    { problem: "server", detail: "The server cannot answer right now." },
  ],
};

const cut: Partial<GateState> = {
  reach: { reach: "cut", sinceMs: Date.parse("2024-07-26T18:03:02.000Z") },
  waiting: 14,
};

export const STATES: Readonly<Record<string, GateState>> = {
  ready: AT_WORK,
  cut: { ...AT_WORK, ...cut },
  stale: {
    ...AT_WORK,
    ...cut,
    holds: { ...AT_WORK.holds, revocations: { count: 9_812, asOf: at("2024-07-26T15:12:00.000Z") } },
    inside: null,
  },
  checking: { ...AT_WORK, checking: true },
  vehicles: { ...AT_WORK, work: { lane: "B", direction: "in", means: "van" } },
  "camera-denied": { ...AT_WORK, camera: { camera: "failed", because: "denied" } },
  "camera-none": { ...AT_WORK, camera: { camera: "failed", because: "none" } },
  "override-card": {
    ...AT_WORK,
    ruling: rulingOf({ is: "revoked" }),
    overriding: { step: "card", ruling: rulingOf({ is: "revoked" }), refused: "not-a-supervisor" },
  },
  "override-reason": {
    ...AT_WORK,
    ruling: rulingOf({ is: "revoked" }),
    overriding: { step: "reason", ruling: rulingOf({ is: "revoked" }), by: PassNumber.parse(17) },
  },
  ...Object.fromEntries(
    Object.entries(PROBLEMS).map(([name, problems]) => [`problem-${name}`, { ...AT_WORK, problems }]),
  ),
  ...Object.fromEntries(
    Object.entries(STANDINGS).map(([name, standing]) => [
      `standing-${name}`,
      {
        ...AT_WORK,
        at: standing,
        waiting: name === "revoked" ? 3 : 0,
        label: name === "unenrolled" ? "" : AT_WORK.label,
      },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(VERDICTS).map(([name, ruling]) => [
      `verdict-${name}`,
      { ...AT_WORK, ...(ruling.basis === "alone" ? cut : {}), ruling },
    ]),
  ),
};
