import { UnitId } from "@cordon/kernel";
import { z } from "zod";
import { units, unitView } from "../../../tables/unit.ts";
import { kitOf } from "../tables/kit.ts";
import { ForcesUnit } from "../words/kit.ts";
import { query, watches } from "./operating.ts";
import { noSuch } from "../../../words/refusals.ts";

export const showUnit = query({
  name: "command.show-unit",
  summary: "One unit: who it is, what it carries and how many tasks it holds.",
  input: z.object({ unit: UnitId }),
  output: ForcesUnit,
  allow: watches,
  async run({ input, by, read }) {
    const row = await units(read, by.contingent).where("unit.id", "=", input.unit).executeTakeFirst();
    if (row === undefined) return noSuch("unit", input.unit);
    return { ...unitView(row), kit: await kitOf(read, input.unit) };
  },
});
