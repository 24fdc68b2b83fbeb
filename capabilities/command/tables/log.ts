import { type Migration, projecting } from "@cordon/ground";
import {
  type CommandId,
  type ContingentId,
  type Envelope,
  IncidentAttachmentErased,
  IncidentClosed,
  IncidentHandedOver,
  IncidentHandOverDeclined,
  IncidentHandOverOffered,
  type IncidentId,
  IncidentMerged,
  IncidentNested,
  IncidentNoted,
  IncidentOpened,
  IncidentLocated,
  IncidentPrioritised,
  IncidentReopened,
  IncidentSplit,
  IncidentTyped,
  type Instant,
  SignalConfirmed,
  SignalMerged,
  SignalReopened,
  TaskAcknowledged,
  TaskCancelled,
  TaskFinished,
  type TaskId,
  TaskOffered,
  TaskRefused,
  TaskStarted,
  type UnitId,
} from "@cordon/kernel";
import { type Insertable, type Kysely, sql } from "kysely";
import type { LogKind, LogLine } from "../words.ts";
import type { IncidentTables, LogTables, TaskTables, UnitTables } from "./rows.ts";

export const logMigration: Migration = {
  capability: "command",
  name: "0006-incident-log",
  async up(db) {
    await sql`create table incident_log (
      seq bigint primary key,
      incident text not null,
      at timestamptz not null,
      by jsonb not null,
      kind text not null,
      text text not null,
      priority int,
      signal text,
      task text,
      unit text,
      contingent text,
      pressed_at timestamptz
    )`.execute(db);
    await sql`create index incident_log_incident on incident_log (incident, seq)`.execute(db);
    await sql`create index incident_log_signal on incident_log (signal, seq) where signal is not null`.execute(db);
  },
};

export const logExhibitsMigration: Migration = {
  capability: "command",
  name: "0030-log-exhibits",
  async up(db) {
    await sql`alter table incident_log add column exhibits jsonb`.execute(db);
  },
};

export const logStepMigration: Migration = {
  capability: "command",
  name: "0034-log-steps",
  async up(db) {
    await sql`alter table incident_log add column step text`.execute(db);
  },
};

type Tables = LogTables & TaskTables & IncidentTables;
const project = projecting<Tables>();

export const logProjections = [
  project(IncidentOpened, (tx, envelope) =>
    write(tx, envelope, envelope.data.id, "incident.opened", {
      text: envelope.data.title,
      priority: envelope.data.priority,
      signal: envelope.data.signal,
    }),
  ),
  project(IncidentNoted, (tx, envelope) =>
    write(tx, envelope, envelope.data.incident, "incident.noted", {
      text: envelope.data.text,
      exhibits: envelope.data.exhibits === undefined ? null : JSON.stringify(envelope.data.exhibits),
    }),
  ),
  project(IncidentAttachmentErased, async (tx, envelope) => {
    const { incident, line, blob, because } = envelope.data;
    await tx
      .updateTable("incident_log")
      .set({
        exhibits: sql`(select nullif(coalesce(jsonb_agg(each), '[]'), '[]') from jsonb_array_elements(exhibits) each where each->>'blob' <> ${blob})`,
      })
      .where("seq", "=", line)
      .execute();
    await write(tx, envelope, incident, "incident.attachment-erased", { text: because });
  }),
  project(IncidentLocated, (tx, envelope) => {
    const { incident, address, position } = envelope.data;
    const text = address === "" ? `${position[1].toFixed(5)}, ${position[0].toFixed(5)}` : address;
    return write(tx, envelope, incident, "incident.located", { text });
  }),
  project(IncidentPrioritised, (tx, envelope) =>
    write(tx, envelope, envelope.data.incident, "incident.prioritised", { priority: envelope.data.priority }),
  ),
  project(IncidentTyped, (tx, envelope) => {
    const { incident, kind, procedure } = envelope.data;
    return write(tx, envelope, incident, "incident.typed", {
      typed: JSON.stringify({ kind, checklist: procedure?.name ?? null }),
    });
  }),
  project(IncidentHandedOver, (tx, envelope) =>
    write(tx, envelope, envelope.data.incident, "incident.handed-over", {
      text: envelope.data.note ?? envelope.data.commander.id,
    }),
  ),
  project(IncidentHandOverOffered, (tx, envelope) =>
    write(tx, envelope, envelope.data.incident, "incident.hand-over-offered", { text: envelope.data.note ?? "" }),
  ),
  project(IncidentHandOverDeclined, (tx, envelope) =>
    write(tx, envelope, envelope.data.incident, "incident.hand-over-declined", { text: envelope.data.because }),
  ),
  project(IncidentMerged, async (tx, envelope) =>
    write(tx, envelope, envelope.data.incident, "incident.merged", { text: await numberOf(tx, envelope.data.into) }),
  ),
  project(IncidentSplit, async (tx, envelope) =>
    write(tx, envelope, envelope.data.incident, "incident.split", { text: await numberOf(tx, envelope.data.into) }),
  ),
  project(IncidentNested, async (tx, envelope) => {
    const { incident, parent } = envelope.data;
    await write(tx, envelope, incident, "incident.nested", {
      text: parent === null ? "" : await numberOf(tx, parent),
    });
  }),
  project(IncidentClosed, (tx, envelope) =>
    write(tx, envelope, envelope.data.incident, "incident.closed", { text: envelope.data.outcome }),
  ),
  project(IncidentReopened, (tx, envelope) =>
    write(tx, envelope, envelope.data.incident, "incident.reopened", { text: envelope.data.because }),
  ),
  project(SignalConfirmed, (tx, envelope) =>
    write(tx, envelope, envelope.data.incident, "signal.confirmed", { signal: envelope.data.signal }),
  ),
  project(SignalMerged, (tx, envelope) =>
    write(tx, envelope, envelope.data.incident, "signal.merged", { signal: envelope.data.signal }),
  ),
  project(SignalReopened, async (tx, envelope) => {
    // The incident it was merged into is no longer on the signal; the log itself remembers.
    const merged = await tx
      .selectFrom("incident_log")
      .select("incident")
      .where("signal", "=", envelope.data.signal)
      .where("kind", "=", "signal.merged")
      .orderBy("seq", "desc")
      .executeTakeFirst();
    if (merged !== undefined)
      await write(tx, envelope, merged.incident, "signal.reopened", { signal: envelope.data.signal });
  }),
  project(TaskOffered, async (tx, envelope) => {
    const { id, incident, unit, contingent, order } = envelope.data;
    if (incident !== null)
      await write(tx, envelope, incident, "task.offered", { task: id, unit, contingent, text: order });
  }),
  project(TaskAcknowledged, (tx, envelope) => writeStep(tx, envelope, "task.acknowledged", "")),
  project(TaskStarted, (tx, envelope) => writeStep(tx, envelope, "task.started", "")),
  project(TaskFinished, (tx, envelope) => writeStep(tx, envelope, "task.finished", envelope.data.note)),
  project(TaskRefused, (tx, envelope) => writeStep(tx, envelope, "task.refused", envelope.data.reason)),
  project(TaskCancelled, (tx, envelope) => {
    const { reason, takenBy } = envelope.data;
    return takenBy === undefined
      ? writeStep(tx, envelope, "task.cancelled", reason)
      : writeStep(tx, envelope, "task.taken", takenBy);
  }),
];

/** As one says it on the radio. */
async function numberOf(tx: Kysely<Tables>, incident: IncidentId): Promise<string> {
  const row = await tx.selectFrom("incident").select("number").where("id", "=", incident).executeTakeFirstOrThrow();
  return String(row.number);
}

type Said = Partial<Omit<Insertable<LogTables["incident_log"]>, "seq" | "incident" | "at" | "by" | "kind">>;

/** One line of an incident's log. */
export { write as writeLine };

async function write(
  tx: Kysely<LogTables>,
  { seq, at, by }: Envelope,
  incident: IncidentId,
  kind: LogKind,
  said: Said,
): Promise<void> {
  await tx
    .insertInto("incident_log")
    .values({ seq, incident, at, by: JSON.stringify(by), kind, text: "", ...said })
    .execute();
}

type Step = {
  readonly task: TaskId;
  readonly unit: UnitId;
  readonly contingent: ContingentId;
  readonly commandId: CommandId | null;
  readonly pressedAt: Instant | null;
};

async function writeStep(
  tx: Kysely<Tables>,
  envelope: Envelope<string, Step>,
  kind: LogKind,
  text: string,
): Promise<void> {
  const { task, unit, contingent, pressedAt } = envelope.data;
  const { incident } = await tx.selectFrom("task").select("incident").where("id", "=", task).executeTakeFirstOrThrow();
  if (incident !== null)
    await write(tx, envelope, incident, kind, { task, unit, contingent, text, pressed_at: pressedAt });
}

/** An incident's log, oldest first; lines about units of other contingents only for those who may know of them. */
export async function logOf(
  read: Kysely<LogTables & UnitTables & IncidentTables>,
  incident: IncidentId,
  contingent: ContingentId | null,
): Promise<LogLine[]> {
  const rows = await read
    .selectFrom("incident_log")
    .leftJoin("unit", "unit.id", "incident_log.unit")
    .selectAll("incident_log")
    .select("unit.call_sign")
    .where("incident", "in", await withMerged(read, incident))
    .orderBy("seq")
    .execute();
  return rows
    .filter((row) => contingent === null || row.contingent === null || row.contingent === contingent)
    .map((row) => ({
      seq: row.seq,
      at: row.at,
      by: row.by,
      kind: row.kind,
      text: row.text,
      priority: row.priority,
      signal: row.signal,
      task: row.task,
      unit: row.unit,
      callSign: row.call_sign,
      pressedAt: row.pressed_at,
      exhibits: row.exhibits ?? [],
      step: row.step,
      stepText: row.step_text,
      typed: row.typed,
    }));
}

/** An incident and all that were merged into it, or into one of those. */
export async function withMerged(read: Kysely<IncidentTables>, incident: IncidentId): Promise<readonly IncidentId[]> {
  const all = [incident];
  for (let from = 0; from < all.length; ) {
    const asked = all.slice(from);
    from = all.length;
    const rows = await read.selectFrom("incident").select("id").where("merged_into", "in", asked).execute();
    all.push(...rows.map((row) => row.id));
  }
  return all;
}
