import { TaskId } from "@cordon/kernel";
import { z } from "zod";
import { line, Press, TaskStep } from "../words.ts";
import { command, decides } from "./operating.ts";
import { pressTask } from "./press-task.ts";

export const cancelTask = command({
  name: "command.cancel-task",
  summary: "Take an order back, and say why.",
  input: z.object({ task: TaskId, reason: line(500), ...Press }),
  output: TaskStep,
  allow: decides,
  run: (context) => pressTask(context, "cancel", context.input.reason),
});
