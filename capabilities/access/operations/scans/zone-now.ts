import type { Instant } from "@cordon/kernel";
import type { Zone, ZoneCode, ZoneNow } from "../../words.ts";
import type { GateBoard } from "../../workers/board.ts";

/** How full a zone of the rules in force is; null where there is no such zone. Before anybody came or was counted, nobody is inside. */
export function zoneNow(board: GateBoard, code: ZoneCode, now: Instant): ZoneNow | null {
  const zone = board.zone(code);
  return zone === null ? null : ofZone(board, zone, now);
}

export function ofZone(board: GateBoard, { code, name, capacity }: Zone, now: Instant): ZoneNow {
  const { inside, asOf } = board.occupancy(code) ?? { inside: 0, asOf: now };
  return { code, name, inside, capacity, asOf };
}
