import {
  type Instant,
  millisecondsOf,
  type Position,
  type Principal,
  type SignalId,
  SignalRaised,
  type SignalState,
} from "@cordon/kernel";
import { type Decision, type StandingUnit } from "../../rules.ts";
import { type Pressed, SosCalledOff, SosPressedAgain, SosRaised, type SosWhere } from "./words.ts";
import { refuseCall } from "./words/refusals.ts";

/*
 * An SOS is never refused for where, when or how often it was pressed: whatever a frightened hand or a wrong clock does, a human must see it.
 * What is limited is the queue, not the call: one phone that goes on pressing stays one signal until somebody has answered it.
 */

/** More presses than that of one unanswered signal tell nothing new and are not written down one by one. */
export const PRESSES_KEPT = 50;

export interface StandingSos {
  readonly signal: SignalId;
  readonly unit: StandingUnit["id"];
  readonly device: string;
  readonly state: SignalState;
  readonly presses: number;
  readonly calledOffAt: Instant | null;
}

interface Seen {
  readonly position: Position;
  readonly ageSeconds: number;
}

/** What the phone said of where it is, and what else is known, the surest first. */
export interface Whereabouts {
  readonly phone: {
    readonly position: Position;
    readonly ageSeconds: number;
    readonly accuracyMetres: number | null;
  } | null;
  /** The unit's last position on the live plane. */
  readonly track: Seen | null;
  /** Where the task is that the unit is at, and since when. */
  readonly task: Seen | null;
  /** The post of the shift it is on, and since when. */
  readonly post: Seen | null;
}

/** Older than this, what the phone last knew says less than where the unit was seen since. */
const OLD_SECONDS = 120;

export function whereabouts(
  known: Whereabouts,
): Pick<Pressed, "position" | "where" | "positionAgeSeconds" | "accuracyMetres"> {
  const { phone, track, task, post } = known;
  const trackIsFresher = track !== null && phone !== null && track.ageSeconds < phone.ageSeconds;
  if (phone !== null && !(phone.ageSeconds > OLD_SECONDS && trackIsFresher)) {
    const { position, ageSeconds, accuracyMetres } = phone;
    return { position, where: "phone", positionAgeSeconds: ageSeconds, accuracyMetres };
  }
  if (track !== null) return seenAt(track, "track");
  if (task !== null) return seenAt(task, "task");
  if (post !== null) return seenAt(post, "post");
  // No point is better than a wrong one: somebody would be sent there.
  return { position: null, where: "nowhere", positionAgeSeconds: null, accuracyMetres: null };
}

const WAS_SEEN: ReadonlySet<SosWhere> = new Set(["phone", "track"]);

/** Whether a further press moves the call: where somebody was seen is not given up for where they ought to be. */
export const movesTo = (was: SosWhere, pressed: SosWhere): boolean =>
  pressed !== "nowhere" && (WAS_SEEN.has(pressed) || !WAS_SEEN.has(was));

const seenAt = ({ position, ageSeconds }: Seen, where: SosWhere) => ({
  ...{ position, where, positionAgeSeconds: Math.max(0, ageSeconds), accuracyMetres: null },
});

/**
 * @param waiting the last SOS of the same unit and phone that nobody has answered, null when there is none
 * @param now the journal's time
 */
export function raiseSos(
  pressed: Pressed,
  unit: StandingUnit,
  by: Principal,
  waiting: StandingSos | null,
  now: Instant,
): { readonly decision: Exclude<Decision, { readonly refused: string }>; readonly signal: SignalId } {
  const caller = { unit: unit.id, callSign: unit.callSign, contingent: unit.contingent, device: by.id };
  // One that was called off was over for its officer: the next is a new call.
  if (waiting !== null && waiting.state === "waiting" && waiting.calledOffAt === null) {
    const { signal } = waiting;
    if (waiting.presses >= PRESSES_KEPT) return { decision: [], signal };
    return { decision: [SosPressedAgain.of({ signal, ...caller, ...pressed })], signal };
  }
  // A phone whose clock is ahead calls now; one that was out of reach called when it says.
  const since = millisecondsOf(pressed.pressedAt) > millisecondsOf(now) ? now : pressed.pressedAt;
  const signal = pressed.press;
  const seen = { place: null, camera: null, confidence: null, zone: null, box: null, exhibits: [] };
  return {
    signal,
    decision: [
      SignalRaised.of({
        ...{ id: signal, kind: "sos", since, noticedAt: now, position: pressed.position, note: unit.callSign },
        ...seen,
      }),
      SosRaised.of({ signal, ...caller, ...pressed }),
    ],
  };
}

/** Only the unit that called can say it was a mistake; the signal waits for a human all the same. */
export function callOffSos(sos: StandingSos, unit: StandingUnit, by: Principal, pressedAt: Instant): Decision {
  if (by.unit !== sos.unit)
    return refuseCall("call-not-yours", "not-permitted", "only the unit that called can call it off", sos.signal);
  if (sos.calledOffAt !== null || sos.state !== "waiting") return [];
  return [SosCalledOff.of({ signal: sos.signal, unit: unit.id, contingent: unit.contingent, pressedAt })];
}
