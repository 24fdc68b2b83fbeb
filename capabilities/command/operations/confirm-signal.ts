import { newId } from "@cordon/ground";
import { actorOf, IncidentId, isRefusal, Priority, SignalId } from "@cordon/kernel";
import { z } from "zod";
import { confirm } from "../rules.ts";
import { procedureFor } from "../wings/procedures/tables/steps.ts";
import { IncidentRef, line } from "../words.ts";
import { answer, command, decides, findIncident, findSignal, nextIncidentNumber } from "./operating.ts";

export const confirmSignal = command({
  name: "command.confirm-signal",
  summary: "Say that a signal is an incident: opens it, or answers the one that was opened already.",
  input: z.object({ signal: SignalId, title: line(160), priority: Priority }),
  output: IncidentRef,
  allow: decides,
  async run({ input, by, read }) {
    const signal = await findSignal(read, input.signal);
    if (isRefusal(signal)) return signal;
    if (signal.state === "confirmed" && signal.incident !== null) {
      const incident = await findIncident(read, signal.incident);
      return isRefusal(incident) ? incident : answer([], { incident: incident.id, number: incident.number });
    }
    const { title, priority } = input;
    const incident = {
      id: newId(IncidentId),
      number: await nextIncidentNumber(read),
      title,
      priority,
      commander: actorOf(by),
      procedure: await procedureFor(read, signal.kind),
    };
    return answer(confirm(signal, incident), { incident: incident.id, number: incident.number });
  },
});
