import { type OwnedTable, wing } from "@cordon/ground";
import {
  IncidentHandOverOffered,
  IncidentMerged,
  IncidentNested,
  IncidentSplit,
  ProcedurePublished,
  StepDone,
  StepReopened,
  StepSeen,
  StepSkipped,
  TaskEscalated,
} from "@cordon/kernel";
import type { Positions } from "../forces/index/positions.ts";
import { acknowledgeStep } from "./operations/acknowledge-step.ts";
import { doStep } from "./operations/do-step.ts";
import { listNeeds } from "./operations/list-needs.ts";
import { listProcedures } from "./operations/list-procedures.ts";
import { mergeIncidents } from "./operations/merge-incidents.ts";
import { nestIncident } from "./operations/nest-incident.ts";
import { offerOpenly } from "./operations/offer-openly.ts";
import { publishProcedure } from "./operations/publish-procedure.ts";
import { reopenStep } from "./operations/reopen-step.ts";
import { setEscalation } from "./operations/set-escalation.ts";
import { showWork } from "./operations/show-work.ts";
import { skipStep } from "./operations/skip-step.ts";
import { splitIncident } from "./operations/split-incident.ts";
import { clockMigration, clockProjections, silenceMigration } from "./tables/clocks.ts";
import type { ProcedureTables } from "./tables/rows.ts";
import { stepMigration, stepProjections } from "./tables/steps.ts";
import { EscalationSet } from "./words.ts";
import { escalateTasks } from "./workers/escalate-tasks.ts";

const key = (name: keyof ProcedureTables, ...columns: readonly string[]): OwnedTable => ({
  name,
  key: columns,
  derivedFrom: "journal",
});

/** How an incident is worked: checklists, clocks, escalation, parts of incidents, and the report afterwards. */
export const procedures = (outside: { readonly positions: Positions }) =>
  wing({
    entries: [
      ProcedurePublished,
      StepDone,
      StepSkipped,
      StepReopened,
      StepSeen,
      IncidentHandOverOffered,
      IncidentMerged,
      IncidentNested,
      IncidentSplit,
      TaskEscalated,
      EscalationSet,
    ],
    operations: [
      publishProcedure,
      listProcedures,
      showWork,
      doStep,
      skipStep,
      reopenStep,
      acknowledgeStep,
      nestIncident,
      mergeIncidents,
      splitIncident,
      offerOpenly,
      setEscalation,
      listNeeds(outside.positions),
    ],
    migrations: [stepMigration, clockMigration, silenceMigration],
    tables: [
      key("procedure", "reference", "version"),
      key("incident_step", "incident", "step"),
      key("task_clock", "task"),
      key("escalation", "id"),
    ],
    projections: [...stepProjections, ...clockProjections],
    workers: [escalateTasks],
  });
