import { IncidentId, NO_NEEDS, Position, TaskNeeds, UnitKind } from "@cordon/kernel";
import { z } from "zod";
import type { ForceIndex, IndexedStanding } from "../index/force-index.ts";
import type { Positions } from "../index/positions.ts";
import { scan } from "../index/scan.ts";
import { becauseOf } from "../rules/suit.ts";
import { tellingsOf } from "../tables/told.ts";
import { LeftOut, Suggestion } from "../words.ts";
import { query, watches } from "./operating.ts";

export const suggestUnits = (index: ForceIndex, positions: Positions) =>
  query({
    name: "command.suggest-units",
    summary:
      "Units for a task at a place: who can and may, free and rested ones first, each by how long it takes; each with why, and why others are left out. A person chooses.",
    input: z.object({
      position: Position,
      needs: TaskNeeds.default(NO_NEEDS),
      incident: IncidentId.nullable()
        .default(null)
        .meta({ description: "What it is for: what contingents told of it is not passed on to everybody." }),
      kinds: z.array(UnitKind).max(200).optional(),
      limit: z.int().min(1).max(50).default(8),
    }),
    output: z.object({
      suggestions: z.array(Suggestion),
      /** All that suit, of whom the first are suggested. */
      suitable: z.int().nonnegative(),
      leftOut: z.array(LeftOut),
    }),
    allow: watches,
    // Where units are, only the live plane knows.
    past: false,
    async run({ input, by, read, now }) {
      const { position, needs, limit } = input;
      const kinds = input.kinds === undefined || input.kinds.length === 0 ? null : input.kinds;
      const told = await tellingsOf(read, input.incident);
      const question = { position, needs, told, kinds, limit, now, contingent: by.contingent };
      const { suggestions, suitable, leftOut } = index.ready
        ? index.suit(question)
        : await scan(read, positions, question);
      const nearest = Math.min(...suggestions.map((each) => each.distanceMetres ?? Number.POSITIVE_INFINITY));
      return { suggestions: suggestions.map((each) => suggestionOf(each, nearest)), suitable, leftOut: [...leftOut] };
    },
  });

function suggestionOf(standing: IndexedStanding, nearestMetres: number): Suggestion {
  const { facts, contingent, openTasks, distanceMetres, travelSeconds, positionAgeSeconds, rest } = standing;
  return {
    unit: { ...facts, contingentName: contingent.name, nation: contingent.nation, withdrawnAt: null, openTasks },
    distanceMetres,
    travelSeconds,
    positionAgeSeconds,
    rest,
    because: becauseOf(standing, openTasks, distanceMetres !== null && distanceMetres === nearestMetres),
  };
}
