import { accept } from "@cordon/ground";
import { DeviceId, PlaceId } from "@cordon/kernel";
import { z } from "zod";
import { DevicePosted, LaneCode } from "../words.ts";
import { arranges, command } from "./operating.ts";
import { refuseAccess } from "../words/refusals.ts";

export const postDevice = command({
  name: "access.post-device",
  summary: "Say at which gate a device works from now on, and at which of its lanes; at none to take it off.",
  input: z.object({ device: DeviceId, gate: PlaceId.nullable(), lane: LaneCode.nullable().default(null) }),
  output: z.object({}),
  allow: arranges,
  async run({ input: { device, gate, lane }, read }) {
    const known = await read.selectFrom("access_device").selectAll().where("device", "=", device).executeTakeFirst();
    if (known === undefined)
      return refuseAccess("no-such-gate-device", "not-found", "There is no such device of a gate.", device);
    if (known.revoked)
      return refuseAccess(
        "gate-device-revoked",
        "not-possible-now",
        "This device was revoked: enrol another one.",
        device,
      );
    if (gate === null && lane !== null)
      return refuseAccess("lane-without-gate", "invalid", "A lane belongs to a gate.", "lane");
    if (known.gate === gate && known.lane === lane) return accept([], {});
    if (gate !== null) {
      const there = await read.selectFrom("access_gate").select("lanes").where("place", "=", gate).executeTakeFirst();
      if (there === undefined) return refuseAccess("no-such-gate", "not-found", "There is no such gate.", gate);
      if (lane !== null && !there.lanes.some(({ code }) => code === lane))
        return refuseAccess("no-such-lane", "not-found", "This gate has no such lane.", lane);
    }
    return accept([DevicePosted.of({ device, gate, lane })], {});
  },
});
