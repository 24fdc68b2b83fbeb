import {
  Actor,
  entry,
  COMMAND_ROOM,
  FenceId,
  IncidentId,
  Instant,
  MessageId,
  OverlayId,
  Place,
  PlaceId,
  PlaceKind,
  Position,
  Priority,
  ShiftId,
  SignalId,
  SignalKind,
  TaskId,
  UnitId,
} from "@cordon/kernel";
import { z } from "zod";
import { line } from "../../words.ts";
import { ThreadKey } from "../messages/words.ts";

/*
 * A moment is what the first so many entries of the journal say. A chapter is a moment that a person marked, with a note: the after-action
 * review goes from one to the next. A change is what entries between two moments did to a thing.
 */

/** How many entries of the journal are known. */
export const MomentSize = z.int().nonnegative().max(Number.MAX_SAFE_INTEGER);

/** Free text: no personal data; the interface says so where it is typed. */
export const MomentMarked = entry(
  "moment.marked",
  z.object({ size: MomentSize, note: z.string().min(1).max(200), incident: IncidentId.nullable() }),
  { roles: COMMAND_ROOM },
);
export const MomentUnmarked = entry("moment.unmarked", z.object({ mark: z.int().nonnegative() }), {
  roles: COMMAND_ROOM,
});

export const ChapterNote = line(200);

export const ChapterView = z.object({
  /** The number of the entry that marked it. */
  mark: z.int().nonnegative(),
  size: MomentSize,
  /** When the last entry that was known was written; null before the first. */
  at: Instant.nullable(),
  note: z.string(),
  incident: z.object({ id: IncidentId, number: z.int(), title: z.string() }).nullable(),
  by: Actor,
});
export type ChapterView = z.infer<typeof ChapterView>;

export const ChangeHow = z.enum(["new", "changed", "closed"]);
export type ChangeHow = z.infer<typeof ChangeHow>;

const said = {
  how: ChangeHow,
  /** The entries that did it, in order; the last fifty of more. */
  entries: z.array(z.int().nonnegative()),
  at: Instant,
  position: Position.nullable(),
};
const PlaceName = Place.shape.name;
export const ChangeView = z.discriminatedUnion("what", [
  z.object({ what: z.literal("signal"), id: SignalId, kind: SignalKind, note: z.string(), ...said }),
  z.object({
    what: z.literal("incident"),
    id: IncidentId,
    number: z.int(),
    title: z.string(),
    priority: Priority,
    ...said,
  }),
  z.object({
    what: z.literal("task"),
    id: TaskId,
    incident: IncidentId.nullable(),
    order: z.string(),
    callSign: z.string(),
    ...said,
  }),
  z.object({ what: z.literal("unit"), id: UnitId, callSign: z.string(), ...said }),
  z.object({ what: z.literal("shift"), id: ShiftId, callSign: z.string(), place: PlaceName.nullable(), ...said }),
  z.object({ what: z.literal("place"), id: PlaceId, kind: PlaceKind, name: PlaceName, ...said }),
  z.object({ what: z.literal("fence"), id: FenceId, name: z.string(), ...said }),
  z.object({ what: z.literal("drawing"), id: OverlayId, name: z.string(), ...said }),
  /** `from`: the call sign of the unit that wrote it; null: the command room. What was written is in the vault, and not said here. */
  z.object({ what: z.literal("message"), id: MessageId, thread: ThreadKey, from: z.string().nullable(), ...said }),
]);
export type ChangeView = z.infer<typeof ChangeView>;
