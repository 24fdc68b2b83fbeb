import {
  Actor,
  COMMAND_ROOM,
  ContingentId,
  entry,
  EVERYONE_ON_DUTY,
  IncidentId,
  Instant,
  MessageId,
  PlaceId,
  Polygon,
  Position,
  SubjectId,
  UnitId,
} from "@cordon/kernel";
import { z } from "zod";

/** Corners of an area that is written to: it stands in the entry of every contingent that is reached. */
const AREA_POSITIONS = 200;

export const Circle = z.object({
  type: z.literal("Circle"),
  centre: Position,
  radiusMetres: z.number().min(10).max(50_000),
});
export type Circle = z.infer<typeof Circle>;

/** Whom a message is for. `room`: the command room, from a unit. */
export const Address = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("unit"), unit: UnitId }),
  /** Whoever is posted there at this moment, and the command room: the post's channel. */
  z.object({ kind: z.literal("place"), place: PlaceId }),
  /** The units whose last position is inside at this moment. */
  z.object({
    kind: z.literal("area"),
    area: z.discriminatedUnion("type", [
      Polygon.refine(
        ({ coordinates }) => coordinates.reduce((sum, ring) => sum + ring.length, 0) <= AREA_POSITIONS,
        `an area to write to has at most ${AREA_POSITIONS} corners`,
      ),
      Circle,
    ]),
  }),
  z.object({ kind: z.literal("contingent"), contingent: ContingentId }),
  /** The units that hold an open task of the incident. */
  z.object({ kind: z.literal("incident"), incident: IncidentId }),
  z.object({ kind: z.literal("room") }),
]);
export type Address = z.infer<typeof Address>;

export const Urgency = z.enum(["routine", "urgent"]);
export type Urgency = z.infer<typeof Urgency>;

/** Where a message is read: `unit:…`, `place:…`, `contingent:…`, `incident:…`, or `message:…` of what was written to an area. */
export const ThreadKey = z
  .string()
  .regex(/^(?:unit|place|contingent|incident|message):[0-7][0-9A-HJKMNP-TV-Z]{25}$/, "expected a thread")
  .meta({ example: "unit:01J3ZK8Q4M7V9X2B5N6P0RSTWY" })
  .brand<"ThreadKey">();
export type ThreadKey = z.infer<typeof ThreadKey>;

/** Longest list of units that one message is resolved to; a whole contingent is addressed by its name. */
export const MOST_UNITS = 2000;

/**
 * A message, as far as one contingent is concerned: one to units of three contingents is three entries of the same `message`. What was
 * written is not here but in the vault, under a key of its own, so that it can be erased and the journal stays as it is.
 */
export const MessageSent = entry(
  "message.sent",
  z.object({
    message: MessageId,
    thread: ThreadKey,
    contingent: ContingentId,
    /** Its units that are addressed, as found when it was sent; null: all of the contingent, whoever joins it later too. */
    units: z.array(UnitId).max(MOST_UNITS).readonly().nullable(),
    /** The unit that wrote; null: the command room. */
    from: UnitId.nullable(),
    /** Whether it is this contingent that wrote. */
    own: z.boolean(),
    to: Address,
    urgency: Urgency,
    replyTo: MessageId.nullable(),
    /** Whose key in the vault what was written is under. */
    text: SubjectId,
    /** When it was written, as its phone says; absent: when it arrived. */
    writtenAt: Instant.optional(),
  }),
  { roles: EVERYONE_ON_DUTY, contingentOf: ({ contingent }) => contingent },
);

/** Somebody has seen them: a unit on its phone, or (null) the command room, for which whoever opens the thread reads. */
export const MessageRead = entry(
  "message.read",
  z.object({
    contingent: ContingentId,
    unit: UnitId.nullable(),
    messages: z.array(MessageId).min(1).max(200).readonly(),
  }),
  { roles: [...COMMAND_ROOM, "field-device", "officer"], contingentOf: ({ contingent }) => contingent },
);

/** The keys of all messages up to one are destroyed: what was written is gone, that it was written stays. */
export const MessagesForgotten = entry(
  "message.forgotten",
  z.object({ untilSeq: z.int().nonnegative(), messages: z.int().positive() }),
  { roles: [...COMMAND_ROOM, "data-protection"] },
);

/** `text` is null once it was erased. */
export const MessageView = z.object({
  id: MessageId,
  /** Counts up: messages are shown in this order, which is that of their arrival, and paged by it. */
  seq: z.int().nonnegative(),
  thread: ThreadKey,
  /** When it arrived. */
  at: Instant,
  /** When it was written, which is before that on a phone that was out of reach; null: nobody said, or a clock was wrong. */
  writtenAt: Instant.nullable(),
  by: Actor,
  /** Null: the command room. */
  from: z.object({ unit: UnitId, callSign: z.string() }).nullable(),
  to: Address,
  urgency: Urgency,
  replyTo: MessageId.nullable(),
  text: z.string().nullable(),
  /** How many units it was sent to, and how many of them have read it; null: to a whole contingent. */
  sentTo: z.int().nonnegative().nullable(),
  readBy: z.int().nonnegative(),
  /** The reader's own side has read it: the command room, or the unit of the phone. What one wrote counts as read. */
  read: z.boolean(),
});
export type MessageView = z.infer<typeof MessageView>;

/** A thread as the command room sees it; its name is that of whom it is with, or null when that is no more or is an area. */
export const ThreadView = z.object({
  thread: ThreadKey,
  name: z.object({ fr: z.string(), en: z.string() }).nullable(),
  /** What units wrote and nobody of the command room has read, and how much of it is urgent. */
  unread: z.int().nonnegative(),
  urgent: z.int().nonnegative(),
  last: MessageView,
});
export type ThreadView = z.infer<typeof ThreadView>;
