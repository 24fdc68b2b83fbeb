import { Instant } from "@cordon/kernel";
import { z } from "zod";
import { GateDeviceNow, GateNow } from "../words.ts";
import type { GateBoard } from "../workers/board.ts";
import { onDuty, query } from "./operating.ts";
import { devicesNow, gatesNow as asTheyWork } from "./scans/gate-now.ts";

export const gatesNow = (board: GateBoard) =>
  query({
    name: "access.gates-now",
    summary:
      "The gates of the rules in force as they work: lanes, waits, verdicts of the last hour, devices and when they were heard of.",
    input: z.object({}),
    output: z.object({
      /** The number of the rule set whose gates these are; a moment after one is published still the one before, null before the first. */
      rules: z.int().positive().nullable(),
      gates: z.array(GateNow).readonly(),
      /** Devices of gates that are posted at no gate. */
      unposted: z.array(GateDeviceNow).readonly(),
      now: Instant,
    }),
    allow: onDuty,
    async run({ read, now }) {
      const devices = await read
        .selectFrom("access_device")
        .select(["device", "label", "gate", "lane"])
        .where("revoked", "=", false)
        .orderBy("label")
        .execute();
      const rules = board.rules();
      const unposted = devices.filter(({ gate }) => gate === null);
      return {
        rules: rules?.ruleSet.number ?? null,
        gates: rules === null ? [] : asTheyWork(board, rules, devices, now),
        unposted: devicesNow(board, unposted),
        now,
      };
    },
  });
