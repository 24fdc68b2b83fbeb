import { z } from "zod";
import { watches } from "../../../operations/operating.ts";
import { STANDARD_PROCEDURES } from "../rules/standard-procedures.ts";
import { escalationTimes, silentSeconds } from "../tables/clocks.ts";
import { EscalationTimes, ProcedureView } from "../words.ts";
import { query } from "./operating.ts";

export const listProcedures = query({
  name: "command.list-procedures",
  summary:
    "The checklist each kind of incident begins with, how long an order may wait, and after how long a unit is silent. Version 0 is what Cordon came with.",
  input: z.object({}),
  output: z.object({ procedures: z.array(ProcedureView), escalation: EscalationTimes, silentSeconds: z.int() }),
  allow: watches,
  async run({ read }) {
    const rows = await read
      .selectFrom("procedure")
      .select(["body", "published_at", "published_by"])
      .orderBy("seq")
      .execute();
    const last = new Map(
      rows.map(({ body, published_at: publishedAt, published_by: publishedBy }) => [
        body.reference,
        { ...body, publishedAt, publishedBy },
      ]),
    );
    const published = [...last.values()];
    const kinds = new Set(published.map(({ kind }) => kind));
    const standard = STANDARD_PROCEDURES.filter(({ kind }) => !kinds.has(kind)).map((procedure) => ({
      ...procedure,
      publishedAt: null,
      publishedBy: null,
    }));
    return {
      procedures: [...published, ...standard],
      escalation: await escalationTimes(read),
      silentSeconds: await silentSeconds(read),
    };
  },
});
