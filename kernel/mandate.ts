import { z } from "zod";
import { entry, EVERYONE_ON_DUTY, OVERSIGHT } from "./entry.ts";
import type { Position } from "./geo.ts";
import { pointInPolygon, Polygon } from "./geo.ts";
import { MandateId } from "./id.ts";
import type { Machine } from "./machine.ts";
import { Instant, Interval } from "./time.ts";

/** What may be done under a mandate. A closed list: a processing that is not here has no legal form in Cordon. */
export const Processing = z.enum(["algorithmic-video", "position-tracking", "pass-check", "vehicle-check"]);
export type Processing = z.infer<typeof Processing>;

/**
 * The eight events of decree 2023-828, article 3, and no other. `watch` may look for these alone; anything else needs a law first.
 */
export const VideoEvent = z.enum([
  "abandoned-object",
  "weapon",
  "wrong-direction",
  "zone-entry",
  "fallen-person",
  "crowd-movement",
  "density",
  "fire",
]);
export type VideoEvent = z.infer<typeof VideoEvent>;

/** The legal authority for a processing. Nothing observes people without one that is in force. */
export const Mandate = z.object({
  id: MandateId,
  /** The number of the published order, e.g. `2024-00921`: unique. */
  reference: z.string().min(1).max(80),
  /** By whom: the authority that signed. */
  authority: z.string().min(1).max(160),
  /** The text it rests on, e.g. `Loi 2023-380, art. 10`. */
  legalBasis: z.string().min(1).max(240),
  processings: z.array(Processing).min(1).max(8).readonly(),
  /** For algorithmic video: which events. Empty for other processings. */
  events: z.array(VideoEvent).max(8).readonly(),
  purpose: z.string().min(1).max(80),
  /** For people who read the register, in both languages. */
  statement: z.object({ fr: z.string().min(1).max(1000), en: z.string().min(1).max(1000) }),
  area: Polygon,
  period: Interval,
  /** How long what is recorded under it may be kept. */
  retentionDays: z.number().positive().max(365),
  endedAt: Instant.nullable(),
  endedBecause: z.string().max(500).nullable(),
});
export type Mandate = z.infer<typeof Mandate>;

export const MandateGranted = entry("mandate.granted", Mandate.omit({ endedAt: true, endedBecause: true }), {
  roles: [...EVERYONE_ON_DUTY, ...OVERSIGHT],
});
/** Withdrawn before its time, or its period over; nothing runs under it from this moment. */
export const MandateEnded = entry(
  "mandate.ended",
  z.object({ mandate: MandateId, because: z.string().min(1).max(500), expired: z.boolean() }),
  { roles: [...EVERYONE_ON_DUTY, ...OVERSIGHT] },
);

/**
 * Something that runs under a mandate: a camera's analysis, the following of a unit. `what` is told to the public in the register: a place or a
 * camera by its posted name, never a person. The same four members name the use again when it ends.
 */
export const MandateUse = z.object({
  mandate: MandateId,
  processing: Processing,
  what: z.string().min(1).max(120),
  from: Instant,
});
export type MandateUse = z.infer<typeof MandateUse>;

export const MandateUsed = entry("mandate.used", MandateUse, { roles: [...EVERYONE_ON_DUTY, ...OVERSIGHT] });
/** `because`: `mandate-ended`, `stopped`, `lost`, or a sentence without personal data. */
export const MandateUseEnded = entry(
  "mandate.use-ended",
  MandateUse.extend({ until: Instant, because: z.string().min(1).max(200) }),
  {
    roles: [...EVERYONE_ON_DUTY, ...OVERSIGHT],
  },
);

export const MandateState = z.enum(["coming", "in-force", "expired", "withdrawn"]);
export type MandateState = z.infer<typeof MandateState>;
export type MandateEvent = "begin" | "expire" | "withdraw";

/** Time begins and ends a mandate; its authority can withdraw it sooner. One that nobody ran a server for goes from coming to expired. */
export const mandateMachine: Machine<MandateState, MandateEvent> = {
  word: "mandate",
  initial: "coming",
  table: {
    coming: { begin: "in-force", expire: "expired", withdraw: "withdrawn" },
    "in-force": { begin: null, expire: "expired", withdraw: "withdrawn" },
    expired: { begin: null, expire: null, withdraw: null },
    withdrawn: { begin: null, expire: null, withdraw: null },
  },
};

/** What a mandate is at a moment. */
export function mandateState(mandate: Mandate, at: Instant): MandateState {
  if (mandate.endedAt !== null && mandate.endedAt <= at)
    return mandate.endedAt < mandate.period.until ? "withdrawn" : "expired";
  if (mandate.period.until <= at) return "expired";
  return at < mandate.period.from ? "coming" : "in-force";
}

/** What someone wants to do, where, when and what for. `positions` are all the points it concerns. */
export interface MandateNeed {
  readonly processing: Processing;
  readonly events: readonly VideoEvent[];
  readonly positions: readonly Position[];
  readonly at: Instant;
  readonly purpose: string;
}

/** `until` is when the permission ends by itself: whoever relies on it stops then, without being told. */
export type Permission =
  | { readonly permitted: true; readonly mandate: MandateId; readonly until: Instant }
  | { readonly permitted: false; readonly because: MandateRefusal; readonly nearest: MandateId | null };

export type MandateRefusal =
  | "no-mandate-for-processing"
  | "event-not-covered"
  | "other-purpose"
  | "not-yet-in-force"
  | "no-longer-in-force"
  | "withdrawn"
  | "outside-area";

/** From the farthest to the nearest miss: the reason told is that of the mandate that came closest. */
const NEARNESS: readonly MandateRefusal[] = [
  "no-mandate-for-processing",
  "event-not-covered",
  "other-purpose",
  "outside-area",
  "no-longer-in-force",
  "withdrawn",
  "not-yet-in-force",
];

function refusalOf(mandate: Mandate, need: MandateNeed): MandateRefusal | null {
  if (!mandate.processings.includes(need.processing)) return "no-mandate-for-processing";
  if (!need.events.every((event) => mandate.events.includes(event))) return "event-not-covered";
  if (mandate.purpose !== need.purpose) return "other-purpose";
  if (!need.positions.every((position) => pointInPolygon(position, mandate.area))) return "outside-area";
  return STANDING[mandateState(mandate, need.at)];
}

const STANDING: Readonly<Record<MandateState, MandateRefusal | null>> = {
  coming: "not-yet-in-force",
  "in-force": null,
  expired: "no-longer-in-force",
  withdrawn: "withdrawn",
};

/**
 * Whether the law, as these mandates write it, permits a processing. Pure and total: the same on server, edge and in the register.
 * Of several mandates that permit, the one that lasts longest is named.
 */
export function permits(mandates: readonly Mandate[], need: MandateNeed): Permission {
  let granted: Mandate | null = null;
  let because: MandateRefusal = "no-mandate-for-processing";
  let nearest: MandateId | null = null;
  for (const mandate of mandates) {
    const refusal = refusalOf(mandate, need);
    if (refusal === null) {
      if (granted === null || endOf(granted) < endOf(mandate)) granted = mandate;
    } else if (
      refusal !== "no-mandate-for-processing" &&
      (nearest === null || NEARNESS.indexOf(because) < NEARNESS.indexOf(refusal))
    ) {
      because = refusal;
      nearest = mandate.id;
    }
  }
  if (granted !== null) return { permitted: true, mandate: granted.id, until: endOf(granted) };
  return { permitted: false, because, nearest };
}

function endOf(mandate: Mandate): Instant {
  return mandate.endedAt !== null && mandate.endedAt < mandate.period.until ? mandate.endedAt : mandate.period.until;
}
