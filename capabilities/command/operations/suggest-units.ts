import type { LiveHub } from "@cordon/ground";
import { millisecondsOf, Position, UnitKind } from "@cordon/kernel";
import { z } from "zod";
import { type Candidate, rank } from "../rules.ts";
import { units, unitView } from "../tables/unit.ts";
import { Suggestion } from "../words.ts";
import { query, watches } from "./operating.ts";

/** Where units were last seen: the live plane, of which the journal knows nothing. */
export type Positions = Pick<LiveHub, "position" | "each">;

export const suggestUnits = (positions: Positions) =>
  query({
    name: "command.suggest-units",
    summary: "Units for a task at a place, nearest free ones first, each with why. A person chooses.",
    input: z.object({
      position: Position,
      kinds: z.array(UnitKind).max(UnitKind.options.length).optional(),
      limit: z.int().min(1).max(50).default(8),
    }),
    output: z.object({ suggestions: z.array(Suggestion) }),
    allow: watches,
    // Where units are, only the live plane knows.
    past: false,
    async run({ input, by, read, now }) {
      let list = units(read, by.contingent).where("unit.withdrawn_at", "is", null);
      if (input.kinds !== undefined && input.kinds.length > 0) list = list.where("unit.kind", "in", input.kinds);
      const rows = await list.execute();
      const views = new Map(rows.map((row) => [row.id, unitView(row)]));
      const candidates = [...views.values()].map(({ id, track, openTasks }): Candidate => {
        const seen = positions.position(track);
        const ageSeconds = seen === null ? 0 : Math.max(0, (millisecondsOf(now) - seen.atMs) / 1000);
        return { unit: id, openTasks, last: seen === null ? null : { position: [seen.lon, seen.lat], ageSeconds } };
      });
      return {
        suggestions: rank(candidates, input.position)
          .slice(0, input.limit)
          .flatMap(({ unit, ...why }) => {
            const view = views.get(unit);
            return view === undefined ? [] : [{ unit: view, ...why }];
          }),
      };
    },
  });
