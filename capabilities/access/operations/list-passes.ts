import { PassNumber } from "@cordon/kernel";
import { sql } from "kysely";
import { z } from "zod";
import { passView } from "../tables/pass.ts";
import { CategoryCode, PassView, ZoneCode } from "../words.ts";
import { query, seesPasses } from "./operating.ts";

export const listPasses = query({
  name: "access.list-passes",
  summary: "Passes, newest first: those of a category, for a zone, revoked or over. Who holds them is not known here.",
  input: z.object({
    /** `issued`: good or not yet good; `over`: past its time. */
    state: z.enum(["all", "issued", "revoked", "over"]).default("all"),
    category: CategoryCode.optional(),
    zone: ZoneCode.optional(),
    before: PassNumber.optional(),
    limit: z.int().min(1).max(200).default(50),
  }),
  output: z.object({
    passes: z.array(PassView).readonly(),
    /** The `before` of the following page, null on the last. */
    next: PassNumber.nullable(),
    /** Of all passes, whatever was asked for. */
    issued: z.int().nonnegative(),
    revoked: z.int().nonnegative(),
  }),
  allow: seesPasses,
  async run({ input, read, now }) {
    let page = read
      .selectFrom("access_pass")
      .selectAll()
      .orderBy("number", "desc")
      .limit(input.limit + 1);
    if (input.category !== undefined) page = page.where("category", "=", input.category);
    if (input.zone !== undefined) page = page.where(sql<boolean>`${input.zone} = any(zones)`);
    if (input.before !== undefined) page = page.where("number", "<", input.before);
    if (input.state === "revoked") page = page.where("revoked_at", "is not", null);
    if (input.state === "issued") page = page.where("revoked_at", "is", null).where("not_after", ">", now);
    if (input.state === "over") page = page.where("revoked_at", "is", null).where("not_after", "<=", now);
    const rows = await page.execute();
    const shown = rows.slice(0, input.limit);
    // Numbers have no gaps, so the last is the count.
    const counted = await read
      .selectFrom("access_pass")
      .select((row) => row.fn.max("number").as("issued"))
      .select((row) =>
        row
          .selectFrom("access_pass as taken")
          .where("taken.revoked_at", "is not", null)
          .select(({ fn }) => fn.countAll<number>().as("count"))
          .as("revoked"),
      )
      .executeTakeFirst();
    return {
      passes: shown.map(passView),
      next: rows.length > shown.length ? (shown.at(-1)?.number ?? null) : null,
      issued: counted?.issued ?? 0,
      revoked: counted?.revoked ?? 0,
    };
  },
});
