import { ContingentId, IncidentId, PlaceId, UnitId } from "@cordon/kernel";
import type { Address, MessageView } from "../words.ts";

/** Whom a thread of this name is written to; what was written to an area goes to who is in that area now. */
export function addressOf(thread: string, messages: readonly MessageView[]): Address | null {
  const at = thread.indexOf(":");
  const [kind, id] = [thread.slice(0, at), thread.slice(at + 1)];
  switch (kind) {
    case "unit":
      return { kind, unit: UnitId.parse(id) };
    case "place":
      return { kind, place: PlaceId.parse(id) };
    case "contingent":
      return { kind, contingent: ContingentId.parse(id) };
    case "incident":
      return { kind, incident: IncidentId.parse(id) };
    default:
      return messages.findLast(({ to }) => to.kind === "area")?.to ?? null;
  }
}
