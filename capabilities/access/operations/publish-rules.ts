import { accept } from "@cordon/ground";
import { Interval, isRefusal } from "@cordon/kernel";
import { z } from "zod";
import type { Issuer, NoIssuer } from "../issuer/issuer.ts";
import { issuing } from "../issuer/key-sets.ts";
import { publish } from "../issuer/rule-sets.ts";
import { publishedKeys } from "../tables/key.ts";
import { draftPerimeters, publishedRules } from "../tables/rules.ts";
import { command, publishes } from "./operating.ts";

export const publishRules = ({ issuer, timeZone }: { readonly issuer: Issuer | NoIssuer; readonly timeZone: string }) =>
  command({
    name: "access.publish-rules",
    summary: "Put the zones, gates and rules being worked on into force: from now on gates judge by them.",
    input: z.object({
      valid: Interval,
      /** The number of the rule set in force that was looked at; 0: none. Another one by now: refused. */
      basedOn: z.int().nonnegative(),
    }),
    output: z.object({ number: z.int().positive() }),
    allow: publishes,
    async run({ input: { valid, basedOn }, read, now }) {
      const standing = issuing(issuer, await publishedKeys(read));
      if (isRefusal(standing)) return standing;
      const perimeters = await draftPerimeters(read, timeZone);
      const before = (await publishedRules(read))?.ruleSet ?? null;
      const published = publish(standing.issuer, { perimeters, valid, basedOn }, before, now);
      if (isRefusal(published)) return published;
      return accept(published.entries, { number: published.number });
    },
  });
