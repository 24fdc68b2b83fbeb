import { newId } from "@cordon/ground";
import { isRefusal, OverlayId } from "@cordon/kernel";
import { z } from "zod";
import { answer } from "../../../operations/operating.ts";
import { drawOverlay as draw } from "../rules/drawn.ts";
import { countOf, overlayOf } from "../tables.ts";
import { Audience, Overlay } from "../words.ts";
import { audienceOf } from "./audience.ts";
import { command, draws } from "./picturing.ts";
import { refuseDrawing } from "../words/refusals.ts";

export const drawOverlay = command({
  name: "command.draw-overlay",
  summary: "Draw a line, an area, an arrow, a mark or a text on everyone's map, or draw it anew as its next version.",
  input: Overlay.omit({ version: true }).extend({
    id: OverlayId.optional(),
    text: Overlay.shape.text.default(""),
    audience: Audience.default({ to: "all" }),
    /** The version that is drawn anew: refused when somebody has drawn another meanwhile. */
    version: z.int().positive().nullable().default(null),
  }),
  output: z.object({ overlay: OverlayId }),
  allow: draws,
  async run({ input, by, read }) {
    const { version, ...drawn } = input;
    const id = input.id ?? newId(OverlayId);
    const reached = await audienceOf(read, input.audience, by);
    if (isRefusal(reached)) return reached;
    const row = await read.selectFrom("overlay").selectAll().where("id", "=", id).executeTakeFirst();
    const standing = row === undefined ? null : overlayOf(row);
    if (standing !== null) {
      const may = await audienceOf(read, standing.audience, by);
      if (isRefusal(may)) return refuseDrawing("no-such-drawing", "not-found", "there is no such drawing", id);
      // Whoever saw it under another audience would keep it on their map.
      if (JSON.stringify(standing.audience) !== JSON.stringify(input.audience))
        return refuseDrawing(
          "drawing-for-others",
          "invalid",
          "withdraw it and draw it again to show it to others",
          "audience",
        );
    }
    const decision = draw({ ...drawn, id }, standing, version, {
      units: reached.units,
      count: await countOf(read, "overlay"),
    });
    return answer(decision, { overlay: id });
  },
});
