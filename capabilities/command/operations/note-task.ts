import { Attached, takeUploads } from "@cordon/ground";
import { IncidentId, isRefusal, TaskId, UnitId } from "@cordon/kernel";
import { sql } from "kysely";
import { z } from "zod";
import { note } from "../rules.ts";
import { unitById } from "../tables/unit.ts";
import { lineOrNothing } from "../words.ts";
import { answer, command, findIncident, findTask, holdsTasks } from "./operating.ts";
import { refuseAs } from "../words/refusals.ts";

export const noteTask = command({
  name: "command.note-task",
  summary: "From a unit's phone: a line and photos, sent before, for the log of the incident that its task is about.",
  input: z.object({
    task: TaskId,
    text: lineOrNothing(500).default("").meta({ description: "Without personal data." }),
    exhibits: Attached,
  }),
  output: z.object({ task: TaskId, incident: IncidentId }),
  allow: holdsTasks,
  async run({ input, by, read }) {
    const task = await findTask(read, input.task, by);
    if (isRefusal(task)) return task;
    const mine = UnitId.safeParse(by.unit);
    if (!mine.success || mine.data !== task.unit)
      return refuseAs(
        "task-not-yours",
        "not-permitted",
        "only the unit that holds a task notes what it found",
        task.id,
      );
    const { incident: id } = await read
      .selectFrom("task")
      .select("incident")
      .where("id", "=", task.id)
      .executeTakeFirstOrThrow();
    if (id === null)
      return refuseAs(
        "task-without-incident",
        "not-possible-now",
        "this task is about no incident: send a report instead",
        task.id,
      );
    const incident = await findIncident(read, id);
    if (isRefusal(incident)) return incident;
    if (input.text === "" && input.exhibits.length === 0)
      return refuseAs("note-empty", "invalid", "a note holds a line or a photo", "text");
    // A phone that lost the answer sends the same photo again: it is there already.
    const [photo] = input.exhibits;
    if (photo !== undefined) {
      const there = await read
        .selectFrom("incident_log")
        .select("seq")
        .where("incident", "=", id)
        .where(sql<boolean>`exhibits @> ${JSON.stringify([{ blob: photo }])}::jsonb`)
        .executeTakeFirst();
      if (there !== undefined) return answer([], { task: task.id, incident: id });
    }
    const exhibits = await takeUploads(read, input.exhibits);
    if (isRefusal(exhibits)) return exhibits;
    const unit = await unitById(read, mine.data);
    const text = [unit?.callSign ?? "", input.text].filter((part) => part !== "").join(": ");
    return answer(note(incident, text, exhibits), { task: task.id, incident: id });
  },
});
