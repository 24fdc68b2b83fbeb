import { newId } from "@cordon/ground";
import { isRefusal, type NewEntry, PlaceId } from "@cordon/kernel";
import { z } from "zod";
import { drawGate, drawZone, NOTHING_THERE, same } from "../rules/drawing.ts";
import { readPerimeterFile } from "../rules/perimeter-file.ts";
import { standingPlaces } from "../tables/perimeter.ts";
import { Category, Rule, RulesDrafted } from "../words.ts";
import { answer, command, draws } from "./operating.ts";
import { refuseAccess } from "../words/refusals.ts";

/** As many as a person reads of what is wrong with a file. */
const MOST_TOLD = 12;

export const importPerimeters = command({
  name: "access.import-perimeters",
  summary:
    "Draw all the zones and gates of a GeoJSON FeatureCollection, by their references; with its rules and categories, if it has any. All or none.",
  input: z.object({
    collection: z.object({
      type: z.literal("FeatureCollection"),
      /** As many as a rule set may have. Looked at one by one, so that each can be told what is wrong with it. */
      features: z.array(z.unknown()).min(1).max(1200),
      categories: z.array(Category).max(40).optional(),
      rules: z.array(Rule).max(300).optional(),
    }),
  }),
  output: z.object({ drawn: z.int().nonnegative(), unchanged: z.int().nonnegative(), rules: z.boolean() }),
  allow: draws,
  async run({ input: { collection }, read }) {
    const standing = await standingPlaces(read);
    const { items, faults } = readPerimeterFile(collection.features, standing.positions);
    if (faults.length > 0) {
      const more = faults.length - MOST_TOLD;
      const said = (language: "en" | "fr", others: string, between: string) =>
        [...faults.slice(0, MOST_TOLD).map((fault) => fault[language]), ...(more > 0 ? [others] : [])].join(between);
      const en = said("en", `and ${more} more`, "; ");
      return refuseAccess("perimeter-file-faulty", "invalid", `This file is not taken: ${en}.`, undefined, {
        ...{ en, fr: said("fr", `et ${more} de plus`, " ; ") },
      });
    }
    const entries: NewEntry[] = [];
    let drawn = 0;
    for (const item of items) {
      const { kind, reference } = item;
      const byCode =
        (kind === "zone" ? standing.zoneByCode.get(item.zone.code) : standing.gateByCode.get(item.gate.code)) ?? null;
      const before =
        standing.byReference.get(reference) ??
        (byCode === null ? undefined : standing.byId.get(byCode)) ??
        NOTHING_THERE;
      const place = before.place?.id ?? newId(PlaceId);
      const said = { reference: before.place?.reference ?? reference };
      const namesakes = { byCode, byReference: standing.byReference.get(said.reference)?.place?.id ?? null };
      const decision =
        kind === "zone"
          ? drawZone({ ...said, zone: { ...item.zone, place } }, before, namesakes)
          : drawGate({ ...said, gate: { ...item.gate, place } }, before, namesakes);
      if (isRefusal(decision)) return decision;
      if (decision.length > 0) drawn += 1;
      entries.push(...decision);
    }
    const draft = await read.selectFrom("access_draft").select(["categories", "rules"]).executeTakeFirst();
    const before = { categories: draft?.categories ?? [], rules: draft?.rules ?? [] };
    const after = { categories: collection.categories ?? before.categories, rules: collection.rules ?? before.rules };
    const drafted = !same(before, after);
    if (drafted) entries.push(RulesDrafted.of(after));
    return answer(entries, { drawn, unchanged: items.length - drawn, rules: drafted });
  },
});
