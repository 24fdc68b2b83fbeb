import { z } from "zod";
import { COMMAND_ROOM, entry } from "./entry.ts";
import { Position } from "./geo.ts";
import { IncidentId, PlaceId, SignalId } from "./id.ts";
import type { Machine } from "./machine.ts";
import { Actor } from "./role.ts";
import { Exhibit, SignalKind } from "./signal.ts";

/** From 1 (act at once) to 4 (when there is time). */
export const Priority = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export type Priority = z.infer<typeof Priority>;

export const IncidentState = z.enum(["open", "closed"]);
export type IncidentState = z.infer<typeof IncidentState>;
export type IncidentEvent = "close" | "reopen";

/** A human's decision that something is happening. `number` is what people say on the radio; it counts from 1. */
export const Incident = z.object({
  id: IncidentId,
  number: z.int().positive(),
  kind: SignalKind,
  title: z.string().min(1).max(160),
  priority: Priority,
  position: Position,
  place: PlaceId.nullable(),
  commander: Actor,
});
export type Incident = z.infer<typeof Incident>;

export const IncidentOpened = entry("incident.opened", Incident.extend({ signal: SignalId.nullable() }), {
  roles: COMMAND_ROOM,
});
/** A line of the incident's log. Free text: no personal data; the interface says so where it is typed. */
export const IncidentNoted = entry(
  "incident.noted",
  z.object({
    incident: IncidentId,
    text: z.string().min(1).max(2000),
    /** Photos and files that go with it; absent in entries from before there were any. */
    exhibits: z.array(Exhibit).min(1).max(8).readonly().optional(),
  }),
  { roles: COMMAND_ROOM },
);
export const IncidentPrioritised = entry(
  "incident.prioritised",
  z.object({ incident: IncidentId, priority: Priority }),
  { roles: COMMAND_ROOM },
);
export const IncidentHandedOver = entry("incident.handed-over", z.object({ incident: IncidentId, commander: Actor }), {
  roles: COMMAND_ROOM,
});
export const IncidentClosed = entry(
  "incident.closed",
  z.object({ incident: IncidentId, outcome: z.string().min(1).max(500) }),
  { roles: COMMAND_ROOM },
);
export const IncidentReopened = entry(
  "incident.reopened",
  z.object({ incident: IncidentId, because: z.string().min(1).max(500) }),
  { roles: COMMAND_ROOM },
);

export const incidentMachine: Machine<IncidentState, IncidentEvent> = {
  word: "incident",
  initial: "open",
  table: {
    open: { close: "closed", reopen: null },
    closed: { close: null, reopen: "open" },
  },
};
