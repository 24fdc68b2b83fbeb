import {
  type ContingentId,
  distanceMetres,
  type Instant,
  type MessageId,
  type Polygon,
  pointInPolygon,
  type Position,
  type Principal,
  type Refusal,
  type SubjectId,
  type UnitId,
} from "@cordon/kernel";
import type { Decision } from "../../rules.ts";
import { type Address, type Circle, MessageRead, MessageSent, MOST_UNITS, ThreadKey, type Urgency } from "./words.ts";
import { refuseMessage } from "./words/refusals.ts";

/** A position older than this says nothing about where a unit is now: it is not in an area because of it. */
export const REACHED_POSITION_SECONDS = 15 * 60;
/** So close to a post that is drawn as a point, a unit is at it. */
export const AT_POST_METRES = 100;

export interface Draft {
  readonly message: MessageId;
  readonly to: Address;
  readonly urgency: Urgency;
  readonly replyTo: { readonly message: MessageId; readonly thread: ThreadKey } | null;
  readonly text: SubjectId;
  readonly writtenAt: Instant | undefined;
}

export interface Writer {
  readonly unit: UnitId | null;
  /** Of the unit; of a person of the command room, the one they are narrowed to, if any. */
  readonly contingent: ContingentId | null;
}

export interface Reached {
  readonly unit: UnitId;
  readonly contingent: ContingentId;
}

/** Whom the draft reaches: units that were found, or a contingent as a whole. */
export type Reach = { readonly whole: ContingentId } | { readonly units: readonly Reached[] };

/** Who writes: a phone for its unit, everybody else for the command room. */
export function mayWrite(by: Principal, to: Address): Refusal | null {
  if (by.unit === null) {
    return to.kind === "room"
      ? refuseMessage(
          "message-to-oneself",
          "invalid",
          "you are the command room: write to a unit, a post or a contingent",
          "to",
        )
      : null;
  }
  return to.kind === "room" || to.kind === "place"
    ? null
    : refuseMessage(
        "writes-to-room-alone",
        "not-permitted",
        "a unit writes to the command room, or to the post it is at",
        to.kind,
      );
}

/**
 * The entries of a message: one for each contingent it concerns, the writer's own among them when a unit wrote.
 * A unit's message to its post reaches it only from there.
 */
export function send(draft: Draft, from: Writer, reach: Reach): Decision {
  const { to } = draft;
  const sent = new Map<ContingentId, UnitId[] | null>();
  if ("whole" in reach) sent.set(reach.whole, null);
  else {
    if (from.unit !== null && to.kind === "place" && !reach.units.some(({ unit }) => unit === from.unit))
      return refuseMessage(
        "not-posted-there",
        "not-permitted",
        "you are not posted there: write to the command room",
        "to",
      );
    for (const { unit, contingent } of reach.units) {
      if (unit === from.unit || (from.contingent !== null && from.unit === null && contingent !== from.contingent))
        continue;
      const units = sent.get(contingent);
      if (units === undefined) sent.set(contingent, [unit]);
      else units?.push(unit);
    }
    const all = [...sent.values()].reduce((sum, units) => sum + (units?.length ?? 0), 0);
    if (all > MOST_UNITS)
      return refuseMessage(
        "too-many-reached",
        "too-many",
        `${all} units are in reach, at most ${MOST_UNITS} are written to at once: write to their contingents`,
        "to",
        { count: String(all), most: String(MOST_UNITS) },
      );
  }
  if (from.unit !== null && from.contingent !== null && !sent.has(from.contingent)) sent.set(from.contingent, []);
  if (sent.size === 0) return refuseMessage("nobody-there", "not-possible-now", nobody(to), "to", { to: to.kind });
  const thread = draft.replyTo?.thread ?? threadOf(draft.message, to, from.unit);
  return [...sent].map(([contingent, units]) =>
    MessageSent.of({
      message: draft.message,
      thread,
      contingent,
      units: units?.toSorted() ?? null,
      from: from.unit,
      own: from.unit !== null && contingent === from.contingent,
      to,
      urgency: draft.urgency,
      replyTo: draft.replyTo?.message ?? null,
      text: draft.text,
      ...(draft.writtenAt === undefined ? {} : { writtenAt: draft.writtenAt }),
    }),
  );
}

/** Receipts, one entry a contingent. What has been read is not read again. */
export function read(
  messages: readonly { readonly message: MessageId; readonly contingent: ContingentId; readonly read: boolean }[],
  unit: UnitId | null,
): Decision {
  const byContingent = Map.groupBy(
    messages.filter((each) => !each.read),
    ({ contingent }) => contingent,
  );
  return [...byContingent].map(([contingent, unread]) =>
    MessageRead.of({ contingent, unit, messages: unread.map(({ message }) => message) }),
  );
}

/** What is said between the command room and a unit, a post, a contingent or an incident's units stands together; each message to an area by itself. */
export function threadOf(message: MessageId, to: Address, from: UnitId | null): ThreadKey {
  const name = () => {
    switch (to.kind) {
      case "unit":
        return `unit:${to.unit}`;
      case "place":
        return `place:${to.place}`;
      case "contingent":
        return `contingent:${to.contingent}`;
      case "incident":
        return `incident:${to.incident}`;
      case "room":
        return from === null ? `message:${message}` : `unit:${from}`;
      case "area":
        return `message:${message}`;
    }
  };
  return ThreadKey.parse(name());
}

export function isInArea(position: Position, area: Polygon | Circle): boolean {
  return area.type === "Circle"
    ? distanceMetres(area.centre, position) <= area.radiusMetres
    : pointInPolygon(position, area);
}

function nobody(to: Address): string {
  switch (to.kind) {
    case "place":
      return "nobody is posted there now: write to a unit or a contingent";
    case "area":
      return "no unit is known to be inside now: draw a larger area, or write to a contingent";
    case "incident":
      return "no unit holds an open task of this incident: order one first, or write to a unit";
    case "unit":
    case "contingent":
    case "room":
      return "there is nobody to write to";
  }
}
