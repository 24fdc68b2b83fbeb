import { type Instant, millisecondsOf, type PlaceId } from "@cordon/kernel";
import { waitOf } from "../../rules.ts";
import type { PublishedRules } from "../../tables/rules.ts";
import type { DeviceTables } from "../../tables/device.ts";
import type { Gate, GateDeviceNow, GateNow, LaneNow } from "../../words.ts";
import type { GateBoard } from "../../workers/board.ts";

/** A device and where it is posted. */
export type Posted = Pick<DeviceTables["access_device"], "device" | "label" | "gate" | "lane">;

/** The gates of the rules in force as they work, in their order. */
export function gatesNow(
  board: GateBoard,
  rules: PublishedRules,
  posted: readonly Posted[],
  now: Instant,
): readonly GateNow[] {
  const devices = Map.groupBy(posted, ({ gate }) => gate);
  const ms = millisecondsOf(now);
  return rules.ruleSet.gates.map((gate) => {
    const here = devices.get(gate.place) ?? [];
    return {
      gate: gate.place,
      code: gate.code,
      name: gate.name,
      zone: gate.zone,
      site: gate.site,
      open: rules.prepared.gates.get(gate.place)?.hours.holdsAt(ms) ?? false,
      lanes: gate.lanes.map((lane) => laneNow(board, gate.place, lane, here, now)),
      devices: devicesNow(board, here),
      verdicts: { ...board.verdicts(gate.place, now) },
    };
  });
}

export function laneNow(
  board: GateBoard,
  gate: PlaceId,
  { code, direction, means }: Gate["lanes"][number],
  posted: readonly Posted[],
  now: Instant,
): LaneNow {
  const work = board.lane(gate, code, now);
  let heardAt: Instant | null = null;
  for (const { device, lane } of posted) {
    const heard = lane === null || lane === code ? (board.heard(device)?.at ?? null) : null;
    if (heard !== null && (heardAt === null || heard > heardAt)) heardAt = heard;
  }
  const report = board.queued(gate, code);
  const { scansPerMinute, lastScanAt } = work;
  return { code, direction, means, ...work, wait: waitOf({ report, scansPerMinute, lastScanAt, heardAt, now }) };
}

export function devicesNow(board: GateBoard, posted: readonly Posted[]): readonly GateDeviceNow[] {
  return posted.map((one) => deviceNow(board, one));
}

function deviceNow(board: GateBoard, { device, label }: Posted): GateDeviceNow {
  const heard = board.heard(device);
  if (heard === null)
    return { device, label, heardAt: null, rules: null, revocationsAsOf: null, waiting: null, skewMs: null };
  const { at, holds } = heard;
  return {
    device,
    label,
    heardAt: at,
    rules: holds.rules,
    revocationsAsOf: holds.revocationsAsOf,
    waiting: holds.waiting,
    skewMs: millisecondsOf(holds.clock) - millisecondsOf(at),
  };
}
