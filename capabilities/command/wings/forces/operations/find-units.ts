import { ContingentId, UnitKind } from "@cordon/kernel";
import { sql } from "kysely";
import { z } from "zod";
import { anywhere } from "../../../tables/like.ts";
import { units, unitView } from "../../../tables/unit.ts";
import { lineOrNothing } from "../../../words.ts";
import { kitsOf } from "../tables/kit.ts";
import { ForcesUnit, NO_KIT } from "../words/kit.ts";
import { query, watches } from "./operating.ts";

export const findUnits = query({
  name: "command.find-units",
  summary:
    "Units on duty by call sign, a page at a time: all, or those whose call sign, radio or contingent is called so.",
  input: z.object({
    /** Found in the call sign, in a radio's call sign, in the contingent's reference or name. */
    text: lineOrNothing(80).default(""),
    kind: UnitKind.optional(),
    contingent: ContingentId.optional(),
    /** The call sign of the last unit of the page before. */
    after: z.string().max(40).optional(),
    limit: z.int().min(1).max(200).default(100),
  }),
  output: z.object({
    units: z.array(ForcesUnit),
    /** All that match, on whatever page. */
    total: z.int().nonnegative(),
    /** The `after` of the following page; null on the last. */
    next: z.string().nullable(),
  }),
  allow: watches,
  async run({ input, by, read }) {
    let matching = units(read, by.contingent).where("unit.withdrawn_at", "is", null);
    if (input.kind !== undefined) matching = matching.where("unit.kind", "=", input.kind);
    if (input.contingent !== undefined) matching = matching.where("unit.contingent", "=", input.contingent);
    if (input.text !== "") {
      const like = anywhere(input.text);
      matching = matching.where(
        sql<boolean>`(unit.call_sign ilike ${like} or contingent.name ilike ${like} or contingent.reference ilike ${like}
          or exists (select from unit_kit, unnest(radio_calls) as radio where unit_kit.unit = unit.id and radio ilike ${like}))`,
      );
    }
    const { total } = await matching
      .clearSelect()
      .select((row) => row.fn.countAll<number>().as("total"))
      .executeTakeFirstOrThrow();
    let page = matching.orderBy("unit.call_sign").limit(input.limit + 1);
    if (input.after !== undefined) page = page.where("unit.call_sign", ">", input.after);
    const rows = await page.execute();
    const shown = rows.slice(0, input.limit);
    const kits = await kitsOf(
      read,
      shown.map(({ id }) => id),
    );
    return {
      units: shown.map((row) => ({ ...unitView(row), kit: kits.get(row.id) ?? NO_KIT })),
      total,
      next: rows.length > shown.length ? (shown.at(-1)?.call_sign ?? null) : null,
    };
  },
});
