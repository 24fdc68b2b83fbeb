import { accept } from "@cordon/ground";
import { isRefusal, UnitKindDefinition } from "@cordon/kernel";
import { z } from "zod";
import { line } from "../../../words.ts";
import { describeKind } from "../rules/catalogue.ts";
import { catalogue } from "../tables/catalogue.ts";
import { KindState } from "../words.ts";
import { command, governs } from "./operating.ts";
import { refuseForces } from "../words/refusals.ts";

/** More kinds than a person can choose from. */
const MAX_KINDS = 200;

export const describeUnitKind = command({
  name: "command.describe-unit-kind",
  summary:
    "Say what a kind of unit is, can do and needs: a new kind, another text for one there is, or one that comes back.",
  input: UnitKindDefinition.extend({ name: z.object({ fr: line(60), en: line(60) }) }),
  output: z.object({ code: UnitKindDefinition.shape.code, state: KindState }),
  allow: governs,
  async run({ input, by, read }) {
    if (by.contingent !== null)
      return refuseForces("catalogue-not-yours", "not-permitted", "the catalogue belongs to all contingents");
    const kinds = await catalogue(read);
    const standing = kinds.get(input.code);
    if (standing === undefined && kinds.size >= MAX_KINDS)
      return refuseForces(
        "catalogue-full",
        "not-possible-now",
        `the catalogue holds ${MAX_KINDS} kinds and takes no more`,
        "code",
        { most: String(MAX_KINDS) },
      );
    const decision = describeKind(input, standing);
    return isRefusal(decision) ? decision : accept(decision, { code: input.code, state: "standing" as const });
  },
});
