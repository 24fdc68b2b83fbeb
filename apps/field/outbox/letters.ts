import type { CommandApi, ReportKind } from "@cordon/command";
import type { CommandId, Instant, MessageId, Position, ShiftId, SignalId, TaskId } from "@cordon/kernel";
import type { Press, Queue, Told } from "./presses.ts";

/*
 * All that a phone has to say waits in one outbox until the server has taken it. Each letter has its name from when it was written (sending
 * twice does once), each lane keeps its order, and a call for help goes before everything else. Pure: the same in the page and in tests.
 */

type Writing = CommandApi["command.send-message"]["input"];

/** The phone's last position, and how old it was when the letter was written. */
export interface Known {
  readonly at: Position;
  readonly ageSeconds: number;
  readonly accuracyMetres: number | null;
}

export type Letter =
  | { readonly what: "press"; readonly id: CommandId; readonly press: Press }
  | {
      readonly what: "sos";
      readonly id: SignalId;
      readonly pressedAt: Instant;
      readonly known: Known | null;
    }
  /** It was a mistake. `signal`: the press, or the signal it led to. */
  | { readonly what: "call-off"; readonly id: CommandId; readonly signal: SignalId; readonly pressedAt: Instant }
  | {
      readonly what: "report";
      readonly id: SignalId;
      readonly kind: ReportKind;
      /** Empty where the kind says it. */
      readonly note: string;
      readonly position: Position;
      readonly since: Instant;
      /** Photographs kept on the phone, sent before it. */
      readonly photos: readonly PhotoId[];
    }
  | {
      readonly what: "shift";
      readonly id: CommandId;
      readonly shift: ShiftId;
      readonly event: "take-up" | "end";
      readonly note: string;
      readonly pressedAt: Instant;
    }
  | {
      readonly what: "message";
      readonly id: MessageId;
      readonly to: Writing["to"];
      readonly text: string;
      readonly urgency: "routine" | "urgent";
      readonly replyTo: MessageId | null;
      readonly writtenAt: Instant;
    }
  /** Messages that were seen. */
  | { readonly what: "read"; readonly id: CommandId; readonly messages: readonly MessageId[] }
  /** Where the unit is is kept to itself (and why), or shared again. */
  | { readonly what: "sharing"; readonly id: CommandId; readonly because: string | null }
  /** A photograph for the incident of a task. */
  | {
      readonly what: "photo";
      readonly id: CommandId;
      readonly task: TaskId;
      readonly note: string;
      readonly photo: PhotoId;
    };

export type What = Letter["what"];
export type LetterOf<Kind extends What> = Extract<Letter, { readonly what: Kind }>;

/** Names a photograph on this phone. */
export type PhotoId = string;

/** In the order they were written. */
export type Outbox = readonly Letter[];

/** Letters of one lane keep their order; between lanes there is none. */
export function laneOf(letter: Letter): string {
  switch (letter.what) {
    case "press":
      return `task ${letter.press.task}`;
    case "sos":
    case "call-off":
      return "sos";
    case "shift":
    case "sharing":
    case "message":
    case "read":
      return letter.what;
    case "report":
    case "photo":
      return `${letter.what} ${letter.id}`;
  }
}

/** What is sent first; what is large goes last. */
const RANK: Readonly<Record<What, number>> = {
  ...{ sos: 0, "call-off": 0, press: 1, sharing: 2, shift: 2, report: 3, message: 4, read: 5, photo: 6 },
};

/** A clock that was set back must not hold a press for years. */
export const LONGEST_HOLD_MS = 60_000;

const isHeld = (letter: Letter, nowMs: number): boolean =>
  letter.what === "press" && letter.press.heldUntilMs > nowMs && letter.press.heldUntilMs - nowMs <= LONGEST_HOLD_MS;

/** So many letters wait at most: days of an officer's work, well within what a browser keeps. */
export const MOST_WAITING = 400;
/** What says how things stand is bounded by the tasks and shifts there are, and a call for help has no bound but its own. */
const ALWAYS_KEPT: ReadonlySet<What> = new Set(["sos", "call-off", "press", "shift", "sharing"]);
/** Presses of one call that nobody has heard yet: more say nothing new. */
const MOST_CALLS = 50;

export const isFull = (outbox: Outbox): boolean => outbox.length >= MOST_WAITING;

/** Whether there is room for one more. What an officer wrote is refused before it is written, never dropped afterwards. */
export function hasRoom(outbox: Outbox, what: What): boolean {
  if (what === "sos") return lettersOf(outbox, "sos").length < MOST_CALLS;
  return ALWAYS_KEPT.has(what) || !isFull(outbox);
}

export const isCall = (letter: Letter): boolean => letter.what === "sos";

/** What may be sent now, in the order it should be: of each lane the first, unless it is held. While a call for help waits, nothing else. */
export function sendable(outbox: Outbox, nowMs: number): Outbox {
  const calling = outbox.some(isCall);
  const begun = new Set<string>();
  const ready: Letter[] = [];
  for (const letter of outbox) {
    const lane = laneOf(letter);
    if (begun.has(lane)) continue;
    begun.add(lane);
    if (isHeld(letter, nowMs) || (calling && lane !== "sos")) continue;
    ready.push(letter);
  }
  return ready.toSorted((a, b) => RANK[a.what] - RANK[b.what]);
}

/** When the next letter that is held may go; infinite when none is. Milliseconds since 1970. */
export function nextDueMs(outbox: Outbox): number {
  return Math.min(...outbox.map((letter) => (letter.what === "press" ? letter.press.heldUntilMs : Infinity)));
}

export function pressesOf(outbox: Outbox): Queue {
  return outbox.flatMap((letter) => (letter.what === "press" ? [letter.press] : []));
}

export function lettersOf<Kind extends What>(outbox: Outbox, what: Kind): readonly LetterOf<Kind>[] {
  return outbox.filter((letter): letter is LetterOf<Kind> => letter.what === what);
}

/** A letter the server would not take, for the officer to read and to say by radio. Presses that came too late are told in their own way. */
export interface Returned {
  readonly letter: Exclude<Letter, { readonly what: "press" }>;
  /** Undefined in what an older page kept. */
  readonly told: Told | undefined;
}
