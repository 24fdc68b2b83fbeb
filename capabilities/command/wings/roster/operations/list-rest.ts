import { Actor, ContingentId, Instant, UnitKind } from "@cordon/kernel";
import { z } from "zod";
import { knows } from "../../../rules.ts";
import { restInForce } from "../rules/rest.ts";
import { restRules } from "../tables/rest.ts";
import { RestRule } from "../words.ts";
import { query, watches } from "./operating.ts";

export const listRest = query({
  name: "command.list-rest",
  summary:
    "How long units may work, the widest rule first: what was set, by whom and when, and the defaults where nothing was. The most particular holds.",
  input: z.object({}),
  output: z.object({
    rules: z.array(
      z.object({
        kind: UnitKind.nullable(),
        contingent: ContingentId.nullable(),
        rule: RestRule,
        /** A default: nobody set it. */
        standard: z.boolean(),
        /** Null for a default, and where it was set before this was kept. */
        ruledAt: Instant.nullable(),
        ruledBy: Actor.nullable(),
      }),
    ),
  }),
  allow: watches,
  past: true,
  async run({ by, read }) {
    const inForce = restInForce(await restRules(read));
    const rules = inForce.flatMap((each) => {
      const contingent = ContingentId.nullable().parse(each.contingent);
      if (!knows(by, contingent)) return [];
      const told = "ruledAt" in each ? each : null;
      return {
        ...{ kind: each.kind, contingent, rule: each.rule, standard: told === null },
        ...{ ruledAt: told?.ruledAt ?? null, ruledBy: told?.ruledBy ?? null },
      };
    });
    return { rules };
  },
});
