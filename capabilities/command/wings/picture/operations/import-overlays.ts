import { newId } from "@cordon/ground";
import { isRefusal, type NewEntry, OverlayId } from "@cordon/kernel";
import { z } from "zod";
import { answer } from "../../../operations/operating.ts";
import { drawOverlay as draw } from "../rules/drawn.ts";
import { countOf, overlayOf } from "../tables.ts";
import { Audience, OverlaysToDraw } from "../words.ts";
import { audienceOf } from "./audience.ts";
import { command, draws } from "./picturing.ts";
import { refuseDrawing } from "../words/refusals.ts";

export const importOverlays = command({
  name: "command.import-overlays",
  summary: "Draw what a GeoJSON file holds. What was exported and is imported again changes nothing.",
  input: z.object({ collection: OverlaysToDraw, audience: Audience.default({ to: "all" }) }),
  output: z.object({ drawn: z.int().nonnegative(), unchanged: z.int().nonnegative() }),
  allow: draws,
  async run({ input, by, read }) {
    const { audience } = input;
    const reached = await audienceOf(read, audience, by);
    if (isRefusal(reached)) return reached;
    const entries: NewEntry[] = [];
    const count = await countOf(read, "overlay");
    const seen = new Set<string>();
    for (const [at, { id: named, geometry: shape, properties }] of input.collection.features.entries()) {
      const id = named ?? newId(OverlayId);
      if (seen.has(id))
        return refuseDrawing("feature-twice", "invalid", "two features have the same id", `collection.features.${at}`, {
          number: String(at + 1),
        });
      seen.add(id);
      const row = await read.selectFrom("overlay").selectAll().where("id", "=", id).executeTakeFirst();
      const standing = row === undefined ? null : overlayOf(row);
      if (standing !== null && JSON.stringify(standing.audience) !== JSON.stringify(audience))
        return refuseDrawing(
          "feature-for-others",
          "conflict",
          "a drawing of that id is shown to others",
          `collection.features.${at}`,
          { number: String(at + 1) },
        );
      const decision = draw({ id, shape, audience, ...properties }, standing, null, {
        units: reached.units,
        count: count + entries.length,
      });
      if (isRefusal(decision)) return { ...decision, what: `collection.features.${at}` };
      entries.push(...decision);
    }
    return answer(entries, { drawn: entries.length, unchanged: input.collection.features.length - entries.length });
  },
});
