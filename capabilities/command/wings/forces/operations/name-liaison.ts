import { accept, newId, schemaOf } from "@cordon/ground";
import { ContingentId, SubjectId } from "@cordon/kernel";
import { z } from "zod";
import { knows } from "../../../rules.ts";
import { line, lineOrNothing } from "../../../words.ts";
import { powersOf } from "../tables/powers.ts";
import { LiaisonNamed } from "../words.ts";
import { arranges, command } from "./operating.ts";
import { noSuch } from "../../../words/refusals.ts";

export const nameLiaison = command({
  name: "command.name-liaison",
  summary: "Say who speaks for a contingent and how to reach them. The name and the numbers go into the vault alone.",
  input: z.object({
    contingent: ContingentId,
    /** Null: nobody speaks for it now. What was known of the officer before is erased. */
    officer: z.object({ name: line(120), radio: lineOrNothing(60), phone: lineOrNothing(40) }).nullable(),
  }),
  output: z.object({ contingent: ContingentId }),
  allow: arranges,
  async run({ input, by, read, vault }) {
    const { contingent, officer } = input;
    const standing = await read.selectFrom("contingent").select("id").where("id", "=", contingent).executeTakeFirst();
    if (standing === undefined || !knows(by, contingent)) return noSuch("contingent", contingent);
    const before = await powersOf(read, contingent);
    if (officer === null) {
      if (before.liaison === null) return accept([], { contingent });
      await vault.erase(schemaOf(read), before.liaison);
      return accept([LiaisonNamed.of({ contingent, liaison: null })], { contingent });
    }
    // Somebody else takes over under a subject of their own, and the one before is nobody's business any more.
    const liaison = newId(SubjectId);
    for (const field of ["name", "radio", "phone"] as const) {
      const refusal = await vault.put(schemaOf(read), liaison, field, officer[field]);
      if (refusal !== null) return refusal;
    }
    if (before.liaison !== null) await vault.erase(schemaOf(read), before.liaison);
    return accept([LiaisonNamed.of({ contingent, liaison })], { contingent });
  },
});
