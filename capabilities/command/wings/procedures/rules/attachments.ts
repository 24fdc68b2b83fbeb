import { type BlobHash, type Exhibit, IncidentAttachmentErased, type IncidentId, refuse } from "@cordon/kernel";
import type { Decision } from "../../../rules.ts";

/** A line of a log with its files. */
export interface LineWithFiles {
  readonly seq: number;
  readonly incident: IncidentId;
  readonly exhibits: readonly Exhibit[];
}

/** What is erased of a line stays erased; saying it twice changes nothing. */
export function eraseAttachment(line: LineWithFiles | null, blob: BlobHash, because: string): Decision {
  if (line === null) return refuse("not-found", "the log has no such line, or it has no such file", blob);
  if (!line.exhibits.some((exhibit) => exhibit.blob === blob)) return [];
  return [IncidentAttachmentErased.of({ incident: line.incident, line: line.seq, blob, because })];
}
