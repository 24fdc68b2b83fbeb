import { ContingentId, Instant, ShiftId, UnitId } from "@cordon/kernel";
import { z } from "zod";
import { knows } from "../../../rules.ts";
import { fixesOf } from "../rules/fix.ts";
import { instantOfMinute, minuteOf } from "../rules/rest.ts";
import { CoverageVoid, FixHow } from "../words.ts";
import type { RosterBoard } from "../workers/board.ts";
import { reading } from "./list-voids.ts";
import { query, watches } from "./operating.ts";
import { refuseAs } from "../../../words/refusals.ts";

const Asked = CoverageVoid.omit({ missing: true, people: true });

export const suggestFixes = (board: RosterBoard) =>
  query({
    name: "command.suggest-fixes",
    summary: "The cheapest ways to fill voids, each with what it costs. A person chooses; fill-void does it.",
    input: z.object({ voids: z.array(Asked).min(1).max(30), limit: z.int().min(1).max(10).default(3) }),
    output: z.object({
      fixes: z.array(
        z.array(
          z.object({
            how: FixHow,
            unit: UnitId,
            callSign: z.string(),
            shift: ShiftId.nullable(),
            from: Instant,
            until: Instant,
            overtimeMinutes: z.int().nonnegative(),
            /** How many people the unit is. */
            people: z.int().nonnegative(),
            metres: z.number().nonnegative().nullable(),
            costMinutes: z.int().nonnegative(),
          }),
        ),
      ),
    }),
    allow: watches,
    async run({ input, by, now }) {
      const { coverage } = board;
      if (coverage === null) return reading;
      if (input.voids.some(({ from, until }) => from >= until))
        return refuseAs("period-backwards", "invalid", "a void ends after it begins", "voids");
      const known = (contingent: string) => by.contingent === null || knows(by, ContingentId.parse(contingent));
      const ask = { now: minuteOf(now) + 1, limit: input.limit, knows: known };
      return {
        fixes: input.voids.map(({ place, capability, from, until }) =>
          fixesOf(coverage, { place, capability, from: minuteOf(from), until: minuteOf(until) }, ask).map((fix) => ({
            ...fix,
            from: instantOfMinute(fix.from),
            until: instantOfMinute(fix.until),
          })),
        ),
      };
    },
  });
