import { z } from "zod";
import { watches } from "../../../operations/operating.ts";
import { fenceView } from "../tables.ts";
import { FenceView } from "../words.ts";
import { query } from "./picturing.ts";

export const listFences = query({
  name: "command.list-fences",
  summary: "The areas that are watched for units that enter or leave.",
  input: z.object({}),
  output: z.object({ fences: z.array(FenceView) }),
  allow: watches,
  async run({ read }) {
    const rows = await read.selectFrom("fence").selectAll().orderBy("id").execute();
    return { fences: rows.map(fenceView) };
  },
});
