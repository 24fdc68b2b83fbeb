import { type Migration, projecting, schemaOf, tablesOf } from "@cordon/ground";
import {
  type Envelope,
  IncidentOpened,
  type IncidentId,
  IncidentTyped,
  type Instant,
  type Procedure,
  ProcedurePublished,
  type SignalKind,
  StepDone,
  type StepEvent,
  type StepKey,
  stepMachine,
  StepReopened,
  StepSeen,
  StepSkipped,
  isRefusal,
  step as next,
} from "@cordon/kernel";
import { type Kysely, type Selectable, sql } from "kysely";
import { writeLine } from "../../../tables/log.ts";
import { STANDARD_PROCEDURES } from "../rules/standard-procedures.ts";
import type { StandingStep } from "../rules/steps.ts";
import type { ProcedureTables, Tables } from "./rows.ts";

export const stepMigration: Migration = {
  capability: "command",
  name: "0032-procedures",
  async up(db) {
    await sql`create table procedure (
      reference text not null,
      version int not null,
      seq bigint not null unique,
      kind text,
      body jsonb not null,
      published_at timestamptz not null,
      published_by jsonb not null,
      primary key (reference, version)
    )`.execute(db);
    await sql`create table incident_step (
      incident text not null,
      step text not null,
      position int not null,
      body jsonb not null,
      state text not null,
      at timestamptz,
      by jsonb,
      said text not null,
      seen text,
      primary key (incident, step)
    )`.execute(db);
  },
};

export const typeMigration: Migration = {
  capability: "command",
  name: "0039-incident-types",
  async up(db) {
    await sql`alter table incident_step add column started_at timestamptz`.execute(db);
    await sql`update incident_step set started_at = incident.opened_at from incident where incident.id = incident_step.incident`.execute(
      db,
    );
    await sql`alter table incident_step alter column started_at set not null`.execute(db);
    await sql`alter table incident_log add column step_text jsonb, add column typed jsonb`.execute(db);
    await sql`update incident_log set step_text = incident_step.body->'text' from incident_step
      where incident_step.incident = incident_log.incident and incident_step.step = incident_log.step`.execute(db);
  },
};

const project = projecting<Tables>();

export const stepProjections = [
  project(ProcedurePublished, (tx, { seq, at, by, data }) =>
    tx
      .insertInto("procedure")
      .values({
        reference: data.reference,
        version: data.version,
        seq,
        kind: data.kind,
        body: JSON.stringify(data),
        published_at: at,
        published_by: JSON.stringify(by),
      })
      .execute(),
  ),
  project(IncidentOpened, (tx, { at, data }) => begin(tx, data.id, data.procedure, at)),
  // What was said of the checklist before is in the log; nobody waits for the rest of it any more.
  project(IncidentTyped, async (tx, { at, data }) => {
    await tx.deleteFrom("incident_step").where("incident", "=", data.incident).execute();
    await begin(tx, data.incident, data.procedure, at);
  }),
  project(StepDone, (tx, envelope) => moved(tx, envelope, "do", "incident.step-done", envelope.data.note)),
  project(StepSkipped, (tx, envelope) => moved(tx, envelope, "skip", "incident.step-skipped", envelope.data.reason)),
  project(StepReopened, (tx, envelope) =>
    moved(tx, envelope, "reopen", "incident.step-reopened", envelope.data.because),
  ),
  project(StepSeen, async (tx, envelope) => {
    const { incident, step, need } = envelope.data;
    const { body } = await tx
      .updateTable("incident_step")
      .set({ seen: need })
      .where("incident", "=", incident)
      .where("step", "=", step)
      .returning("body")
      .executeTakeFirstOrThrow();
    await writeLine(tx, envelope, incident, "incident.step-seen", { step, step_text: JSON.stringify(body.text) });
  }),
];

async function begin(
  tx: Kysely<Tables>,
  incident: IncidentId,
  procedure: Procedure | undefined,
  at: Instant,
): Promise<void> {
  if (procedure === undefined) return;
  const rows = procedure.steps.map((each, position) => ({
    ...{ incident, step: each.step, position, body: JSON.stringify(each) },
    ...{ state: "waiting" as const, said: "", started_at: at },
  }));
  await tx.insertInto("incident_step").values(rows).execute();
}

type Moved = Envelope<string, { readonly incident: IncidentId; readonly step: StepKey }>;

async function moved(
  tx: Kysely<Tables>,
  envelope: Moved,
  event: StepEvent,
  kind: "incident.step-done" | "incident.step-skipped" | "incident.step-reopened",
  said: string,
): Promise<void> {
  const { incident, step } = envelope.data;
  const row = await tx
    .selectFrom("incident_step")
    .select(["state", "body"])
    .where("incident", "=", incident)
    .where("step", "=", step)
    .executeTakeFirstOrThrow();
  const to = next(stepMachine, row.state, event);
  if (isRefusal(to)) throw new Error(`the journal moves the step ${step} against its table: ${to.because}`);
  await tx
    .updateTable("incident_step")
    .set({ state: to.to, at: envelope.at, by: JSON.stringify(envelope.by), said, seen: null })
    .where("incident", "=", incident)
    .where("step", "=", step)
    .execute();
  await writeLine(tx, envelope, incident, kind, { step, step_text: JSON.stringify(row.body.text), text: said });
}

export function standingStep(row: Selectable<ProcedureTables["incident_step"]>): StandingStep {
  return { ...row.body, state: row.state, at: row.at, seen: row.seen };
}

/** The checklist that an incident of this kind begins with: the last that was published for it, or the one Cordon came with. */
export async function procedureFor<Known>(read: Kysely<Known>, kind: SignalKind): Promise<Procedure | undefined> {
  const row = await tablesOf<ProcedureTables>(schemaOf(read))
    .selectFrom("procedure")
    .select("body")
    .where("kind", "=", kind)
    .orderBy("seq", "desc")
    .executeTakeFirst();
  return row?.body ?? STANDARD_PROCEDURES.find((procedure) => procedure.kind === kind);
}

/** The checklist that stands under a reference: the last that was published, or the one Cordon came with. */
export async function procedureNamed(read: Kysely<ProcedureTables>, reference: string): Promise<Procedure | undefined> {
  const row = await read
    .selectFrom("procedure")
    .select("body")
    .where("reference", "=", reference)
    .orderBy("version", "desc")
    .executeTakeFirst();
  return row?.body ?? STANDARD_PROCEDURES.find((procedure) => procedure.reference === reference);
}

/** How many steps of an incident's checklist wait. */
export async function waitingSteps<Known>(read: Kysely<Known>, incident: IncidentId): Promise<number> {
  const row = await tablesOf<ProcedureTables>(schemaOf(read))
    .selectFrom("incident_step")
    .select((table) => table.fn.countAll<number>().as("count"))
    .where("incident", "=", incident)
    .where("state", "=", "waiting")
    .executeTakeFirst();
  return row?.count ?? 0;
}
