import { IncidentState } from "@cordon/kernel";
import { z } from "zod";
import { incidents, incidentView } from "../tables/incident.ts";
import { anywhere } from "../tables/like.ts";
import { IncidentView, line, Next, Page } from "../words.ts";
import { query, readsIncidents } from "./operating.ts";

export const listIncidents = query({
  name: "command.list-incidents",
  summary: "Incidents, newest first.",
  input: z.object({
    state: z.enum([...IncidentState.options, "all"]).default("open"),
    named: line(80).optional().meta({ description: "Its number, or a part of its title, in capitals or not." }),
    ...Page,
  }),
  output: z.object({ incidents: z.array(IncidentView), next: Next }),
  allow: readsIncidents,
  async run({ input, by, read }) {
    let page = incidents(read, by.contingent)
      .orderBy("incident.number", "desc")
      .limit(input.limit + 1);
    if (input.state !== "all") page = page.where("incident.state", "=", input.state);
    const { named } = input;
    if (named !== undefined) {
      const number = /^\d{1,9}$/.test(named) ? Number(named) : null;
      page = page.where((row) =>
        row.or([
          row("incident.title", "ilike", anywhere(named)),
          ...(number === null ? [] : [row("incident.number", "=", number)]),
        ]),
      );
    }
    if (input.before !== undefined) page = page.where("incident.number", "<", input.before);
    const rows = await page.execute();
    const shown = rows.slice(0, input.limit);
    return {
      incidents: shown.map(incidentView),
      next: rows.length > shown.length ? (shown.at(-1)?.number ?? null) : null,
    };
  },
});
