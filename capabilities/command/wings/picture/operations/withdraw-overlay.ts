import { isRefusal, OverlayId } from "@cordon/kernel";
import { z } from "zod";
import { answer } from "../../../operations/operating.ts";
import { withdrawOverlay as withdraw } from "../rules/drawn.ts";
import { overlayOf } from "../tables.ts";
import { audienceOf } from "./audience.ts";
import { command, draws } from "./picturing.ts";
import { refuseDrawing } from "../words/refusals.ts";

export const withdrawOverlay = command({
  name: "command.withdraw-overlay",
  summary: "Take a drawing off everyone's map.",
  input: z.object({ overlay: OverlayId }),
  output: z.object({ overlay: OverlayId }),
  allow: draws,
  async run({ input, by, read }) {
    const row = await read.selectFrom("overlay").selectAll().where("id", "=", input.overlay).executeTakeFirst();
    const standing = row === undefined ? null : overlayOf(row);
    if (standing === null || isRefusal(await audienceOf(read, standing.audience, by)))
      return refuseDrawing("no-such-drawing", "not-found", "there is no such drawing", input.overlay);
    return answer(withdraw(standing), { overlay: standing.id });
  },
});
