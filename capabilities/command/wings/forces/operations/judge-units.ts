import {
  isRefusal,
  millisecondsOf,
  NO_NEEDS,
  Position,
  type Principal,
  type Refusal,
  refuse,
  TaskNeeds,
  UnitId,
} from "@cordon/kernel";
import type { Kysely } from "kysely";
import { z } from "zod";
import { units, unitView } from "../../../tables/unit.ts";
import type { RosterTables } from "../../roster/tables/rows.ts";
import type { Positions } from "../index/positions.ts";
import { becauseOf, standingOf, WALKING_METRES_PER_SECOND } from "../rules/suit.ts";
import { catalogue } from "../tables/catalogue.ts";
import { mayTake } from "../tables/may-take.ts";
import { restDues } from "../tables/rest.ts";
import type { ForcesTables } from "../tables.ts";
import { Judged } from "../words.ts";
import { query, watches } from "./operating.ts";

const Question = z.object({
  units: z.array(UnitId).min(1).max(8).readonly(),
  position: Position,
  needs: TaskNeeds.default(NO_NEEDS),
});

export const judgeUnits = (positions: Positions) =>
  query({
    name: "command.judge-units",
    summary:
      "How it stands with units that somebody names for a task at a place: how far and how long, free or busy, and all that keeps each from it.",
    input: Question,
    output: z.object({ units: z.array(Judged) }),
    allow: watches,
    // Where units are, only the live plane knows.
    past: false,
    async run({ input, by, read, now }) {
      const judged: Judged[] = [];
      for (const unit of input.units) {
        const each = await judge(read, positions, { ...input, unit, by, now });
        if (isRefusal(each)) return each;
        judged.push(each);
      }
      return { units: judged };
    },
  });

interface Asked extends Omit<z.output<typeof Question>, "units"> {
  readonly unit: UnitId;
  readonly by: Principal;
  readonly now: Parameters<typeof restDues>[1];
}

async function judge(
  read: Kysely<RosterTables & ForcesTables>,
  positions: Positions,
  { unit: id, position, needs, by, now }: Asked,
): Promise<Judged | Refusal> {
  const row = await units(read, by.contingent)
    .where("unit.id", "=", id)
    .where("unit.withdrawn_at", "is", null)
    .executeTakeFirst();
  if (row === undefined) return refuse("not-found", "there is no such unit on duty", id);
  const unit = unitView(row);
  const seen = positions.position(unit.track);
  const definition = (await catalogue(read)).get(unit.kind);
  const verdict = await mayTake(read, unit, { needs, position, at: now });
  const { group: _, ...standing } = standingOf(
    {
      unit: id,
      openTasks: unit.openTasks,
      cruiseMetresPerSecond: definition?.cruiseMetresPerSecond ?? WALKING_METRES_PER_SECOND,
      last: seen === null ? null : { position: [seen.lon, seen.lat], atMs: seen.atMs },
      restDueMs: (await restDues(read, now, id)).get(id) ?? null,
    },
    position,
    millisecondsOf(now),
  );
  return {
    ...{ ...standing, unit, because: becauseOf(standing, unit.openTasks, false) },
    missing: verdict.may ? [] : verdict.missing,
  };
}
