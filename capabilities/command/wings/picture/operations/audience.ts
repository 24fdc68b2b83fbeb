import { type IncidentId, type Principal, type Refusal, type UnitId } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { knows } from "../../../rules.ts";
import { OPEN_TASK } from "../../../tables/task.ts";
import type { Audience } from "../words.ts";
import type { Tables } from "./picturing.ts";
import { noSuch } from "../../../words/refusals.ts";

/** Whether one may draw for these, and whose phones are told at once: null is everybody's who may know. */
export async function audienceOf(
  read: Kysely<Tables>,
  audience: Audience,
  by: Principal,
): Promise<{ readonly units: readonly UnitId[] | null } | Refusal> {
  switch (audience.to) {
    case "all":
      return { units: null };
    case "contingent": {
      const { contingent } = audience;
      const row = await read.selectFrom("contingent").select("id").where("id", "=", contingent).executeTakeFirst();
      return row !== undefined && knows(by, contingent) ? { units: null } : noSuch("contingent", contingent);
    }
    case "incident": {
      const { incident } = audience;
      const row = await read.selectFrom("incident").select("id").where("id", "=", incident).executeTakeFirst();
      if (row === undefined) return noSuch("incident", incident);
      const holding = await unitsOf(read, incident).limit(2000).execute();
      return { units: holding.map((each) => each.unit) };
    }
  }
}

export function unitsOf(read: Kysely<Tables>, incident: IncidentId) {
  return read
    .selectFrom("task")
    .select("task.unit")
    .where("task.incident", "=", incident)
    .where("task.state", "in", OPEN_TASK)
    .distinct()
    .orderBy("task.unit");
}
