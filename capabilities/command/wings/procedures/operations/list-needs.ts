import { instantOf, millisecondsOf, type Principal } from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import { z } from "zod";
import { watches } from "../../../operations/operating.ts";
import type { Positions } from "../../forces/index/positions.ts";
import type { IncidentTables, LogTables } from "../../../tables/rows.ts";
import { OPEN_TASK } from "../../../tables/task.ts";
import { dueAt, needOf } from "../rules/steps.ts";
import { silentSeconds } from "../tables/clocks.ts";
import { standingStep } from "../tables/steps.ts";
import { type Need, Need as NeedView } from "../words.ts";
import { query } from "./operating.ts";

/** As many as a person can look at; the most urgent first. */
const MOST = 200;

export const listNeeds = (positions: Positions) =>
  query({
    name: "command.list-needs",
    summary:
      "What needs a supervisor: required steps that were skipped or are overdue, orders nobody acknowledged, and units on a task that have not been heard of; and of which incidents the caller is asked to take command.",
    input: z.object({}),
    output: z.object({ needs: z.array(NeedView) }),
    allow: watches,
    // How old a position is, only the live plane knows.
    past: false,
    async run({ by, read, now }) {
      const needs: Need[] = [];
      const rows = await read
        .selectFrom("incident_step")
        .innerJoin("incident", "incident.id", "incident_step.incident")
        .selectAll("incident_step")
        .select(["incident.number", "incident.title", "incident.priority"])
        .where("incident.state", "=", "open")
        .orderBy("incident.number")
        .orderBy("incident_step.position")
        .execute();
      for (const steps of Map.groupBy(rows, (row) => row.incident).values()) {
        const standing = steps.map(standingStep);
        for (const row of steps) {
          const step = standingStep(row);
          const why = needOf(step, standing, row.started_at, now);
          if (why === null || why === step.seen) continue;
          const since = (why === "skipped" ? step.at : dueAt(step, standing, row.started_at)) ?? row.started_at;
          const { incident, number, title, priority, said } = row;
          needs.push({
            ...{ need: "step", incident, number, title, priority, step: step.step, text: step.text, why, since },
            said: why === "skipped" ? said : "",
          });
        }
      }
      needs.push(...(await handOversTo(read, by)));
      let known = read
        .selectFrom("task_clock")
        .innerJoin("task", "task.id", "task_clock.task")
        .innerJoin("unit", "unit.id", "task.unit")
        .leftJoin("incident", "incident.id", "task.incident")
        .selectAll("task")
        .select(["task_clock.escalated", "task_clock.escalated_at", "unit.call_sign", "unit.track"])
        .select(["incident.number", "incident.priority"])
        .where("task.state", "in", OPEN_TASK)
        .orderBy("task.seq");
      if (by.contingent !== null) known = known.where("task.contingent", "=", by.contingent);
      const orders = await known.execute();
      const silent = await silentSeconds(read);
      for (const row of orders) {
        const { id: task, unit, contingent, call_sign: callSign, order, incident, number, priority } = row;
        const about = { task, unit, contingent, callSign, order, incident, number, priority };
        if (row.state === "offered") {
          if (row.escalated !== 0 && row.escalated_at !== null)
            needs.push({ need: "acknowledgement", ...about, step: row.escalated, since: row.escalated_at });
          continue;
        }
        // The live plane forgets; who was never heard of is known by the list of units, and is no loss of contact.
        const seen = positions.position(row.track);
        if (seen !== null && millisecondsOf(now) - seen.atMs > 1000 * silent)
          needs.push({ need: "contact", ...about, since: instantOf(Math.floor(seen.atMs)) });
      }
      const urgent = (need: Need) => need.priority ?? 4;
      return {
        needs: needs.toSorted((a, b) => urgent(a) - urgent(b) || (a.since < b.since ? -1 : 1)).slice(0, MOST),
      };
    },
  });

/** Incidents of which somebody is asked to take command. */
async function handOversTo(read: Kysely<IncidentTables & LogTables>, by: Principal): Promise<Need[]> {
  const rows = await read
    .selectFrom("incident")
    .select(["id", "number", "title", "priority", "commander", "offered_note", "opened_at"])
    .select((row) =>
      row
        .selectFrom("incident_log")
        .whereRef("incident_log.incident", "=", "incident.id")
        .where("incident_log.kind", "=", "incident.hand-over-offered")
        .select((line) => line.fn.max("incident_log.at").as("at"))
        .as("asked_at"),
    )
    .where("state", "=", "open")
    .where(sql<boolean>`offered_to->>'kind' = ${by.kind} and offered_to->>'id' = ${by.id}`)
    .execute();
  return rows.map(({ id, number, title, priority, commander, offered_note: note, opened_at, asked_at }) => ({
    ...{ need: "hand-over", incident: id, number, title, priority, commander, note: note ?? "" },
    since: asked_at ?? opened_at,
  }));
}
