import { type Migration, projecting } from "@cordon/ground";
import {
  type CommandId,
  type ContingentId,
  type Envelope,
  type Instant,
  TaskAcknowledged,
  TaskCancelled,
  type TaskEvent,
  TaskFinished,
  type TaskId,
  TaskOffered,
  TaskRefused,
  TaskStarted,
  type TaskState,
  taskMachine,
  step,
  isRefusal,
} from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import type { TaskView } from "../words.ts";
import type { IncidentTables, TaskTables, UnitTables } from "./rows.ts";

export const taskMigration: Migration = {
  capability: "command",
  name: "0003-tasks",
  async up(db) {
    await sql`create table task (
      id text primary key,
      seq bigint not null unique,
      state text not null,
      incident text,
      unit text not null,
      contingent text not null,
      "order" text not null,
      lon double precision not null,
      lat double precision not null,
      offered_at timestamptz not null,
      offered_by jsonb not null,
      changed_at timestamptz not null,
      changed_by jsonb not null,
      pressed_at timestamptz,
      said text not null
    )`.execute(db);
    await sql`create index task_unit on task (unit, seq desc)`.execute(db);
    await sql`create index task_incident on task (incident, seq) where incident is not null`.execute(db);
    await sql`create table command_seen (
      command_id text primary key,
      task text not null,
      event text not null,
      state text not null
    )`.execute(db);
  },
};

export const takenTasksMigration: Migration = {
  capability: "command",
  name: "0038-tasks-taken",
  async up(db) {
    await sql`alter table task add column taken_by text`.execute(db);
  },
};

const project = projecting<TaskTables>();

export const taskProjections = [
  project(TaskOffered, (tx, { seq, at, by, data }) =>
    tx
      .insertInto("task")
      .values({
        id: data.id,
        seq,
        state: "offered",
        incident: data.incident,
        unit: data.unit,
        contingent: data.contingent,
        order: data.order,
        lon: data.position[0],
        lat: data.position[1],
        offered_at: at,
        offered_by: JSON.stringify(by),
        changed_at: at,
        changed_by: JSON.stringify(by),
        said: "",
      })
      .execute(),
  ),
  project(TaskAcknowledged, (tx, envelope) => moved(tx, envelope, "acknowledge", "")),
  project(TaskStarted, (tx, envelope) => moved(tx, envelope, "start", "")),
  project(TaskFinished, (tx, envelope) => moved(tx, envelope, "finish", envelope.data.note)),
  project(TaskRefused, (tx, envelope) => moved(tx, envelope, "refuse", envelope.data.reason)),
  project(TaskCancelled, async (tx, envelope) => {
    const { task, reason, takenBy } = envelope.data;
    await moved(tx, envelope, "cancel", reason);
    if (takenBy !== undefined) await tx.updateTable("task").set({ taken_by: takenBy }).where("id", "=", task).execute();
  }),
];

type Moved = Envelope<
  string,
  { readonly task: TaskId; readonly commandId: CommandId | null; readonly pressedAt: Instant | null }
>;

async function moved(tx: Kysely<TaskTables>, { at, by, data }: Moved, event: TaskEvent, said: string): Promise<void> {
  const task = await tx.selectFrom("task").select("state").where("id", "=", data.task).executeTakeFirstOrThrow();
  const next = step(taskMachine, task.state, event);
  if (isRefusal(next)) throw new Error(`the journal moves task ${data.task} against its table: ${next.because}`);
  await tx
    .updateTable("task")
    .set({ state: next.to, changed_at: at, changed_by: JSON.stringify(by), pressed_at: data.pressedAt, said })
    .where("id", "=", data.task)
    .execute();
  if (data.commandId !== null) {
    await tx
      .insertInto("command_seen")
      .values({ command_id: data.commandId, task: data.task, event, state: next.to })
      .execute();
  }
}

/** A task that has not ended is one of these. */
export const OPEN_TASK: readonly TaskState[] = ["offered", "acknowledged", "under-way"];

/**
 * Tasks with what one says on the radio of their unit and their incident; add `where`, order and limit.
 * @param contingent the one whose tasks may be known; null for all
 */
export function tasks(read: Kysely<TaskTables & UnitTables & IncidentTables>, contingent: ContingentId | null) {
  const all = read
    .selectFrom("task")
    .innerJoin("unit", "unit.id", "task.unit")
    .leftJoin("incident", "incident.id", "task.incident")
    .selectAll("task")
    .select(["unit.call_sign", "unit.kind as unit_kind", "incident.number", "incident.title", "incident.priority"]);
  return contingent === null ? all : all.where("task.contingent", "=", contingent);
}

export function taskView(row: Awaited<ReturnType<ReturnType<typeof tasks>["executeTakeFirstOrThrow"]>>): TaskView {
  return {
    id: row.id,
    incident: row.incident,
    unit: row.unit,
    contingent: row.contingent,
    order: row.order,
    position: [row.lon, row.lat],
    state: row.state,
    callSign: row.call_sign,
    unitKind: row.unit_kind,
    incidentNumber: row.number,
    incidentTitle: row.title,
    priority: row.priority,
    offeredAt: row.offered_at,
    offeredBy: row.offered_by,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
    pressedAt: row.pressed_at,
    said: row.said,
    takenBy: row.taken_by,
  };
}
