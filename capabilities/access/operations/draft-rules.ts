import { z } from "zod";
import { same } from "../rules/drawing.ts";
import { Category, Rule, RulesDrafted } from "../words.ts";
import { answer, command, draws } from "./operating.ts";
import { refuseAccess } from "../words/refusals.ts";

export const draftRules = command({
  name: "access.draft-rules",
  summary:
    "Work on the rules: all of them, in order, with the categories of passes. Nothing changes at a gate before they are published.",
  input: z.object({ categories: z.array(Category).max(40).readonly(), rules: z.array(Rule).max(300).readonly() }),
  output: z.object({ rules: z.int().nonnegative() }),
  allow: draws,
  async run({ input: { categories, rules }, read }) {
    const rule = twice(rules.map(({ id }) => id));
    if (rule !== undefined)
      return refuseAccess("rule-twice", "invalid", `Two rules are called ${rule}.`, rule, { rule });
    const category = twice(categories.map(({ code }) => code));
    if (category !== undefined)
      return refuseAccess("category-twice", "invalid", `Two categories have the code ${category}.`, category, {
        category,
      });
    const before = await read.selectFrom("access_draft").select(["categories", "rules"]).executeTakeFirst();
    const unchanged = before !== undefined && same({ categories, rules }, before);
    return answer(unchanged ? [] : [RulesDrafted.of({ categories, rules })], { rules: rules.length });
  },
});

function twice(names: readonly string[]): string | undefined {
  return names.find((name, at) => names.indexOf(name) !== at);
}
