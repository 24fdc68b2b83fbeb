import { type Migration, projecting } from "@cordon/ground";
import {
  type ContingentId,
  IncidentClosed,
  IncidentHandedOver,
  IncidentHandOverDeclined,
  IncidentHandOverOffered,
  IncidentMerged,
  IncidentNested,
  IncidentOpened,
  IncidentLocated,
  IncidentPrioritised,
  IncidentReopened,
  IncidentSplit,
  IncidentTyped,
} from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import type { IncidentView } from "../words.ts";
import type { IncidentTables, SignalTables, TaskTables } from "./rows.ts";
import { pointOf } from "./point.ts";

export const incidentMigration: Migration = {
  capability: "command",
  name: "0002-incidents",
  async up(db) {
    await sql`create table incident (
      id text primary key,
      number int not null unique,
      state text not null,
      kind text not null,
      title text not null,
      priority int not null,
      lon double precision not null,
      lat double precision not null,
      place text,
      commander jsonb not null,
      opened_at timestamptz not null,
      opened_by jsonb not null,
      closed_at timestamptz,
      outcome text
    )`.execute(db);
  },
};

export const incidentPartsMigration: Migration = {
  capability: "command",
  name: "0031-incident-parts",
  async up(db) {
    await sql`alter table incident add column parent text, add column merged_into text,
      add column offered_to jsonb, add column offered_note text`.execute(db);
    await sql`create index incident_parent on incident (parent) where parent is not null`.execute(db);
    await sql`create index incident_merged on incident (merged_into) where merged_into is not null`.execute(db);
  },
};

export const unknownIncidentsMigration: Migration = {
  capability: "command",
  name: "0037-incidents-of-unknown-position",
  async up(db) {
    await sql`alter table incident alter column lon drop not null, alter column lat drop not null`.execute(db);
  },
};

const project = projecting<IncidentTables & TaskTables & SignalTables>();

export const incidentProjections = [
  project(IncidentOpened, (tx, { at, by, data }) =>
    tx
      .insertInto("incident")
      .values({
        id: data.id,
        number: data.number,
        state: "open",
        kind: data.kind,
        title: data.title,
        priority: data.priority,
        lon: data.position?.[0] ?? null,
        lat: data.position?.[1] ?? null,
        place: data.place,
        commander: JSON.stringify(data.commander),
        opened_at: at,
        opened_by: JSON.stringify(by),
      })
      .execute(),
  ),
  project(IncidentLocated, (tx, { data: { incident, position, place } }) =>
    tx.updateTable("incident").set({ lon: position[0], lat: position[1], place }).where("id", "=", incident).execute(),
  ),
  project(IncidentPrioritised, (tx, { data }) =>
    tx.updateTable("incident").set({ priority: data.priority }).where("id", "=", data.incident).execute(),
  ),
  project(IncidentTyped, (tx, { data }) =>
    tx.updateTable("incident").set({ kind: data.kind }).where("id", "=", data.incident).execute(),
  ),
  project(IncidentHandedOver, (tx, { data }) =>
    tx
      .updateTable("incident")
      .set({ commander: JSON.stringify(data.commander), offered_to: null, offered_note: null })
      .where("id", "=", data.incident)
      .execute(),
  ),
  project(IncidentHandOverOffered, (tx, { data }) =>
    tx
      .updateTable("incident")
      .set({ offered_to: JSON.stringify(data.commander), offered_note: data.note ?? "" })
      .where("id", "=", data.incident)
      .execute(),
  ),
  project(IncidentHandOverDeclined, (tx, { data }) =>
    tx.updateTable("incident").set({ offered_to: null, offered_note: null }).where("id", "=", data.incident).execute(),
  ),
  project(IncidentNested, (tx, { data }) =>
    tx.updateTable("incident").set({ parent: data.parent }).where("id", "=", data.incident).execute(),
  ),
  project(IncidentMerged, async (tx, { at, data }) => {
    const { incident, into } = data;
    await tx
      .updateTable("incident")
      .set({ state: "merged", merged_into: into, closed_at: at, offered_to: null, offered_note: null })
      .where("id", "=", incident)
      .execute();
    await tx.updateTable("task").set({ incident: into }).where("incident", "=", incident).execute();
    await tx.updateTable("signal").set({ incident: into }).where("incident", "=", incident).execute();
  }),
  project(IncidentSplit, async (tx, { data }) => {
    const { into, signals, tasks } = data;
    if (tasks.length > 0) await tx.updateTable("task").set({ incident: into }).where("id", "in", tasks).execute();
    if (signals.length > 0) await tx.updateTable("signal").set({ incident: into }).where("id", "in", signals).execute();
  }),
  project(IncidentClosed, (tx, { at, data }) =>
    tx
      .updateTable("incident")
      .set({ state: "closed", closed_at: at, outcome: data.outcome })
      .where("id", "=", data.incident)
      .execute(),
  ),
  project(IncidentReopened, (tx, { data }) =>
    tx
      .updateTable("incident")
      .set({ state: "open", closed_at: null, outcome: null })
      .where("id", "=", data.incident)
      .execute(),
  ),
];

/**
 * Incidents with the number of their tasks and signals; add `where`, order and limit.
 * @param contingent the one whose tasks may be counted; null for all
 */
export function incidents(read: Kysely<IncidentTables & TaskTables & SignalTables>, contingent: ContingentId | null) {
  return read
    .selectFrom("incident")
    .selectAll("incident")
    .select((table) => {
      const counted = table
        .selectFrom("task")
        .whereRef("task.incident", "=", "incident.id")
        .select((row) => row.fn.countAll<number>().as("count"));
      const known = contingent === null ? counted : counted.where("task.contingent", "=", contingent);
      return [
        known.where("task.state", "=", "offered").as("waiting"),
        known.where("task.state", "in", ["acknowledged", "under-way"]).as("running"),
        known.as("all"),
        table
          .selectFrom("signal")
          .whereRef("signal.incident", "=", "incident.id")
          .select((row) => row.fn.countAll<number>().as("count"))
          .as("signals"),
      ];
    });
}

export function incidentView(
  row: Awaited<ReturnType<ReturnType<typeof incidents>["executeTakeFirstOrThrow"]>>,
): IncidentView {
  const waiting = row.waiting ?? 0;
  const running = row.running ?? 0;
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    title: row.title,
    priority: row.priority,
    position: pointOf(row),
    place: row.place,
    commander: row.commander,
    state: row.state,
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    closedAt: row.closed_at,
    outcome: row.outcome,
    parent: row.parent,
    mergedInto: row.merged_into,
    handOver: row.offered_to === null ? null : { to: row.offered_to, note: row.offered_note ?? "" },
    tasks: { waiting, running, ended: (row.all ?? 0) - waiting - running },
    signals: row.signals ?? 0,
  };
}
