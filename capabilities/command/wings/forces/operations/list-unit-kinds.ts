import { z } from "zod";
import { isStandardKind } from "../rules/catalogue.ts";
import { catalogue } from "../tables/catalogue.ts";
import { UnitKindView } from "../words.ts";
import { query, watches } from "./operating.ts";

export const listUnitKinds = query({
  name: "command.list-unit-kinds",
  summary: "The catalogue: what kinds of units there are, what each can do and what it needs to be allowed.",
  input: z.object({}),
  output: z.object({ kinds: z.array(UnitKindView) }),
  allow: watches,
  async run({ read, by }) {
    let counted = read
      .selectFrom("unit")
      .where("withdrawn_at", "is", null)
      .select(["kind", (row) => row.fn.countAll<number>().as("units")])
      .groupBy("kind");
    if (by.contingent !== null) counted = counted.where("contingent", "=", by.contingent);
    const units = new Map((await counted.execute()).map((row) => [row.kind, row.units]));
    const kinds = [...(await catalogue(read)).values()].map((kind) => ({
      ...kind,
      standard: isStandardKind(kind.code),
      units: units.get(kind.code) ?? 0,
    }));
    return { kinds };
  },
});
