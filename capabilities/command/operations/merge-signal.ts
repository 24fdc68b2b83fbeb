import { IncidentId, isRefusal, SignalId } from "@cordon/kernel";
import { z } from "zod";
import { merge } from "../rules.ts";
import { IncidentRef } from "../words.ts";
import { answer, command, decides, findIncident, findSignal } from "./operating.ts";

export const mergeSignal = command({
  name: "command.merge-signal",
  summary: "Say that a signal tells of an open incident that is known already. Can be undone.",
  input: z.object({ signal: SignalId, incident: IncidentId }),
  output: IncidentRef,
  allow: decides,
  async run({ input, read }) {
    const signal = await findSignal(read, input.signal);
    if (isRefusal(signal)) return signal;
    const incident = await findIncident(read, input.incident);
    if (isRefusal(incident)) return incident;
    return answer(merge(signal, incident), { incident: incident.id, number: incident.number });
  },
});
