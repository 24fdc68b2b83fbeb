import { accept, type Accepted, operating, role } from "@cordon/ground";
import {
  COMMAND_ROOM,
  EVERYONE_ON_DUTY,
  type IncidentId,
  isRefusal,
  type NewEntry,
  type PlaceId,
  type Principal,
  type Refusal,
  type SignalId,
  type SignalKind,
  type TaskId,
} from "@cordon/kernel";
import type { Kysely } from "kysely";
import { pointOf } from "../tables/point.ts";
import { type Decision, knows, type StandingIncident, type StandingSignal, type StandingTask } from "../rules.ts";
import type { CommandTables } from "../tables.ts";
import type { ForcesTables } from "../wings/forces/tables.ts";
import { noSuch, refuseAs } from "../words/refusals.ts";

/**
 * Operations of this room read these tables: its own, and what forces can and may do. Its queries answer for any moment: all they read
 * follows from the journal.
 */
export const { query, command } = operating<CommandTables & ForcesTables>({ past: true });

/** Who may call what, in the room's own words. */
export const decides = role("operator", "supervisor", "commander");
export const arranges = role("operator", "supervisor", "commander", "admin", "exercise");
export const reports = role(
  "operator",
  "supervisor",
  "commander",
  "steward",
  "officer",
  "field-device",
  "gate-device",
  "exercise",
);
export const moves = role("operator", "supervisor", "commander", "officer", "field-device", "exercise");
export const holdsTasks = role("officer", "field-device");
/** Who reads of incidents: the command room, and those who answer for what is kept in their logs and erase it. */
export const readsIncidents = { anyone: false, roles: [...COMMAND_ROOM, "data-protection"] } as const;
export const watches = { anyone: false, roles: COMMAND_ROOM } as const;
export const onDuty = { anyone: false, roles: [...EVERYONE_ON_DUTY, "pass-officer", "admin"] } as const;

/** The answer to a decision: its entries and the output, or the refusal. */
export function answer<Output>(decision: Decision, output: Output): Accepted<Output> | Refusal {
  return isRefusal(decision) ? decision : accept<Output>(entriesOf(decision), output);
}

function entriesOf(decision: Exclude<Decision, Refusal>): readonly NewEntry[] {
  return decision;
}

type Read = Kysely<CommandTables>;

export async function findSignal(
  read: Read,
  id: SignalId,
): Promise<(StandingSignal & { readonly incident: IncidentId | null }) | Refusal> {
  const row = await read.selectFrom("signal").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) return noSuch("signal", id);
  const { kind, place, state, incident } = row;
  return { id, kind, position: pointOf(row), place, state, incident };
}

export async function findIncident(
  read: Read,
  id: IncidentId,
): Promise<(StandingIncident & { readonly kind: SignalKind; readonly place: PlaceId | null }) | Refusal> {
  const row = await read.selectFrom("incident").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) return noSuch("incident", id);
  const { number, state, kind, priority, commander, place } = row;
  return { id, number, state, kind, priority, commander, position: pointOf(row), place };
}

/** What someone may not know of is not found. */
export async function findTask(read: Read, id: TaskId, by: Principal): Promise<StandingTask | Refusal> {
  const task = await read
    .selectFrom("task")
    .select(["id", "unit", "contingent", "state"])
    .where("id", "=", id)
    .executeTakeFirst();
  return task !== undefined && knows(by, task.contingent)
    ? task
    : refuseAs("no-such-task", "not-found", "there is no such task", id);
}

/** The number the next incident is called by. Safe because the journal runs one decision at a time. */
export async function nextIncidentNumber(read: Read): Promise<number> {
  const last = await read
    .selectFrom("incident")
    .select((row) => row.fn.max("number").as("number"))
    .executeTakeFirst();
  return (last?.number ?? 0) + 1;
}
