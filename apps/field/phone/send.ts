import type { CommandApi } from "@cordon/command";
import { TaskState } from "@cordon/kernel";
import type { Answer, Client } from "@cordon/ui";
import type { Press, Sent } from "../queue/rules.ts";

/** Sends one press and says what became of it. */
export async function sendPress(client: Client<CommandApi>, press: Press): Promise<Sent> {
  const { task, commandId, pressedAt, said } = press;
  const step = { task, commandId, pressedAt };
  switch (press.event) {
    case "acknowledge":
      return sentOf(await client.order("command.acknowledge-task", step));
    case "start":
      return sentOf(await client.order("command.start-task", step));
    case "finish":
      return sentOf(await client.order("command.finish-task", { ...step, note: said }));
    case "refuse":
      return sentOf(await client.order("command.refuse-task", { ...step, reason: said }));
  }
}

/** What an answer means for the press it was about. Whatever is not a decision of the server may be tried again. */
function sentOf(answer: Answer<{ readonly state: TaskState }>): Sent {
  if (answer.ok) return { outcome: "taken", state: answer.output.state };
  const { reason, what, detail } = answer.problem;
  switch (reason) {
    case "not-possible-now":
    case "conflict":
    case "invalid":
    case "too-large":
    case "not-found":
    case "not-permitted":
    case "no-mandate": {
      const state = TaskState.safeParse(what);
      return { outcome: "refused", state: state.success ? state.data : null, because: detail };
    }
    case "offline":
    case "broken":
    case "not-signed-in":
    case "stale-client":
    case "store-full":
    case "unavailable":
    case "too-many":
      return { outcome: "unknown" };
  }
}
