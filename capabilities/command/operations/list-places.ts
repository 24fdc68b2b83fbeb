import { PlaceKind } from "@cordon/kernel";
import { z } from "zod";
import { featureOf, placeOf } from "../tables/place.ts";
import { PlaceCollection } from "../words.ts";
import { onDuty, query } from "./operating.ts";

export const listPlaces = query({
  name: "command.list-places",
  summary: "The places as a GeoJSON FeatureCollection: what import-places reads.",
  input: z.object({ kinds: z.array(PlaceKind).max(PlaceKind.options.length).optional() }),
  output: PlaceCollection,
  allow: onDuty,
  async run({ input, read }) {
    let list = read.selectFrom("place").selectAll().orderBy("reference");
    if (input.kinds !== undefined && input.kinds.length > 0) list = list.where("kind", "in", input.kinds);
    const rows = await list.execute();
    return { type: "FeatureCollection" as const, features: rows.map((row) => featureOf(placeOf(row))) };
  },
});
