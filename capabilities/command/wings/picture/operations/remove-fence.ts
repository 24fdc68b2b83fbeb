import { FenceId } from "@cordon/kernel";
import { z } from "zod";
import { answer } from "../../../operations/operating.ts";
import { removeFence as remove } from "../rules/drawn.ts";
import { command, draws } from "./picturing.ts";
import { refuseDrawing } from "../words/refusals.ts";

export const removeFence = command({
  name: "command.remove-fence",
  summary: "Watch an area no longer.",
  input: z.object({ fence: FenceId }),
  output: z.object({ fence: FenceId }),
  allow: draws,
  async run({ input, read }) {
    const row = await read.selectFrom("fence").select("id").where("id", "=", input.fence).executeTakeFirst();
    if (row === undefined) return refuseDrawing("no-such-fence", "not-found", "there is no such fence", input.fence);
    return answer(remove(row), { fence: row.id });
  },
});
