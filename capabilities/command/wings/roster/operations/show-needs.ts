import { PlaceId } from "@cordon/kernel";
import { z } from "zod";
import { requirementOf } from "../tables/requirement.ts";
import { Requirement } from "../words.ts";
import { query, watches } from "./operating.ts";

export const showNeeds = query({
  name: "command.show-needs",
  summary: "All that a post needs, by capability and time, as require-post said it last.",
  input: z.object({ place: PlaceId }),
  output: z.object({ requirements: z.array(Requirement) }),
  allow: watches,
  async run({ input, read }) {
    const rows = await read
      .selectFrom("post_requirement")
      .selectAll()
      .where("place", "=", input.place)
      .orderBy("nth")
      .execute();
    return { requirements: rows.map(requirementOf) };
  },
});
