import { TaskId } from "@cordon/kernel";
import { z } from "zod";
import { Press, TaskStep } from "../words.ts";
import { command, moves } from "./operating.ts";
import { pressTask } from "./press-task.ts";

export const acknowledgeTask = command({
  name: "command.acknowledge-task",
  summary: "Say that the order was understood.",
  input: z.object({ task: TaskId, ...Press }),
  output: TaskStep,
  allow: moves,
  run: (context) => pressTask(context, "acknowledge", ""),
});
