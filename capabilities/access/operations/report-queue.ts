import { accept, role } from "@cordon/ground";
import { Instant, PlaceId, refuse } from "@cordon/kernel";
import { z } from "zod";
import { LaneCode, QueueReported } from "../words.ts";
import { command } from "./operating.ts";
import { postsOf } from "./scans/standing.ts";
import { refuseAccess } from "../words/refusals.ts";

export const reportQueue = command({
  name: "access.report-queue",
  summary: "Say how many people wait at a lane.",
  input: z.object({
    gate: PlaceId,
    lane: LaneCode,
    waiting: z.int().min(0).max(20_000),
    at: Instant.optional().meta({ description: "When they were counted; now when left out." }),
  }),
  output: z.object({}),
  allow: role("gate-device", "steward", "operator", "supervisor", "exercise"),
  async run({ input: { gate, lane, waiting, at }, by, read, now }) {
    if (by.roles.includes("gate-device") && !(await postsOf(read, by.id)).ever.has(gate))
      return refuse("not-permitted", "This device is posted at another gate: it reports for its own.", gate);
    const there = await read.selectFrom("access_gate").select("lanes").where("place", "=", gate).executeTakeFirst();
    if (there === undefined) return refuseAccess("no-such-gate", "not-found", "There is no such gate.", gate);
    if (!there.lanes.some(({ code }) => code === lane))
      return refuseAccess("no-such-lane", "not-found", "This gate has no such lane.", lane);
    // A count of the future would hide every later one.
    const counted = at === undefined || at > now ? now : at;
    return accept([QueueReported.of({ gate, lane, waiting, at: counted })], {});
  },
});
