import { type OwnedTable, wing } from "@cordon/ground";
import {
  IncidentAttachmentErased,
  IncidentHandOverOffered,
  IncidentMerged,
  IncidentNested,
  IncidentSplit,
  IncidentTyped,
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
import { eraseAttachment } from "./operations/erase-attachment.ts";
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
import { typeIncident } from "./operations/type-incident.ts";
import { attachmentMigration, attachmentProjections, reportFileMigration } from "./tables/attachments.ts";
import { clockMigration, clockProjections, silenceMigration } from "./tables/clocks.ts";
import type { ProcedureTables } from "./tables/rows.ts";
import { stepMigration, stepProjections, typeMigration } from "./tables/steps.ts";
import { EscalationSet } from "./words.ts";
import { eraseAttachments } from "./workers/erase-attachments.ts";
import { eraseReportFiles } from "./workers/erase-report-files.ts";
import { escalateTasks } from "./workers/escalate-tasks.ts";

const key = (name: keyof ProcedureTables, ...columns: readonly string[]): OwnedTable => ({
  name,
  key: columns,
  derivedFrom: "journal",
});

/** From the end of an incident. A year: as long as images that the law lets be kept longest (law.md), and as long as a review takes. */
const KEEP_ATTACHMENTS_DAYS = 365;

/** How an incident is worked: checklists, clocks, escalation, parts of incidents, and the report afterwards. */
export function procedures({
  positions,
  keepAttachmentsDays: keepDays = KEEP_ATTACHMENTS_DAYS,
}: {
  readonly positions: Positions;
  readonly keepAttachmentsDays?: number;
}) {
  return wing({
    entries: [
      ProcedurePublished,
      StepDone,
      StepSkipped,
      StepReopened,
      StepSeen,
      IncidentAttachmentErased,
      IncidentHandOverOffered,
      IncidentMerged,
      IncidentNested,
      IncidentSplit,
      IncidentTyped,
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
      typeIncident,
      nestIncident,
      mergeIncidents,
      splitIncident,
      offerOpenly,
      setEscalation,
      eraseAttachment,
      listNeeds(positions),
    ],
    migrations: [
      stepMigration,
      clockMigration,
      silenceMigration,
      attachmentMigration,
      reportFileMigration,
      typeMigration,
    ],
    tables: [
      key("procedure", "reference", "version"),
      key("incident_step", "incident", "step"),
      key("task_clock", "task"),
      key("attachment_erased", "seq"),
      key("escalation", "id"),
    ],
    projections: [...stepProjections, ...clockProjections, ...attachmentProjections],
    workers: [escalateTasks, eraseAttachments(keepDays), eraseReportFiles(keepDays)],
  });
}
