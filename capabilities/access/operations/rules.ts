import { Instant, Interval } from "@cordon/kernel";
import { z } from "zod";
import { publishedRules } from "../tables/rules.ts";
import { Signed } from "../words.ts";
import { query } from "./operating.ts";
import { refuseAccess } from "../words/refusals.ts";

export const rules = query({
  name: "access.rules",
  summary:
    "The rule set in force, signed by the root: who may enter which zone when, and by which gates. Public, notes and all.",
  input: z.object({}),
  output: z.object({ number: z.int().positive(), publishedAt: Instant, valid: Interval, signed: Signed }),
  allow: { anyone: true },
  async run({ read }) {
    const published = await publishedRules(read);
    if (published === null) return refuseAccess("no-rules-yet", "not-found", "no rules have been published yet");
    const { number, publishedAt, valid } = published.ruleSet;
    return { number, publishedAt, valid, signed: published.signed };
  },
});
