import { Instant } from "@cordon/kernel";
import { z } from "zod";
import { ZoneNow } from "../words.ts";
import type { GateBoard } from "../workers/board.ts";
import { onDuty, query } from "./operating.ts";
import { ofZone } from "./scans/zone-now.ts";

export const zonesNow = (board: GateBoard) =>
  query({
    name: "access.zones-now",
    summary: "How many are inside each zone of the rules in force, and how many may be.",
    input: z.object({}),
    output: z.object({ zones: z.array(ZoneNow), now: Instant }),
    allow: onDuty,
    async run({ now }) {
      const zones = board.rules()?.ruleSet.zones ?? [];
      return { zones: zones.map((zone) => ofZone(board, zone, now)), now };
    },
  });
