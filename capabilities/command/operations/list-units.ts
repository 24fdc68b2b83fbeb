import { ContingentId } from "@cordon/kernel";
import { z } from "zod";
import { units, unitView } from "../tables/unit.ts";
import { UnitView } from "../words.ts";
import { query, watches } from "./operating.ts";

export const listUnits = query({
  name: "command.list-units",
  summary: "Units by call sign: those on duty, or also those that were withdrawn.",
  input: z.object({ withdrawn: z.boolean().default(false), contingent: ContingentId.optional() }),
  output: z.object({ units: z.array(UnitView) }),
  allow: watches,
  async run({ input, by, read }) {
    let list = units(read, by.contingent).orderBy("unit.call_sign");
    if (!input.withdrawn) list = list.where("unit.withdrawn_at", "is", null);
    if (input.contingent !== undefined) list = list.where("unit.contingent", "=", input.contingent);
    return { units: (await list.execute()).map(unitView) };
  },
});
