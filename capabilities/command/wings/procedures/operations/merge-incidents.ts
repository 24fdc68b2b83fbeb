import { IncidentId, isRefusal } from "@cordon/kernel";
import { z } from "zod";
import { answer, decides } from "../../../operations/operating.ts";
import { IncidentRef } from "../../../words.ts";
import { mergeIncidents as merge } from "../rules/parts.ts";
import { aboveOf, findPart } from "../tables/reading.ts";
import { command } from "./operating.ts";

export const mergeIncidents = command({
  name: "command.merge-incidents",
  summary:
    "Say that an incident is another one: its signals, tasks and parts become the other's, and its log is read there.",
  input: z.object({ incident: IncidentId, into: IncidentId }),
  output: IncidentRef,
  allow: decides,
  async run({ input, read }) {
    const gone = await findPart(read, input.incident);
    if (isRefusal(gone)) return gone;
    const survivor = await findPart(read, input.into);
    if (isRefusal(survivor)) return survivor;
    const row = await read.selectFrom("incident").select("merged_into").where("id", "=", gone.id).executeTakeFirst();
    const ref = { incident: survivor.id, number: survivor.number };
    // Sent again: done already.
    if (row?.merged_into === survivor.id) return answer([], ref);
    const children = await read
      .selectFrom("incident")
      .select("id")
      .where("parent", "=", gone.id)
      .where("state", "<>", "merged")
      .execute();
    const above = await aboveOf(read, survivor);
    return answer(
      merge(
        gone,
        survivor,
        above,
        children.map(({ id }) => id),
      ),
      ref,
    );
  },
});
