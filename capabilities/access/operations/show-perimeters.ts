import { Instant, Interval } from "@cordon/kernel";
import { z } from "zod";
import { differenceOf } from "../rules/difference.ts";
import { faultsOfPerimeters } from "../rules/perimeters.ts";
import { draftPerimeters, publishedRules } from "../tables/rules.ts";
import { DrawnPerimeters } from "../words.ts";
import { onDuty, query } from "./operating.ts";

const Fault = z.object({
  severity: z.enum(["error", "warning"]),
  kind: z.enum([
    "unknown-time-zone",
    "duplicate-code",
    "unknown-zone",
    "unknown-category",
    "unknown-regime",
    "no-ages",
    "swapped-coordinates",
    "far-from-the-rest",
    "gate-far-from-zone",
    "nobody-can-enter",
    "never-decides",
  ]),
  subject: z.object({ kind: z.enum(["zone", "gate", "category", "rule", "perimeter"]), code: z.string() }),
  because: z.object({ fr: z.string(), en: z.string() }),
});
const Change = z.object({
  what: z.enum(["zone", "gate", "category", "rule", "time-zone"]),
  code: z.string(),
  how: z.enum(["added", "removed", "changed", "moved"]),
  fields: z.array(z.string()).readonly(),
});

export const showPerimeters = (timeZone: string) =>
  query({
    name: "access.show-perimeters",
    summary:
      "The zones, gates and rules being worked on, what is wrong with them, and what publishing them would change at the gates.",
    input: z.object({}),
    output: z.object({
      draft: DrawnPerimeters,
      faults: z.array(Fault).readonly(),
      published: z.object({ number: z.int().positive(), publishedAt: Instant, valid: Interval }).nullable(),
      changes: z.array(Change).readonly(),
    }),
    allow: onDuty,
    async run({ read }) {
      const draft = await draftPerimeters(read, timeZone);
      const ruleSet = (await publishedRules(read))?.ruleSet ?? null;
      return {
        draft,
        faults: faultsOfPerimeters(draft),
        published:
          ruleSet === null ? null : { number: ruleSet.number, publishedAt: ruleSet.publishedAt, valid: ruleSet.valid },
        changes: differenceOf(ruleSet, draft),
      };
    },
  });
