import { z } from "zod";
import { contingents, contingentView } from "../tables/unit.ts";
import { ContingentView } from "../words.ts";
import { onDuty, query } from "./operating.ts";

export const listContingents = query({
  name: "command.list-contingents",
  summary: "The organisations that send units.",
  input: z.object({}),
  output: z.object({ contingents: z.array(ContingentView) }),
  allow: onDuty,
  async run({ by, read }) {
    const rows = await contingents(read, by.contingent).orderBy("contingent.reference").execute();
    return { contingents: rows.map(contingentView) };
  },
});
