import { ContingentId, isRefusal, UnitKind } from "@cordon/kernel";
import { z } from "zod";
import { knows } from "../../../rules.ts";
import { restRules } from "../tables/rest.ts";
import { RestRule, RestRuled } from "../words.ts";
import { answer, command } from "./operating.ts";
import { role } from "@cordon/ground";
import { noSuch } from "../../../words/refusals.ts";

export const ruleRest = command({
  name: "command.rule-rest",
  summary: "Set how long units of a kind, of a contingent, or both may work; null sets it back to the default.",
  input: z.object({
    kind: UnitKind.nullable().default(null),
    contingent: ContingentId.nullable().default(null),
    rule: RestRule.nullable(),
  }),
  output: z.object({ changed: z.boolean() }),
  allow: role("supervisor", "commander", "admin"),
  async run({ input, by, read }) {
    const { kind, contingent, rule } = input;
    const unknown = noSuch("contingent", contingent ?? "contingent");
    if (!knows(by, contingent) || (contingent === null && by.contingent !== null)) return unknown;
    if (contingent !== null) {
      const row = await read.selectFrom("contingent").select("id").where("id", "=", contingent).executeTakeFirst();
      if (row === undefined) return unknown;
    }
    const standing = (await restRules(read)).find((each) => each.kind === kind && each.contingent === contingent);
    const same = JSON.stringify(standing?.rule ?? null) === JSON.stringify(rule);
    const decision = same ? [] : [RestRuled.of({ kind, contingent, rule })];
    return isRefusal(decision) ? decision : answer(decision, { changed: !same });
  },
});
