import { schemaOf } from "@cordon/ground";
import { ContingentId } from "@cordon/kernel";
import { z } from "zod";
import { knows } from "../../../rules.ts";
import { powersOf } from "../tables/powers.ts";
import { query, watches } from "./operating.ts";
import { noSuch } from "../../../words/refusals.ts";

export const showLiaison = query({
  name: "command.show-liaison",
  summary: "Who speaks for a contingent and how to reach them; null where nobody does, or their data was erased.",
  input: z.object({ contingent: ContingentId }),
  output: z.object({
    officer: z.object({ name: z.string(), radio: z.string(), phone: z.string() }).nullable(),
  }),
  allow: watches,
  // The vault knows no past: who was erased is erased.
  past: false,
  async run({ input, by, read, vault }) {
    const { contingent } = input;
    const standing = await read.selectFrom("contingent").select("id").where("id", "=", contingent).executeTakeFirst();
    if (standing === undefined || !knows(by, contingent)) return noSuch("contingent", contingent);
    const { liaison } = await powersOf(read, contingent);
    if (liaison === null) return { officer: null };
    const field = async (name: string) => {
      const kept = await vault.get(schemaOf(read), liaison, name);
      return kept === null || kept.erased ? null : kept.value;
    };
    const name = await field("name");
    if (name === null) return { officer: null };
    return { officer: { name, radio: (await field("radio")) ?? "", phone: (await field("phone")) ?? "" } };
  },
});
