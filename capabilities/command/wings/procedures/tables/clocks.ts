import { type Migration, projecting } from "@cordon/ground";
import {
  type Instant,
  millisecondsOf,
  instantOf,
  type Priority,
  TaskAcknowledged,
  TaskCancelled,
  TaskEscalated,
  TaskFinished,
  type TaskId,
  TaskOffered,
  TaskRefused,
  TaskStarted,
  type TaskState,
} from "@cordon/kernel";
import { type Kysely, sql, type UpdateObject } from "kysely";
import { writeLine } from "../../../tables/log.ts";
import { STANDARD_SILENCE_SECONDS, STANDARD_TIMES } from "../rules/escalation.ts";
import { EscalationSet, type EscalationTimes, type TaskClock } from "../words.ts";
import type { ProcedureTables, Tables } from "./rows.ts";

export const clockMigration: Migration = {
  capability: "command",
  name: "0033-clocks",
  async up(db) {
    await sql`create table task_clock (
      task text primary key,
      offer text,
      seq bigint not null,
      offered_at timestamptz not null,
      acknowledged_at timestamptz,
      started_at timestamptz,
      ended_at timestamptz,
      escalated int not null,
      escalated_at timestamptz
    )`.execute(db);
    await sql`create index task_clock_offer on task_clock (offer, seq) where offer is not null`.execute(db);
    await sql`create table escalation (id int primary key, times jsonb not null)`.execute(db);
  },
};

export const silenceMigration: Migration = {
  capability: "command",
  name: "0035-silence",
  async up(db) {
    await sql`alter table escalation add column silent_seconds int`.execute(db);
  },
};

const project = projecting<Tables>();

export const clockProjections = [
  project(TaskOffered, (tx, { seq, at, data }) =>
    tx
      .insertInto("task_clock")
      .values({ task: data.id, offer: data.offer ?? null, seq, offered_at: at, escalated: 0 })
      .execute(),
  ),
  project(TaskAcknowledged, (tx, { at, data }) =>
    stamp(tx, data.task, { acknowledged_at: at, escalated: 0, escalated_at: null }),
  ),
  // Whoever starts without having acknowledged says both.
  project(TaskStarted, (tx, { at, data }) =>
    stamp(tx, data.task, {
      acknowledged_at: sql<Instant>`coalesce(acknowledged_at, ${at})`,
      started_at: at,
      escalated: 0,
      escalated_at: null,
    }),
  ),
  project(TaskFinished, (tx, { at, data }) => stamp(tx, data.task, ended(at))),
  project(TaskRefused, (tx, { at, data }) => stamp(tx, data.task, ended(at))),
  project(TaskCancelled, (tx, { at, data }) => stamp(tx, data.task, ended(at))),
  project(TaskEscalated, async (tx, envelope) => {
    const { task, unit, contingent, step } = envelope.data;
    await stamp(tx, task, { escalated: step, escalated_at: envelope.at });
    const row = await tx.selectFrom("task").select("incident").where("id", "=", task).executeTakeFirst();
    if (row !== undefined && row.incident !== null)
      await writeLine(tx, envelope, row.incident, "task.escalated", { task, unit, contingent, text: String(step) });
  }),
  project(EscalationSet, (tx, { data }) => {
    const times = JSON.stringify(data.times);
    const silence = data.silentSeconds === undefined ? {} : { silent_seconds: data.silentSeconds };
    return tx
      .insertInto("escalation")
      .values({ id: 1, times, silent_seconds: null, ...silence })
      .onConflict((conflict) => conflict.column("id").doUpdateSet({ times, ...silence }))
      .execute();
  }),
];

const ended = (at: Instant) => ({ ended_at: at, escalated: 0, escalated_at: null }) as const;

function stamp(tx: Kysely<ProcedureTables>, task: TaskId, set: UpdateObject<ProcedureTables, "task_clock">) {
  return tx.updateTable("task_clock").set(set).where("task", "=", task).execute();
}

export async function escalationTimes(read: Kysely<ProcedureTables>): Promise<EscalationTimes> {
  const row = await read.selectFrom("escalation").select("times").executeTakeFirst();
  return row?.times ?? STANDARD_TIMES;
}

/** After how long a unit on a task is called silent, in seconds. */
export async function silentSeconds(read: Kysely<ProcedureTables>): Promise<number> {
  const row = await read.selectFrom("escalation").select("silent_seconds").executeTakeFirst();
  return row?.silent_seconds ?? STANDARD_SILENCE_SECONDS;
}

/** Orders that wait to be understood. Of one that several units were offered, the first that still waits stands for all. */
export function waitingTasks(read: Kysely<Tables>) {
  return read
    .selectFrom("task_clock")
    .innerJoin("task", "task.id", "task_clock.task")
    .leftJoin("incident", "incident.id", "task.incident")
    .where("task.state", "=", "offered")
    .where(
      sql<boolean>`not exists (
        select 1 from task_clock other join task as offered on offered.id = other.task
        where other.offer = task_clock.offer and other.seq < task_clock.seq and offered.state = 'offered')`,
    )
    .select([
      "task.id",
      "task.unit",
      "task.contingent",
      "task.state",
      "task.incident",
      "incident.priority",
      "task_clock.offered_at as offeredAt",
      "task_clock.escalated",
    ])
    .orderBy("task_clock.seq");
}

/** The clocks of these tasks, in the order they were offered. */
export async function clocksOf(
  read: Kysely<ProcedureTables>,
  orders: readonly { readonly id: TaskId; readonly state: TaskState; readonly priority: Priority | null }[],
): Promise<TaskClock[]> {
  if (orders.length === 0) return [];
  const times = await escalationTimes(read);
  const known = new Map(orders.map((order) => [order.id, order]));
  const rows = await read
    .selectFrom("task_clock")
    .selectAll()
    .where("task", "in", [...known.keys()])
    .orderBy("seq")
    .execute();
  return rows.map((row) => {
    const order = known.get(row.task);
    const limit = times[order?.priority ?? 3];
    const waits = order?.state === "offered";
    return {
      task: row.task,
      offer: row.offer,
      offeredAt: row.offered_at,
      acknowledgedAt: row.acknowledged_at,
      startedAt: row.started_at,
      endedAt: row.ended_at,
      escalated: row.escalated,
      dueAt: waits ? instantOf(millisecondsOf(row.offered_at) + 1000 * limit) : null,
    };
  });
}
