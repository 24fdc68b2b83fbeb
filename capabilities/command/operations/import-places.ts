import { newId } from "@cordon/ground";
import { isRefusal, type NewEntry, PlaceId } from "@cordon/kernel";
import { z } from "zod";
import { draw } from "../rules.ts";
import { placeOf } from "../tables/place.ts";
import { PlacesToDraw } from "../words.ts";
import { answer, arranges, command } from "./operating.ts";
import { refuseAs } from "../words/refusals.ts";

export const importPlaces = command({
  name: "command.import-places",
  summary:
    "Draw all the places of a GeoJSON FeatureCollection, by their references. Importing the same twice changes nothing.",
  input: z.object({ collection: PlacesToDraw }),
  output: z.object({ drawn: z.int(), unchanged: z.int() }),
  allow: arranges,
  async run({ input, read }) {
    const { features } = input.collection;
    const references = features.map((feature) => feature.properties.reference);
    const twice = references.find((reference, at) => references.indexOf(reference) !== at);
    if (twice !== undefined)
      return refuseAs("place-twice", "invalid", `two places have the reference ${twice}`, twice, { reference: twice });
    const standing = new Map(
      (await read.selectFrom("place").selectAll().execute()).map((row) => [row.reference, placeOf(row)]),
    );
    const entries: NewEntry[] = [];
    for (const { geometry, properties } of features) {
      const before = standing.get(properties.reference) ?? null;
      const decision = draw({ id: before?.id ?? newId(PlaceId), ...properties, shape: geometry }, before);
      if (isRefusal(decision)) return decision;
      entries.push(...decision);
    }
    return answer(entries, { drawn: entries.length, unchanged: features.length - entries.length });
  },
});
