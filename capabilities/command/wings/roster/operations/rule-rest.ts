import { role } from "@cordon/ground";
import { ContingentId, type Principal, type Refusal, UnitKind } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { z } from "zod";
import { knows } from "../../../rules.ts";
import { restRules } from "../tables/rest.ts";
import type { RosterTables } from "../tables/rows.ts";
import { RestRule, RestRuled } from "../words.ts";
import { answer, command } from "./operating.ts";
import { noSuch } from "../../../words/refusals.ts";

/** Who may set rules, and ask what one would change. */
export const rulesRest = role("supervisor", "commander", "admin");

export const ruleRest = command({
  name: "command.rule-rest",
  summary: "Set how long units of a kind, of a contingent, or both may work; null sets it back to the default.",
  input: z.object({
    kind: UnitKind.nullable().default(null),
    contingent: ContingentId.nullable().default(null),
    rule: RestRule.nullable(),
  }),
  output: z.object({ changed: z.boolean() }),
  allow: rulesRest,
  async run({ input, by, read }) {
    const { kind, contingent, rule } = input;
    const refused = await mayRuleOn(read, by, contingent);
    if (refused !== null) return refused;
    const standing = (await restRules(read)).find((each) => each.kind === kind && each.contingent === contingent);
    const same = JSON.stringify(standing?.rule ?? null) === JSON.stringify(rule);
    return answer(same ? [] : [RestRuled.of({ kind, contingent, rule })], { changed: !same });
  },
});

/** Whoever belongs to a contingent rules on it alone; one that they may not know of is not found. Null: they may. */
export async function mayRuleOn(
  read: Kysely<RosterTables>,
  by: Principal,
  contingent: ContingentId | null,
): Promise<Refusal | null> {
  const unknown = noSuch("contingent", contingent ?? "contingent");
  if (!knows(by, contingent) || (contingent === null && by.contingent !== null)) return unknown;
  if (contingent === null) return null;
  const row = await read.selectFrom("contingent").select("id").where("id", "=", contingent).executeTakeFirst();
  return row === undefined ? unknown : null;
}
