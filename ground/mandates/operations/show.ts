import { MandateId } from "@cordon/kernel";
import { z } from "zod";
import { anyone } from "../../operation.ts";
import { RegisteredMandate, registered } from "../register.ts";
import { latestUses, mandateOf, query } from "../tables.ts";
import { refuseAs } from "../../refusals.ts";

const MOST_USES = 10_000;

export const show = query({
  name: "mandates.show",
  summary: "One mandate of the public register, with everything that ran under it",
  input: z.object({ mandate: MandateId }),
  output: RegisteredMandate,
  allow: anyone,
  async run({ input, read, now }) {
    const row = await read.selectFrom("mandate").selectAll().where("id", "=", input.mandate).executeTakeFirst();
    if (row === undefined) return refuseAs("no-such-mandate", "not-found", "There is no such mandate.", input.mandate);
    return registered(mandateOf(row), await latestUses(read, input.mandate, MOST_USES), now);
  },
});
