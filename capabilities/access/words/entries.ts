import {
  Actor,
  DeviceId,
  entry,
  EVERYONE_ON_DUTY,
  Instant,
  Interval,
  MandateId,
  OVERSIGHT,
  PassNumber,
  PlaceId,
  type Role,
} from "@cordon/kernel";
import { z } from "zod";
import { CategoryCode, Calendar, Category, Gate, Rule, SiteCode, Lane, Zone, ZoneCode } from "./perimeter.ts";
import { KeySet, PassKey, RevocationReason, KeyId } from "./pass.ts";
import { QueueReport, Scan } from "./scan.ts";
import { KeptVerdict } from "./verdict.ts";

const DESK: readonly Role[] = [...new Set([...EVERYONE_ON_DUTY, ...OVERSIGHT, "pass-officer", "node-device"] as const)];
/** A thousand scans a second are for nobody's live stream: screens ask for what they show. */
const LATER: readonly Role[] = ["node-device"];

/** A drawn place is a zone of the perimeter. Its name, regime and shape are its place's. Saying it again replaces what was said. */
export const ZoneDefined = entry(
  "access.zone-defined",
  Zone.pick({ place: true, code: true, capacity: true, antiPassback: true }),
  { roles: DESK },
);
export const ZoneDropped = entry("access.zone-dropped", z.object({ place: PlaceId }), { roles: DESK });
export const GateDefined = entry(
  "access.gate-defined",
  z.object({
    place: PlaceId,
    code: Gate.shape.code,
    zone: ZoneCode,
    site: SiteCode,
    lanes: z.array(Lane).min(1).max(30).readonly(),
    hours: Calendar,
  }),
  { roles: DESK },
);
export const GateDropped = entry("access.gate-dropped", z.object({ place: PlaceId }), { roles: DESK });
/** The rules being worked on, all of them; nothing at any gate changes before they are published. */
export const RulesDrafted = entry(
  "access.rules-drafted",
  z.object({ categories: z.array(Category).max(40).readonly(), rules: z.array(Rule).max(300).readonly() }),
  { roles: DESK },
);
/**
 * From now on gates judge by the rule set of this number. `signed` is the rule set, signed by the root (COSE_Sign1, base64url), cut into parts
 * because an entry holds 64 kB and a city's perimeter is larger; all parts are appended together and their texts joined are the whole.
 */
export const RulesPublished = entry(
  "access.rules-published",
  z.object({
    number: z.int().positive(),
    publishedAt: Instant,
    valid: Interval,
    part: z.int().positive(),
    parts: z.int().positive().max(20),
    signed: z.string().max(48_000),
  }),
  { roles: DESK },
);

/** `root`: the root's public key, base64url; it never changes while an operation lasts. */
export const KeysPublished = entry(
  "access.keys-published",
  z.object({ root: PassKey.shape.x, keySet: KeySet, signed: z.string() }),
  { roles: DESK },
);

/** Passes with consecutive numbers that say the same but for their holder, who is not known here. */
export const PassRun = z.object({
  count: z.int().positive(),
  category: CategoryCode,
  zones: z.array(ZoneCode).min(1).max(8).readonly(),
  notBefore: Instant,
  notAfter: Instant,
  holder: z.enum(["person", "vehicle"]),
});
export type PassRun = z.infer<typeof PassRun>;
export const PassesIssued = entry(
  "access.passes-issued",
  z.object({ first: PassNumber, kid: KeyId, runs: z.array(PassRun).min(1).max(1000).readonly() }),
  { roles: DESK },
);
export const PassesRevoked = entry(
  "access.passes-revoked",
  z.object({
    passes: z.array(PassNumber).min(1).max(10_000).readonly(),
    reason: RevocationReason,
    note: z.string().max(200),
  }),
  { roles: DESK },
);
/** A revocation taken back. */
export const PassesReinstated = entry(
  "access.passes-reinstated",
  z.object({ passes: z.array(PassNumber).min(1).max(10_000).readonly() }),
  { roles: DESK },
);
/** Somebody asked about a pass by its number, and why. */
export const PassLookedUp = entry(
  "access.pass-looked-up",
  z.object({ pass: PassNumber, gate: PlaceId.nullable(), because: z.string().min(1).max(200) }),
  { roles: [...OVERSIGHT, "node-device"] },
);

/**
 * A look at a pass: what the gate found, what was ruled, by which device. Said again with the same scan, it replaces what was said: the gate
 * did not wait for the answer and acted.
 */
export const Scanned = entry(
  "access.scanned",
  z.object({
    scan: Scan.extend({ found: KeptVerdict }),
    device: Actor,
    zone: ZoneCode,
    verdict: KeptVerdict,
    /** The pass was inside already when the gate, cut off, let it in, as far as was known where this was written. */
    double: z.boolean(),
    /**
     * Its place in the order of movements, decided once: the moment of the ruling where the gate asked, its own clock where it acted, and
     * never later than when it was first written down. What a device with a wrong clock says of the future counts from now.
     */
    countsAt: Instant,
    /** The device's clock was more than a minute ahead. */
    fromTheFuture: z.boolean(),
    /** It was told of before, and whether somebody had passed by what was told then: who counts, counts the difference. */
    again: z.object({ passed: z.boolean() }).optional(),
  }),
  { roles: LATER },
);
export const QueueReported = entry("access.queue-reported", QueueReport, {
  roles: [...EVERYONE_ON_DUTY, "node-device"],
});
/** How many are inside was counted and is set right: a count drifts by those who climb and those who are carried. */
export const OccupancySet = entry(
  "access.occupancy-set",
  z.object({ zone: ZoneCode, inside: z.int().nonnegative(), because: z.string().min(1).max(200) }),
  { roles: DESK },
);
/**
 * Scans before a moment are no longer kept in the tables: the retention is over of the mandate they were made under. Without `mandate`: all
 * of them, whatever they were made under.
 */
export const ScansForgotten = entry(
  "access.scans-forgotten",
  z.object({ before: Instant, mandate: MandateId.optional() }),
  { roles: OVERSIGHT },
);
/** A gate's device works at this gate from now on; null: at none. */
export const DevicePosted = entry(
  "access.device-posted",
  z.object({ device: DeviceId, gate: PlaceId.nullable(), lane: z.string().max(3).nullable() }),
  { roles: DESK },
);
