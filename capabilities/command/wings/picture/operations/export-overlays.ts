import { z } from "zod";
import { watches } from "../../../operations/operating.ts";
import { overlayView } from "../tables.ts";
import { OverlayCollection } from "../words.ts";
import { query } from "./picturing.ts";

export const exportOverlays = query({
  name: "command.export-overlays",
  summary: "What was drawn on the map, as GeoJSON (RFC 7946).",
  input: z.object({}),
  output: OverlayCollection,
  allow: watches,
  async run({ by, read }) {
    let all = read.selectFrom("overlay").selectAll().orderBy("id");
    const { contingent } = by;
    if (contingent !== null)
      all = all.where((row) => row.or([row("contingent", "is", null), row("contingent", "=", contingent)]));
    const rows = await all.execute();
    return {
      type: "FeatureCollection" as const,
      features: rows.map(overlayView).map(({ id, shape, name, style, text, affiliation }) => ({
        type: "Feature" as const,
        id,
        geometry: shape,
        properties: { name, style, text, ...(affiliation === undefined ? {} : { affiliation }) },
      })),
    };
  },
});
