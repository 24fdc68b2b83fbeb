import { isRefusal, Mandate, MandateId } from "@cordon/kernel";
import { z } from "zod";
import { newId } from "../../clock.ts";
import { accept, role } from "../../operation.ts";
import { grant as decide } from "../rules.ts";
import { command, mandateOf } from "../tables.ts";

export const grant = command({
  name: "mandates.grant",
  summary: "Register a published order as a mandate; registering the same order twice changes nothing",
  input: Mandate.omit({ id: true, endedAt: true, endedBecause: true }),
  output: z.object({ mandate: MandateId }),
  allow: role("supervisor", "commander", "admin", "exercise"),
  async run({ input, read, now }) {
    const row = await read
      .selectFrom("mandate")
      .selectAll()
      .where("reference", "=", input.reference)
      .executeTakeFirst();
    const same = row === undefined ? null : mandateOf(row);
    const id = same?.id ?? newId(MandateId);
    const entries = decide({ ...input, id }, same, now);
    return isRefusal(entries) ? entries : accept(entries, { mandate: id });
  },
});
