import { newId } from "@cordon/ground";
import { actorOf, IncidentId, isRefusal, Priority, SignalId, TaskId } from "@cordon/kernel";
import { z } from "zod";
import { answer, decides, nextIncidentNumber } from "../../../operations/operating.ts";
import { open } from "../../../rules.ts";
import { IncidentRef, line } from "../../../words.ts";
import { splitOff } from "../rules/parts.ts";
import { belongingTo, findPart } from "../tables/reading.ts";
import { procedureFor } from "../tables/steps.ts";
import { pointOf } from "../../../tables/point.ts";
import { command } from "./operating.ts";
import { noSuch } from "../../../words/refusals.ts";

export const splitIncident = command({
  name: "command.split-incident",
  summary: "Open a new incident with some of the signals and tasks of this one.",
  input: z.object({
    incident: IncidentId,
    /** Named by the sender, so that sending it twice opens one incident. */
    into: IncidentId.optional(),
    title: line(160),
    priority: Priority,
    signals: z.array(SignalId).max(100).readonly().default([]),
    tasks: z.array(TaskId).max(100).readonly().default([]),
  }),
  output: IncidentRef,
  allow: decides,
  async run({ input, by, read }) {
    const into = input.into ?? newId(IncidentId);
    const opened = await read.selectFrom("incident").select("number").where("id", "=", into).executeTakeFirst();
    if (opened !== undefined) return answer([], { incident: into, number: opened.number });
    const from = await findPart(read, input.incident);
    if (isRefusal(from)) return from;
    const chosen = { signals: input.signals, tasks: input.tasks };
    const split = splitOff(from, into, chosen, await belongingTo(read, from.id, by));
    if (isRefusal(split)) return split;
    const first = input.signals[0];
    const at =
      first === undefined
        ? await read.selectFrom("incident").selectAll().where("id", "=", from.id).executeTakeFirst()
        : await read.selectFrom("signal").selectAll().where("id", "=", first).executeTakeFirst();
    if (at === undefined) return noSuch("signal", first ?? from.id);
    const number = await nextIncidentNumber(read);
    const { title, priority } = input;
    const { kind, place } = at;
    const position = pointOf(at);
    const procedure = await procedureFor(read, kind);
    const start = open({ id: into, number, kind, title, priority, position, place, commander: actorOf(by), procedure });
    return isRefusal(start) ? start : answer([...start, ...split], { incident: into, number });
  },
});
