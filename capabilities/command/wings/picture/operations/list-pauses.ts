import { z } from "zod";
import { watches } from "../../../operations/operating.ts";
import { PauseView } from "../words.ts";
import { query } from "./picturing.ts";

export const listPauses = query({
  name: "command.list-pauses",
  summary: "The units that keep their position to themselves, since when and why.",
  input: z.object({}),
  output: z.object({ pauses: z.array(PauseView) }),
  allow: watches,
  async run({ by, read }) {
    let all = read
      .selectFrom("sharing_pause")
      .innerJoin("unit", "unit.id", "sharing_pause.unit")
      .select(["sharing_pause.unit", "unit.call_sign as callSign", "sharing_pause.since", "sharing_pause.because"])
      .where("unit.withdrawn_at", "is", null)
      .orderBy("sharing_pause.since");
    if (by.contingent !== null) all = all.where("sharing_pause.contingent", "=", by.contingent);
    return { pauses: await all.execute() };
  },
});
