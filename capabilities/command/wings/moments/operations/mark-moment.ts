import { accept, lastEntry, schemaOf } from "@cordon/ground";
import { IncidentId, isRefusal } from "@cordon/kernel";
import { z } from "zod";
import { decides, findIncident } from "../../../operations/operating.ts";
import { ChapterNote, MomentMarked, MomentSize } from "../words.ts";
import { command } from "./operating.ts";
import { refuseAs } from "../../../words/refusals.ts";

export const markMoment = command({
  name: "command.mark-moment",
  summary: "Mark a moment with a note: a chapter of the review afterwards.",
  input: z.object({ size: MomentSize, note: ChapterNote, incident: IncidentId.nullable().default(null) }),
  output: z.object({}),
  allow: decides,
  async run({ input: { size, note, incident }, read }) {
    const last = await lastEntry(schemaOf(read));
    if (size > (last?.size ?? 0)) return refuseAs("moment-ahead", "invalid", "This moment lies ahead.", "size");
    if (incident !== null) {
      const found = await findIncident(read, incident);
      if (isRefusal(found)) return found;
    }
    // Pressed twice, it is one chapter.
    const same = await read
      .selectFrom("moment_mark")
      .select("seq")
      .where("size", "=", size)
      .where("note", "=", note)
      .where("incident", "is not distinct from", incident)
      .executeTakeFirst();
    return accept(same === undefined ? [MomentMarked.of({ size, note, incident })] : [], {});
  },
});
