import type { Refused } from "@cordon/ground";
import { instantOf } from "@cordon/kernel";
import { z } from "zod";
import { watches } from "../../../operations/operating.ts";
import { RefusedCounts, RefusedUnitView } from "../words.ts";
import { query } from "./picturing.ts";

const MOST = 200;

export const listRefusedPositions = (refused: () => Refused) =>
  query({
    name: "command.list-refused-positions",
    summary:
      "How many positions this server has refused since it started, and why; and whose, of the units the caller may know, newest first.",
    input: z.object({}),
    output: z.object({ counts: RefusedCounts, units: z.array(RefusedUnitView).max(MOST) }),
    allow: watches,
    past: false,
    async run({ by, read }) {
      const { counts, tracks } = refused();
      const newest = tracks.toSorted((one, other) => other.atMs - one.atMs);
      if (newest.length === 0) return { counts, units: [] };
      let known = read
        .selectFrom("unit")
        .select(["id", "call_sign", "track"])
        .where("withdrawn_at", "is", null)
        .where(
          "track",
          "in",
          newest.map(({ track }) => track),
        );
      if (by.contingent !== null) known = known.where("contingent", "=", by.contingent);
      const units = new Map((await known.execute()).map((unit) => [unit.track, unit]));
      return {
        counts,
        units: newest
          .flatMap(({ track, because, count, atMs }) => {
            const unit = units.get(track);
            return unit === undefined
              ? []
              : [{ unit: unit.id, callSign: unit.call_sign, because, count, at: instantOf(atMs) }];
          })
          .slice(0, MOST),
      };
    },
  });
