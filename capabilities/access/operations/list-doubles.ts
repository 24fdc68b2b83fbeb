import { Instant } from "@cordon/kernel";
import { z } from "zod";
import { Double } from "../words.ts";
import type { GateBoard } from "../workers/board.ts";
import { onDuty, query } from "./operating.ts";

export const listDoubles = (board: GateBoard) =>
  query({
    name: "access.list-doubles",
    summary: "Passes that went in twice without coming out where that is not allowed, the latest first.",
    input: z.object({ before: z.int().nonnegative().optional(), limit: z.int().min(1).max(500).default(100) }),
    output: z.object({
      doubles: z.array(Double),
      /** Ask again with it as `before`; null: these are all. */
      next: z.int().nullable(),
      now: Instant,
    }),
    allow: onDuty,
    async run({ input, read, now }) {
      const zones = board.rules()?.ruleSet.zones.filter(({ antiPassback }) => antiPassback) ?? [];
      if (zones.length === 0) return { doubles: [], next: null, now };
      let page = read
        .selectFrom("access_double as double")
        .innerJoin("access_scan as first", "first.id", "double.first")
        .innerJoin("access_scan as second", "second.id", "double.second")
        .select(["double.pass", "double.zone", "double.seq"])
        .select(["first.id as first", "first.gate as first_gate", "first.counts_at as first_at"])
        .select(["second.id as second", "second.gate as second_gate", "second.counts_at as second_at"])
        .where(
          "double.zone",
          "in",
          zones.map(({ code }) => code),
        )
        .orderBy("double.seq", "desc")
        .orderBy("double.second", "desc")
        .limit(input.limit + 1);
      if (input.before !== undefined) page = page.where("double.seq", "<", input.before);
      const rows = await page.execute();
      const shown = rows.slice(0, input.limit);
      return {
        doubles: shown.map((row) => ({
          pass: row.pass,
          zone: row.zone,
          first: { scan: row.first, gate: row.first_gate, at: row.first_at },
          second: { scan: row.second, gate: row.second_gate, at: row.second_at },
        })),
        next: rows.length > shown.length ? (shown.at(-1)?.seq ?? null) : null,
        now,
      };
    },
  });
