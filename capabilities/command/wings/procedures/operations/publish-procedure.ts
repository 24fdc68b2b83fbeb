import { Procedure } from "@cordon/kernel";
import { z } from "zod";
import { answer } from "../../../operations/operating.ts";
import { line } from "../../../words.ts";
import { publish } from "../rules/steps.ts";
import { StepToPublish } from "../words.ts";
import { command, supervises } from "./operating.ts";

export const publishProcedure = command({
  name: "command.publish-procedure",
  summary: "Publish a checklist, or its next version. Incidents that are open keep the one they have.",
  input: Procedure.omit({ version: true }).extend({
    name: z.object({ fr: line(80), en: line(80) }),
    steps: z.array(StepToPublish).min(1).max(30).readonly(),
  }),
  output: z.object({ reference: z.string(), version: z.int() }),
  allow: supervises,
  async run({ input, read }) {
    const last = await read
      .selectFrom("procedure")
      .select("body")
      .where("reference", "=", input.reference)
      .orderBy("version", "desc")
      .executeTakeFirst();
    const decision = publish(input, last?.body ?? null);
    const version = (last?.body.version ?? 0) + (Array.isArray(decision) && decision.length === 0 ? 0 : 1);
    return answer(decision, { reference: input.reference, version });
  },
});
