import { type Instant, instantOf, millisecondsOf, type Position, type Principal } from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import { z } from "zod";
import { watches } from "../../../operations/operating.ts";
import type { Positions } from "../../forces/index/positions.ts";
import type { IncidentTables, LogTables } from "../../../tables/rows.ts";
import { dueAt, needOf } from "../rules/steps.ts";
import { silentSeconds } from "../tables/clocks.ts";
import { standingStep } from "../tables/steps.ts";
import type { RosterTables } from "../../roster/tables/rows.ts";
import type { Tables } from "../tables/rows.ts";
import { type Need, Need as NeedView } from "../words.ts";
import { query } from "./operating.ts";

/** As many as a person can look at; the most urgent first. */
const MOST = 200;
/** Units that are looked up: those that fell silent last. */
const MOST_SILENT = 2000;

export const listNeeds = (positions: Positions) =>
  query({
    name: "command.list-needs",
    summary:
      "What needs a supervisor: required steps that were skipped or are overdue, orders nobody acknowledged, and units on a task or a shift that have not been heard of; and of which incidents the caller is asked to take command.",
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
        .select(["task_clock.escalated", "task_clock.escalated_at", "unit.call_sign"])
        .select(["incident.number", "incident.priority"])
        .where("task.state", "=", "offered")
        .where("task_clock.escalated", "<>", 0)
        .orderBy("task.seq");
      if (by.contingent !== null) known = known.where("task.contingent", "=", by.contingent);
      const orders = await known.execute();
      for (const row of orders) {
        const { id: task, unit, contingent, call_sign: callSign, order, incident, number, priority } = row;
        if (row.escalated === 0 || row.escalated_at === null) continue;
        const about = { task, unit, contingent, callSign, order, incident, number, priority };
        needs.push({ need: "acknowledgement", ...about, step: row.escalated, since: row.escalated_at });
      }
      needs.push(...(await silentUnits(read, positions, by, now)));
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

/**
 * Units that are at work - on a task they acknowledged, or on a shift - and were not heard of for too long. Whoever was never heard of is no
 * loss of contact: the list of units says so.
 */
async function silentUnits(
  read: Kysely<Tables & Pick<RosterTables, "shift">>,
  positions: Positions,
  by: Principal,
  now: Instant,
): Promise<Need[]> {
  const heardBefore = millisecondsOf(now) - 1000 * (await silentSeconds(read));
  // Asked of the live plane first: of 63,000 units a few are silent, and those alone are looked up.
  const last = new Map<number, { readonly position: Position; readonly atMs: number }>();
  positions.each((track, lon, lat, _heading, _speed, atMs) => {
    if (atMs < heardBefore) last.set(track, { position: [lon, lat], atMs });
  });
  if (last.size === 0) return [];
  const newest = [...last].toSorted(([, a], [, b]) => b.atMs - a.atMs).slice(0, MOST_SILENT);
  let silent = read
    .selectFrom("unit")
    .leftJoin("task", (join) =>
      join.onRef("task.unit", "=", "unit.id").on("task.state", "in", ["acknowledged", "under-way"]),
    )
    .leftJoin("incident", "incident.id", "task.incident")
    .select(["unit.id", "unit.call_sign", "unit.contingent", "unit.track"])
    .select(["task.id as task", "task.order", "task.incident", "incident.number", "incident.priority"])
    .where("unit.withdrawn_at", "is", null)
    .where(sql<boolean>`unit.track = any(${newest.map(([track]) => track)})`)
    .where((row) =>
      row.or([
        row("task.id", "is not", null),
        row.exists(
          row
            .selectFrom("shift")
            .select("shift.id")
            .whereRef("shift.unit", "=", "unit.id")
            .where("shift.state", "=", "on"),
        ),
      ]),
    )
    .orderBy("task.seq");
  if (by.contingent !== null) silent = silent.where("unit.contingent", "=", by.contingent);
  return (await silent.execute()).flatMap((row): Need[] => {
    const { id: unit, call_sign: callSign, contingent, track, task, order, incident, number, priority } = row;
    const seen = last.get(track);
    if (seen === undefined) return [];
    const about = { task, unit, contingent, callSign, order, incident, number, priority };
    return [{ need: "contact", ...about, position: seen.position, since: instantOf(Math.floor(seen.atMs)) }];
  });
}
