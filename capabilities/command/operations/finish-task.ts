import { TaskId } from "@cordon/kernel";
import { z } from "zod";
import { lineOrNothing, Press, TaskStep } from "../words.ts";
import { command, moves } from "./operating.ts";
import { pressTask } from "./press-task.ts";

export const finishTask = command({
  name: "command.finish-task",
  summary: "Say that the task is done.",
  input: z.object({ task: TaskId, note: lineOrNothing(500).default(""), ...Press }),
  output: TaskStep,
  allow: moves,
  run: (context) => pressTask(context, "finish", context.input.note),
});
