import { TaskId } from "@cordon/kernel";
import { z } from "zod";
import { Press, TaskStep } from "../words.ts";
import { command, moves } from "./operating.ts";
import { pressTask } from "./press-task.ts";

export const startTask = command({
  name: "command.start-task",
  summary: "Say that the unit is on its way or at work.",
  input: z.object({ task: TaskId, ...Press }),
  output: TaskStep,
  allow: moves,
  run: (context) => pressTask(context, "start", ""),
});
