import { IncidentId, millisecondsOf, NO_NEEDS, Position, TaskNeeds, UnitId } from "@cordon/kernel";
import { z } from "zod";
import { units, unitView } from "../../../tables/unit.ts";
import type { Positions } from "../index/positions.ts";
import { becauseOf, standingOf, WALKING_METRES_PER_SECOND } from "../rules/suit.ts";
import { catalogue } from "../tables/catalogue.ts";
import { mayTake } from "../tables/may-take.ts";
import { restDues } from "../tables/rest.ts";
import { tellingsOf } from "../tables/told.ts";
import { Judged } from "../words.ts";
import { query, watches } from "./operating.ts";
import { refuseForces } from "../words/refusals.ts";

export const judgeUnits = (positions: Positions) =>
  query({
    name: "command.judge-units",
    summary:
      "How it stands with units that somebody names for a task at a place: how far and how long, free or busy, and all that keeps each from it.",
    input: z.object({
      units: z.array(UnitId).min(1).max(8).readonly(),
      position: Position,
      needs: TaskNeeds.default(NO_NEEDS),
      incident: IncidentId.nullable()
        .default(null)
        .meta({ description: "What it is for: what contingents told of it is not passed on to everybody." }),
    }),
    output: z.object({ units: z.array(Judged) }),
    allow: watches,
    // Where units are, only the live plane knows.
    past: false,
    async run({ input: { units: named, position, needs, incident }, by, read, now }) {
      const rows = await units(read, by.contingent)
        .where("unit.id", "in", named)
        .where("unit.withdrawn_at", "is", null)
        .execute();
      const kinds = await catalogue(read);
      const rests = await restDues(read, now, named);
      const told = await tellingsOf(read, incident);
      const judged: Judged[] = [];
      for (const id of named) {
        const row = rows.find((each) => each.id === id);
        if (row === undefined) return refuseForces("unit-off-duty", "not-found", "there is no such unit on duty", id);
        const unit = unitView(row);
        const seen = positions.position(unit.track);
        const verdict = await mayTake(read, unit, { needs, told, position, at: now });
        const { group: _, ...standing } = standingOf(
          {
            unit: id,
            openTasks: unit.openTasks,
            cruiseMetresPerSecond: kinds.get(unit.kind)?.cruiseMetresPerSecond ?? WALKING_METRES_PER_SECOND,
            last: seen === null ? null : { position: [seen.lon, seen.lat], atMs: seen.atMs },
            restDueMs: rests.get(id) ?? null,
          },
          position,
          millisecondsOf(now),
        );
        judged.push({
          ...{ ...standing, unit, because: becauseOf(standing, unit.openTasks, false) },
          missing: verdict.may ? [] : verdict.missing,
        });
      }
      return { units: judged };
    },
  });
