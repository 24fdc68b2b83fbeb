import { Procedure } from "@cordon/kernel";
import { z } from "zod";
import { watches } from "../../../operations/operating.ts";
import { STANDARD_PROCEDURES } from "../rules/standard-procedures.ts";
import { escalationTimes } from "../tables/clocks.ts";
import { EscalationTimes } from "../words.ts";
import { query } from "./operating.ts";

export const listProcedures = query({
  name: "command.list-procedures",
  summary:
    "The checklist each kind of incident begins with, and how long an order may wait. Version 0 is what Cordon came with.",
  input: z.object({}),
  output: z.object({ procedures: z.array(Procedure), escalation: EscalationTimes }),
  allow: watches,
  async run({ read }) {
    const rows = await read.selectFrom("procedure").select("body").orderBy("seq").execute();
    const last = new Map(rows.map(({ body }) => [body.reference, body]));
    const published = [...last.values()];
    const kinds = new Set(published.map(({ kind }) => kind));
    const standard = STANDARD_PROCEDURES.filter(({ kind }) => !kinds.has(kind));
    return { procedures: [...published, ...standard], escalation: await escalationTimes(read) };
  },
});
