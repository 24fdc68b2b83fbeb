import { z } from "zod";
import { allPowers, NO_POWERS } from "../tables/powers.ts";
import { ContingentForces } from "../words.ts";
import { query, watches } from "./operating.ts";

export const listForces = query({
  name: "command.list-forces",
  summary: "Contingents: of what nation, how many units of which kinds, and what each may do here.",
  input: z.object({}),
  output: z.object({ contingents: z.array(ContingentForces) }),
  allow: watches,
  async run({ by, read }) {
    let listed = read.selectFrom("contingent").selectAll().orderBy("reference");
    let counted = read
      .selectFrom("unit")
      .where("withdrawn_at", "is", null)
      .select([
        "contingent",
        "kind",
        (row) => row.fn.countAll<number>().as("units"),
        (row) => row.fn.sum<number>("strength").as("strength"),
      ])
      .groupBy(["contingent", "kind"])
      .orderBy("units", "desc");
    if (by.contingent !== null) {
      listed = listed.where("id", "=", by.contingent);
      counted = counted.where("contingent", "=", by.contingent);
    }
    const [rows, counts, powers] = await Promise.all([listed.execute(), counted.execute(), allPowers(read)]);
    const contingents = rows.map(({ id, ...row }) => {
      const own = counts.filter((count) => count.contingent === id);
      const { grants, releasableTo, liaison } = powers.get(id) ?? NO_POWERS;
      return {
        ...row,
        contingent: id,
        units: own.reduce((sum, count) => sum + count.units, 0),
        strength: own.reduce((sum, count) => sum + count.strength, 0),
        kinds: own.map(({ kind, units }) => ({ kind, units })),
        powers: grants === null ? null : { grants, releasableTo },
        hasLiaison: liaison !== null,
      };
    });
    return { contingents };
  },
});
