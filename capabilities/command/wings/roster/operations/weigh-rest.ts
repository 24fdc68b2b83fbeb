import { setImmediate } from "node:timers/promises";
import { ContingentId, UnitKind } from "@cordon/kernel";
import { z } from "zod";
import { knows } from "../../../rules.ts";
import { weighRest } from "../rules/breaching.ts";
import { minuteOf } from "../rules/rest.ts";
import { RestRule } from "../words.ts";
import type { RosterBoard } from "../workers/board.ts";
import { reading } from "./list-voids.ts";
import { query } from "./operating.ts";
import { mayRuleOn, rulesRest } from "./rule-rest.ts";

export const weighRestRule = (board: RosterBoard) =>
  query({
    name: "command.weigh-rest",
    summary:
      "What rule-rest would do to shifts that are planned already: for how many units another rule would hold, and how many of their shifts would break it. Nothing is changed by it.",
    input: z.object({
      kind: UnitKind.nullable().default(null),
      contingent: ContingentId.nullable().default(null),
      rule: RestRule.nullable(),
    }),
    output: z.object({
      units: z.int().nonnegative(),
      /** Shifts to come and on; those whose rest was shortened for a reason are left out. */
      breaking: z.int().nonnegative(),
      /** Of the same units, by the rules that hold now. */
      breakingNow: z.int().nonnegative(),
      /** The first of the units that would break it. */
      callSigns: z.array(z.string()),
    }),
    allow: rulesRest,
    async run({ input, by, read, now }) {
      const refused = await mayRuleOn(read, by, input.contingent);
      if (refused !== null) return refused;
      if (board.coverage === null) return reading;
      const weighing = weighRest(board.coverage, input, {
        now: minuteOf(now),
        knows: (contingent) => by.contingent === null || knows(by, ContingentId.parse(contingent)),
      });
      // 63,000 units take a while: others are answered in between.
      let turn = weighing.next();
      while (turn.done !== true) {
        await setImmediate();
        turn = weighing.next();
      }
      const { units, breaking, breakingNow, callSigns } = turn.value;
      return { units, breaking, breakingNow, callSigns: [...callSigns] };
    },
  });
