import { UnitId } from "@cordon/kernel";
import { z } from "zod";
import { OPEN_TASK } from "../../../tables/task.ts";
import { overlayView } from "../tables.ts";
import { OverlayView } from "../words.ts";
import { looks, query } from "./picturing.ts";
import { refuseAs } from "../../../words/refusals.ts";

export const listOverlays = query({
  name: "command.list-overlays",
  summary: "What was drawn on the map for the caller to see.",
  input: z.object({}),
  output: z.object({ overlays: z.array(OverlayView) }),
  allow: looks,
  async run({ by, read }) {
    let all = read.selectFrom("overlay").selectAll().orderBy("id");
    const { contingent } = by;
    if (contingent !== null)
      all = all.where((row) => row.or([row("contingent", "is", null), row("contingent", "=", contingent)]));
    const mine = UnitId.safeParse(by.unit);
    if (by.unit !== null && !mine.success)
      return refuseAs("phone-without-unit", "not-permitted", "this phone is not enrolled for a unit");
    if (mine.success)
      all = all.where((row) =>
        row.or([
          row("incident", "is", null),
          row.exists(
            row
              .selectFrom("task")
              .select("task.id")
              .whereRef("task.incident", "=", "overlay.incident")
              .where("task.unit", "=", mine.data)
              .where("task.state", "in", OPEN_TASK),
          ),
        ]),
      );
    return { overlays: (await all.execute()).map(overlayView) };
  },
});
