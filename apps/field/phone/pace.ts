import { distanceMetres } from "@cordon/kernel";
import type { Fix, PhoneState } from "./state.ts";

/*
 * How often a phone looks where it is, asks and tries again. A battery must last a shift: a receiver that is on all the time empties it in half of
 * one, and a page that nobody looks at has nobody to ask for. Pure: the same in the page and in tests. The README has the numbers in one table.
 */

export type Pace = "still" | "moving";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** Standing for so long is being still. */
const SETTLED_MS = MINUTE_MS;
/** Less than this is what a position jumps by itself between buildings. */
const STIRRED_METRES = 25;

/** Where the phone settled, and since when. */
export interface Settling {
  readonly pace: Pace;
  readonly anchor: Fix | null;
  /** When it was found away from its anchor last. */
  readonly stirredAtMs: number;
}
export const UNSETTLED: Settling = { pace: "moving", anchor: null, stirredAtMs: 0 };

export function settle(before: Settling, fix: Fix): Settling {
  const { anchor } = before;
  const moved =
    anchor === null ? Number.POSITIVE_INFINITY : distanceMetres([anchor.lon, anchor.lat], [fix.lon, fix.lat]);
  // What is within the error of both says nothing.
  const stirred = moved > Math.max(STIRRED_METRES, anchor?.accuracyMetres ?? 0, fix.accuracyMetres);
  if (stirred || anchor === null) return { pace: "moving", anchor: fix, stirredAtMs: fix.atMs };
  const settled = fix.atMs - before.stirredAtMs >= SETTLED_MS;
  return { pace: settled ? "still" : "moving", anchor, stirredAtMs: before.stirredAtMs };
}

/** What is going on, as far as it says how much a phone may spend. */
export interface Situation {
  /** Somebody called for help with this phone a short while ago: nothing is saved. */
  readonly sos: boolean;
  /** The unit has said that it carries out a task. */
  readonly tasked: boolean;
  /** Nobody looks at the page. */
  readonly hidden: boolean;
}

/** For so long after its last press a call for help that nobody has answered is followed to the metre; then the phone must last. */
export const SOS_FOLLOWED_MS = 30 * MINUTE_MS;

export function situationOf(
  { tasks, calls, outbox }: Pick<PhoneState, "tasks" | "calls" | "outbox">,
  hidden: boolean,
  nowMs: number,
): Situation {
  const recent = (pressedAt: string) => nowMs - Date.parse(pressedAt) < SOS_FOLLOWED_MS;
  return {
    sos:
      calls.some((call) => call.own && call.state === "waiting" && recent(call.pressedAt)) ||
      outbox.some((letter) => letter.what === "sos" && recent(letter.pressedAt)),
    tasked: tasks?.open.some(({ state }) => state === "acknowledged" || state === "under-way") ?? false,
    hidden,
  };
}

/** How a phone looks for its position. */
export interface Looking {
  /** Followed as it changes, by satellites or by what costs little; null: not followed, and the receiver sleeps between looks. */
  readonly watch: "exact" | "low-power" | null;
  /** Looked once in so many milliseconds beside that; null: never. A watch says nothing while nothing changes. */
  readonly everyMs: number | null;
  /** Told and shown no more often than this: every change wakes the radio and the screen. Milliseconds. */
  readonly tellEveryMs: number;
}

export function lookingOf(pace: Pace, { sos, tasked, hidden }: Situation): Looking {
  if (sos) return { watch: "exact", everyMs: hidden ? null : 30 * SECOND_MS, tellEveryMs: 5 * SECOND_MS };
  if (hidden) return { watch: "low-power", everyMs: null, tellEveryMs: MINUTE_MS };
  if (pace === "still") return { watch: null, everyMs: MINUTE_MS, tellEveryMs: 5 * SECOND_MS };
  return tasked
    ? { watch: "exact", everyMs: MINUTE_MS, tellEveryMs: 5 * SECOND_MS }
    : { watch: "low-power", everyMs: MINUTE_MS, tellEveryMs: 15 * SECOND_MS };
}

/** How long until the tasks are asked for again; null: when somebody looks. While the line is live it tells of most of it by itself. */
export function askTasksInMs(hidden: boolean, live: boolean): number | null {
  if (hidden) return null;
  return live ? MINUTE_MS : 15 * SECOND_MS;
}

/** How long until it is asked again what became of a call for help: often at first, when the answer is awaited; null: when somebody looks. */
export function askSosInMs(hidden: boolean, sincePressedMs: number): number | null {
  if (hidden) return null;
  return sincePressedMs < 5 * MINUTE_MS ? 5 * SECOND_MS : 20 * SECOND_MS;
}

/** The longest pause between two tries of what waits to be sent. A call for help is tried as often whoever looks. */
export function lastRetryMs(what: "help" | "rest", hidden: boolean): number {
  if (what === "help") return 10 * SECOND_MS;
  return hidden ? 5 * MINUTE_MS : 30 * SECOND_MS;
}

/** Whether the page holds its live line: hidden, only for whoever is told where this phone is. */
export function holdsLine(hidden: boolean, sharing: PhoneState["sharing"], sos: boolean): boolean {
  return !hidden || sos || sharing === "shared" || sharing === "searching";
}

/** When a hidden page tries again to open a line that it lost. */
export const LOST_LINE_MS = 5 * MINUTE_MS;
