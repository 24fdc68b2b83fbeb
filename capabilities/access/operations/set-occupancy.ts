import { accept } from "@cordon/ground";
import { z } from "zod";
import { line, OccupancySet, ZoneCode } from "../words.ts";
import { arranges, command } from "./operating.ts";
import { refuseAccess } from "../words/refusals.ts";

export const setOccupancy = command({
  name: "access.set-occupancy",
  summary: "Set right how many are inside a zone, as somebody has counted them, and say why.",
  input: z.object({ zone: ZoneCode, inside: z.int().min(0).max(10_000_000), because: line(200) }),
  output: z.object({}),
  allow: arranges,
  async run({ input, read }) {
    const zone = await read.selectFrom("access_zone").select("code").where("code", "=", input.zone).executeTakeFirst();
    if (zone === undefined) return refuseAccess("no-such-zone", "not-found", "There is no such zone.", input.zone);
    return accept([OccupancySet.of(input)], {});
  },
});
