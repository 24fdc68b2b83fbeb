import { Actor, CameraId, COMMAND_ROOM, entry, FalseAlertCause, Instant, OVERSIGHT } from "@cordon/kernel";
import { z } from "zod";
import { KeptScore } from "./score.ts";
import { EVENT_KINDS } from "./scene.ts";

/*
 * How good a camera is, measured by those who triage what it signals. What nobody measured is null, "unknown", and never zero.
 */

const SEEN = { roles: [...new Set([...COMMAND_ROOM, ...OVERSIGHT])] };
// Control characters and marks that turn the direction of a line: none belongs in a reason.
const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]*$/u, "expected one line without control characters");

/** One event of one camera: what is measured, budgeted and suspended. */
export const EventOfCamera = z.object({ camera: CameraId, kind: z.enum(EVENT_KINDS) });
export type EventOfCamera = z.infer<typeof EventOfCamera>;

/** False alerts in any 24 hours that a camera's event may cost its operators. */
export const FalseAlertsADay = z.number().nonnegative().max(1000);
export const DEFAULT_BUDGET = 2;

export const Why = line(300);

/** Whether a camera's event costs more than its budget. */
export const BudgetState = z.enum(["within", "exceeded"]);
export type BudgetState = z.infer<typeof BudgetState>;

/** Whether an event is looked for. */
export const EventState = z.enum(["looked-for", "suspended"]);
export type EventState = z.infer<typeof EventState>;

export const BudgetSet = entry("watch.budget.set", EventOfCamera.extend({ falseAlertsADay: FalseAlertsADay }), SEEN);
/** Once an episode: from the false alert that was one too many until the last 24 hours are within the budget again. */
export const BudgetExceeded = entry(
  "watch.budget.exceeded",
  EventOfCamera.extend({
    falseAlertsADay: FalseAlertsADay,
    /** False alerts in the 24 hours before this entry. */
    falseAlerts: z.int().positive(),
  }),
  SEEN,
);
export const BudgetSettled = entry("watch.budget.settled", EventOfCamera, SEEN);
/** Not looked for any more, until somebody resumes it. */
export const EventSuspended = entry("watch.event.suspended", EventOfCamera.extend({ why: Why }), SEEN);
export const EventResumed = entry("watch.event.resumed", EventOfCamera.extend({ why: Why }), SEEN);

/** How the signals of some period were triaged. `uncounted`: known already, seen twice, a test, or other: neither right nor wrong. */
export const Triaged = z.object({
  raised: z.int().nonnegative(),
  /** Confirmed, merged into an incident, or real with nothing to do. */
  right: z.int().nonnegative(),
  wrong: z.int().nonnegative(),
  uncounted: z.int().nonnegative(),
  waiting: z.int().nonnegative(),
});
export type Triaged = z.infer<typeof Triaged>;

/** A share with the interval that holds the true one 19 times in 20 (Wilson score). */
export const ShareWithInterval = z.object({
  share: z.number().min(0).max(1),
  low: z.number().min(0).max(1),
  high: z.number().min(0).max(1),
  /** Of how many. */
  of: z.int().positive(),
});
export type ShareWithInterval = z.infer<typeof ShareWithInterval>;

const Period = z.object({ triaged: Triaged, watchedHours: z.number().nonnegative() });

/** How good one event of one camera is, so far as anybody knows. */
export const EventQuality = EventOfCamera.extend({
  /** The camera's scene asks for it now. */
  asked: z.boolean(),
  budget: z.object({ falseAlertsADay: FalseAlertsADay, isDefault: z.boolean() }),
  last24Hours: Period,
  last7Days: Period.extend({
    /** Wrong alerts for each 24 hours watched; null with less than an hour watched. */
    falseAlertsADay: z.number().nonnegative().nullable(),
  }),
  /** Oldest first, days of the time zone asked for, without those on which nothing was signalled. */
  days: z.array(z.object({ day: z.string(), triaged: Triaged })),
  /** Right among right and wrong of the last 7 days; null where nothing was triaged as either. */
  precision: ShareWithInterval.nullable(),
  /** Why alerts of the last 7 days were false, the commonest first; null: nobody said. */
  causes: z.array(z.object({ cause: FalseAlertCause.nullable(), count: z.int().positive() })),
  /** Measured by a replay and kept; null: never measured. */
  score: KeptScore.nullable(),
  exceeded: z.object({ since: Instant, falseAlerts: z.int().positive() }).nullable(),
  suspended: z.object({ since: Instant, by: Actor, why: z.string() }).nullable(),
});
export type EventQuality = z.infer<typeof EventQuality>;
