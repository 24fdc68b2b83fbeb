import { accept } from "@cordon/ground";
import { isRefusal, UnitKind } from "@cordon/kernel";
import { z } from "zod";
import { removeKind } from "../rules/catalogue.ts";
import { catalogue } from "../tables/catalogue.ts";
import { KindState } from "../words.ts";
import { command, governs } from "./operating.ts";
import { refuseForces } from "../words/refusals.ts";

export const removeUnitKind = command({
  name: "command.remove-unit-kind",
  summary:
    "Take a kind out of the catalogue, once no unit on duty is of it. What was written down with it stays readable.",
  input: z.object({ code: UnitKind }),
  output: z.object({ code: UnitKind, state: KindState }),
  allow: governs,
  async run({ input, by, read }) {
    if (by.contingent !== null)
      return refuseForces("catalogue-not-yours", "not-permitted", "the catalogue belongs to all contingents");
    const standing = (await catalogue(read)).get(input.code);
    if (standing === undefined)
      return refuseForces("no-such-kind", "not-found", "the catalogue has no such kind", input.code);
    const carriers = await read
      .selectFrom("unit")
      .select("call_sign")
      .where("kind", "=", input.code)
      .where("withdrawn_at", "is", null)
      .orderBy("call_sign")
      .execute();
    const decision = removeKind(
      standing,
      carriers.map((row) => row.call_sign),
    );
    return isRefusal(decision) ? decision : accept(decision, { code: input.code, state: "removed" as const });
  },
});
