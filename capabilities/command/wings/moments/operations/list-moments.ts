import { instantOfEntry, schemaOf } from "@cordon/ground";
import { IncidentId } from "@cordon/kernel";
import { z } from "zod";
import { watches } from "../../../operations/operating.ts";
import { ChapterView } from "../words.ts";
import { query } from "./operating.ts";

const MOST = 500;

export const listMoments = query({
  name: "command.list-moments",
  summary: "The chapters of the review: moments that were marked, in the order of time.",
  input: z.object({ incident: IncidentId.optional() }),
  output: z.object({ chapters: z.array(ChapterView) }),
  allow: watches,
  async run({ input, read }) {
    let list = read
      .selectFrom("moment_mark")
      .leftJoin("incident", "incident.id", "moment_mark.incident")
      .selectAll("moment_mark")
      .select(["incident.number", "incident.title"])
      .orderBy("moment_mark.size")
      .orderBy("moment_mark.seq")
      .limit(MOST);
    if (input.incident !== undefined) list = list.where("moment_mark.incident", "=", input.incident);
    const rows = await list.execute();
    const chapters: ChapterView[] = [];
    for (const { seq, size, note, incident, by, number, title } of rows) {
      const at = size === 0 ? null : await instantOfEntry(schemaOf(read), size - 1);
      const named = incident === null || number === null || title === null ? null : { id: incident, number, title };
      chapters.push({ mark: seq, size, at, note, incident: named, by });
    }
    return { chapters };
  },
});
