import { Instant, instantOf, millisecondsOf, PlaceId } from "@cordon/kernel";
import { z } from "zod";
import { caseOf } from "../rules/example.ts";
import { judge } from "../rules/judge.ts";
import { namesOf } from "../rules/names.ts";
import { prepareDraft } from "../rules/prepared.ts";
import { verdictSentence } from "../rules/sentence.ts";
import { draftPerimeters, publishedRules } from "../tables/rules.ts";
import { CategoryCode, Means, Verdict, ZoneCode } from "../words.ts";
import { onDuty, query } from "./operating.ts";
import { refuseAccess } from "../words/refusals.ts";

const DAY_MS = 86_400_000;

export const tryRules = (timeZone: string) =>
  query({
    name: "access.try-rules",
    summary: 'What a gate would say to somebody imagined: "a resident, 12 years old, by car, 26 July 13:01, gate 7".',
    input: z.object({
      /** `draft`: the rules being worked on, as if they were in force. */
      rules: z.enum(["draft", "published"]).default("draft"),
      gate: PlaceId,
      at: Instant,
      means: Means,
      category: CategoryCode.nullable().default(null),
      /** Completed years; null: an adult. */
      ageYears: z.int().min(0).max(130).nullable().default(null),
      /** `here`: a pass for the zone of this gate; null: without a pass. */
      pass: z
        .union([z.literal("here"), z.array(ZoneCode).min(1).max(8)])
        .nullable()
        .default("here"),
    }),
    output: z.object({ verdict: Verdict, sentence: z.object({ fr: z.string(), en: z.string() }) }),
    allow: onDuty,
    async run({ input: { rules, ...example }, read }) {
      const published = rules === "published" ? await publishedRules(read) : null;
      if (rules === "published" && published === null)
        return refuseAccess("no-rules-yet", "not-found", "No rules have been published yet.");
      const draft = published?.ruleSet ?? (await draftPerimeters(read, timeZone));
      if (!draft.gates.some(({ place }) => place === example.gate))
        return refuseAccess("no-such-gate", "not-found", "There is no such gate.", example.gate);
      const at = Math.min(Math.max(millisecondsOf(example.at), DAY_MS), Date.UTC(9999, 11, 30));
      const prepared =
        published?.prepared ?? prepareDraft(draft, { from: instantOf(at - DAY_MS), until: instantOf(at + DAY_MS) });
      const verdict = judge(prepared, caseOf(prepared, example));
      const names = namesOf(draft);
      return {
        verdict,
        sentence: { fr: verdictSentence(verdict, names, "fr"), en: verdictSentence(verdict, names, "en") },
      };
    },
  });
