import { Unit } from "@cordon/kernel";
import { z } from "zod";
import { query, watches } from "./operating.ts";

export const listUnitTracks = query({
  name: "command.list-unit-tracks",
  summary:
    "Units on duty and which track each carries: what a map knows of them, and nothing that changes with every task.",
  input: z.object({}),
  output: z.object({ units: z.array(Unit) }),
  allow: watches,
  async run({ by, read }) {
    let all = read
      .selectFrom("unit")
      .select(["id", "call_sign as callSign", "kind", "contingent", "strength", "track"])
      .where("withdrawn_at", "is", null)
      .orderBy("call_sign");
    if (by.contingent !== null) all = all.where("contingent", "=", by.contingent);
    return { units: await all.execute() };
  },
});
