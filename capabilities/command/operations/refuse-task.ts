import { TaskId } from "@cordon/kernel";
import { z } from "zod";
import { line, Press, TaskStep } from "../words.ts";
import { command, moves } from "./operating.ts";
import { pressTask } from "./press-task.ts";

export const refuseTask = command({
  name: "command.refuse-task",
  summary: "Say that the unit cannot do it, and why.",
  input: z.object({ task: TaskId, reason: line(500), ...Press }),
  output: TaskStep,
  allow: moves,
  run: (context) => pressTask(context, "refuse", context.input.reason),
});
