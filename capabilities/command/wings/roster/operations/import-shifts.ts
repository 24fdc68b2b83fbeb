import { newId } from "@cordon/ground";
import { type PlaceId, ShiftId } from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import { z } from "zod";
import { lineOrNothing } from "../../../words.ts";
import { judgeRows } from "../rules/import/judge.ts";
import { mayOverride, notYoursToShorten } from "../rules/plan.ts";
import type { RosterTables } from "../tables/rows.ts";
import { SLICE_ROWS, ShiftImport, ShiftRow } from "../words/import.ts";
import { answer, arranges, command, rosterUnits } from "./operating.ts";
import { spanOf } from "./plan-shifts.ts";
import { refuseShift } from "../words/refusals.ts";

export const importShifts = command({
  name: "command.import-shifts",
  summary:
    "Plan the shifts of the lines of a file, all lines of a unit in one call: first look at what would be planned and what is wrong, then do it. Importing the same twice plans it once.",
  input: z.object({
    rows: z.array(ShiftRow).min(1).max(SLICE_ROWS).readonly(),
    /** `preview`: says what would happen and does nothing. */
    mode: z.enum(["preview", "do"]),
    /** Plan the other lines when some are wrong; otherwise none of these is. */
    leaveOut: z.boolean().default(false),
    /** Why rest may be shortened; empty: it may not. */
    override: lineOrNothing(300).default(""),
  }),
  output: ShiftImport,
  allow: arranges,
  async run({ input, by, read, now }) {
    const { rows, mode, leaveOut, override } = input;
    if (override !== "" && !mayOverride(by)) return notYoursToShorten;
    const posts = await postsOf(read, [...new Set(rows.map(({ post }) => post))]);
    const signs = [...new Set(rows.map(({ unit }) => unit))];
    const named = await read.selectFrom("unit").select("id").where(sql<boolean>`call_sign = any(${signs})`).execute();
    const units = await rosterUnits(
      read,
      named.map(({ id }) => id),
      by,
      spanOf(rows),
    );
    const bySign = new Map([...units.values()].map((unit) => [unit.callSign, unit]));
    const held = new Set([...units.values()].flatMap(({ shifts }) => shifts.map(({ place }) => place)));
    const references = await referencesOf(read, [...held]);
    const standing = { posts, units: bySign, references };
    const { entries, report } = judgeRows(rows, standing, { override, now, newId: () => newId(ShiftId) });
    if (mode === "preview") return answer([], report);
    const [first] = report.problems;
    if (first !== undefined && !leaveOut)
      return refuseShift(
        "shifts-file-wrong",
        "invalid",
        `nothing was planned: line ${first.line}: ${first.kind}`,
        String(first.line),
        { line: String(first.line), kind: first.kind },
      );
    return answer([...entries], report);
  },
});

async function postsOf(read: Kysely<RosterTables>, references: readonly string[]) {
  const rows = await read
    .selectFrom("place")
    .select(["id", "reference"])
    .where(sql<boolean>`reference = any(${references})`)
    .execute();
  return new Map(rows.map(({ id, reference }) => [reference, id]));
}

async function referencesOf(read: Kysely<RosterTables>, places: readonly PlaceId[]) {
  const rows = await read
    .selectFrom("place")
    .select(["id", "reference"])
    .where(sql<boolean>`id = any(${places})`)
    .execute();
  return new Map(rows.map(({ id, reference }) => [id, reference]));
}
