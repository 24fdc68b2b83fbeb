import {
  type Actor,
  type CameraId,
  type ErasedBecause,
  type Exhibit,
  type Instant,
  instantOf,
  type MandateId,
  millisecondsOf,
  type Principal,
  type Refusal,
  type Role,
  SignalExhibitsErased,
  type SignalId,
  type SignalState,
  type SubjectId,
} from "@cordon/kernel";
import type { Decision } from "../rules.ts";
import { PixelationLifted } from "../words/exhibits.ts";
import { refuseWatch } from "../words/refusals.ts";

/** Who may see people as they are: those who answer for the operation, not everybody who looks at it. */
export const LIFTING_ROLES: readonly Role[] = ["supervisor", "commander"];
/** How long one lifting lasts; whoever needs more says why again. */
export const LIFT_MINUTES = 60;
/** A dismissal can be taken back: its pictures stay this long. */
export const GRACE_SECONDS = 600;
/** Pictures that no mandate speaks of: nothing allows them to be kept longer than it takes to look at them. */
export const RETENTION_DAYS_WITHOUT_MANDATE = 1;

const DAY_MS = 86_400_000;

/** A camera's signal as far as its pictures are concerned. */
export interface KeptSignal {
  readonly signal: SignalId;
  readonly camera: CameraId;
  /** Under which it was raised. */
  readonly mandate: MandateId | null;
  readonly noticedAt: Instant;
  readonly state: SignalState;
  /** When it came to stand so. */
  readonly decidedAt: Instant | null;
  readonly exhibits: readonly Exhibit[];
  readonly subject: SubjectId | null;
  readonly originals: readonly Exhibit[];
  /** When what it told of was seen last; null while that goes on, or when nobody said that it is over. */
  readonly seenUntil: Instant | null;
  readonly erased: { readonly at: Instant; readonly because: ErasedBecause } | null;
}

export interface Lift {
  readonly by: Actor;
  readonly at: Instant;
  readonly reason: string;
}

/** Why people in this signal's pictures cannot be shown as they are, or null. */
export function cannotLift(kept: KeptSignal | null, by: Principal): Refusal | null {
  if (kept === null) return refuseWatch("no-such-camera-signal", "not-found", "There is no such signal of a camera.");
  if (!by.roles.some((role) => LIFTING_ROLES.includes(role)))
    return refuseWatch(
      "lift-role-missing",
      "not-permitted",
      `Only these roles may lift the pixelation: ${LIFTING_ROLES.join(", ")}.`,
      undefined,
      { roles: LIFTING_ROLES.join(", ") },
    );
  if (kept.erased !== null)
    return refuseWatch(
      "pictures-erased",
      "not-possible-now",
      `Its pictures were erased: ${ERASED_WORDS[kept.erased.because]}.`,
      kept.signal,
      { because: kept.erased.because },
    );
  if (kept.state === "waiting")
    return refuseWatch(
      "lift-unconfirmed",
      "not-possible-now",
      "Nobody has confirmed this signal yet: confirm it first.",
      kept.signal,
    );
  if (kept.state === "dismissed")
    return refuseWatch(
      "lift-dismissed",
      "not-possible-now",
      "This signal was dismissed: there is no incident to lift it for.",
      kept.signal,
    );
  if (kept.originals.length === 0)
    return refuseWatch("no-original", "not-found", "No original of its pictures was kept.", kept.signal);
  return null;
}

/** `confirmed` and `merged` both have an incident: only for one of those is anybody shown. */
export function lift(kept: KeptSignal | null, by: Principal, reason: string): Decision {
  return (
    cannotLift(kept, by) ?? (kept === null ? [] : [PixelationLifted.of({ signal: kept.signal, reason }, kept.mandate)])
  );
}

/** Until when this person may look, or null when they lifted nothing or too long ago. */
export function openUntil(lifts: readonly Lift[], by: Actor, now: Instant): Instant | null {
  const last = lifts
    .filter((each) => each.by.kind === by.kind && each.by.id === by.id)
    .map(({ at }) => millisecondsOf(at) + LIFT_MINUTES * 60_000)
    .reduce((latest, until) => Math.max(latest, until), 0);
  return last > millisecondsOf(now) ? instantOf(last) : null;
}

/** Why the pictures must go now, or null while they may stay. @param retentionDays of the mandate it was raised under; null without one */
export function mustGo(
  kept: KeptSignal,
  now: Instant,
  { graceSeconds, retentionDays }: { readonly graceSeconds: number; readonly retentionDays: number | null },
): ErasedBecause | null {
  if (kept.erased !== null) return null;
  const nowMs = millisecondsOf(now);
  const keepMs = (retentionDays ?? RETENTION_DAYS_WITHOUT_MANDATE) * DAY_MS;
  if (nowMs >= millisecondsOf(kept.noticedAt) + keepMs) return "retention";
  if (kept.state !== "dismissed" || kept.decidedAt === null) return null;
  return nowMs >= millisecondsOf(kept.decidedAt) + 1000 * graceSeconds ? "dismissed" : null;
}

export function erase(kept: KeptSignal, because: ErasedBecause): Decision {
  return kept.erased === null ? [SignalExhibitsErased.of({ signal: kept.signal, because }, kept.mandate)] : [];
}

const ERASED_WORDS: Readonly<Record<ErasedBecause, string>> = {
  dismissed: "the signal was dismissed",
  retention: "its mandate lets them be kept no longer",
};
