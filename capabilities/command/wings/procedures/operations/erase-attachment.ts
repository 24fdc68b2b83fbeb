import { dropUpload, role } from "@cordon/ground";
import { BlobHash, IncidentId, isRefusal } from "@cordon/kernel";
import { z } from "zod";
import { answer } from "../../../operations/operating.ts";
import { line } from "../../../words.ts";
import { eraseAttachment as erase } from "../rules/attachments.ts";
import { lineWithFiles, namedBy } from "../tables/attachments.ts";
import { command } from "./operating.ts";

export const eraseAttachment = command({
  name: "command.erase-attachment",
  summary: "Erase a file of an incident's log for good, and say why. The line it went with stays.",
  input: z.object({
    incident: IncidentId,
    line: z.int().nonnegative().meta({ description: "The line's number in the journal." }),
    blob: BlobHash,
    because: line(500).meta({ description: "Without personal data." }),
  }),
  output: z.object({ erased: z.boolean() }),
  allow: role("supervisor", "commander", "data-protection"),
  async run({ input, read }) {
    const decision = erase(await lineWithFiles(read, input.incident, input.line), input.blob, input.because);
    if (isRefusal(decision) || decision.length === 0) return answer(decision, { erased: false });
    // Whoever erases the last line that names it makes sure that no later one can.
    if ((await namedBy(read, input.blob)) === 1) await dropUpload(read, input.blob);
    return answer(decision, { erased: true });
  },
});
