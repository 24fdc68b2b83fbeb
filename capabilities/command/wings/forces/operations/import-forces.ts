import { accept, newId } from "@cordon/ground";
import { ContingentId, UnitId, type Unit } from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import { z } from "zod";
import type { CommandTables } from "../../../tables.ts";
import { judgeRows } from "../rules/import/judge.ts";
import { type ForcesRow, readRows } from "../rules/import/rows.ts";
import type { StandingForces } from "../rules/import/wrong.ts";
import { catalogue } from "../tables/catalogue.ts";
import { kitsOf, radioHolders } from "../tables/kit.ts";
import type { ForcesTables } from "../tables.ts";
import { ForcesRecord, ImportReport, SLICE } from "../words/import.ts";
import { NO_KIT } from "../words/kit.ts";
import { arranges, command } from "./operating.ts";
import { refuseForces } from "../words/refusals.ts";

export const importForces = command({
  name: "command.import-forces",
  summary:
    "Register contingents and units by the lines of a file: first look at what would be new, changed and refused, then do it. Importing the same twice changes nothing.",
  input: z.object({
    records: z.array(ForcesRecord).min(1).max(SLICE.rows).readonly(),
    /** `preview`: says what would happen and does nothing. */
    mode: z.enum(["preview", "do"]),
    /** Import the other lines when some are refused; otherwise none of these is. */
    leaveOutRefused: z.boolean().default(false),
  }),
  output: ImportReport,
  allow: arranges,
  async run({ input, by, read }) {
    const { rows, faults } = readRows(input.records);
    const standing = await standingFor(read, rows);
    const { entries, report: judged } = judgeRows(rows, standing, by, {
      contingent: () => newId(ContingentId),
      unit: () => newId(UnitId),
    });
    const refused = [...faults, ...judged.refused].toSorted((a, b) => a.line - b.line);
    const report = { ...judged, refused };
    if (input.mode === "preview") return accept([], report);
    const [first] = refused;
    if (first !== undefined && !input.leaveOutRefused)
      return refuseForces(
        "forces-file-wrong",
        "invalid",
        `nothing was imported: line ${first.line}, ${first.column} "${first.said}": ${first.because}`,
        String(first.line),
        { line: String(first.line), column: first.column, said: first.said, because: first.because },
      );
    return accept(entries, report);
  },
});

async function standingFor(
  read: Kysely<CommandTables & ForcesTables>,
  rows: readonly ForcesRow[],
): Promise<StandingForces> {
  const references = [...new Set(rows.map(({ reference }) => reference))];
  const callSigns = rows.flatMap(({ unit }) => unit?.callSign ?? []);
  const radioCalls = rows.flatMap(({ unit }) => (unit?.kit.radios ?? []).map(({ callSign }) => callSign));
  const [contingents, found, last, kinds] = await Promise.all([
    read.selectFrom("contingent").selectAll().where(sql<boolean>`reference = any(${references})`).execute(),
    read.selectFrom("unit").selectAll().where(sql<boolean>`call_sign = any(${callSigns})`).execute(),
    read
      .selectFrom("unit")
      .select((row) => row.fn.max("track").as("track"))
      .executeTakeFirst(),
    catalogue(read),
  ]);
  const kits = await kitsOf(
    read,
    found.map(({ id }) => id),
  );
  // One that comes back brings what it carried, which somebody else may have by now.
  const kept = found.flatMap(({ id, withdrawn_at }) => (withdrawn_at === null ? [] : (kits.get(id)?.radios ?? [])));
  const radios = await radioHolders(read, [...radioCalls, ...kept.map(({ callSign }) => callSign)]);
  const units = found.map(({ call_sign, withdrawn_at, ...row }) => {
    const unit: Unit = { ...row, callSign: call_sign };
    return [call_sign, { ...unit, isWithdrawn: withdrawn_at !== null, kit: kits.get(row.id) ?? NO_KIT }] as const;
  });
  return {
    contingents: new Map(contingents.map((row) => [row.reference, row])),
    units: new Map(units),
    radios,
    kinds,
    lastTrack: last?.track ?? 0,
  };
}
