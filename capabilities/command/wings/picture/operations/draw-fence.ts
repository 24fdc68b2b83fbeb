import { newId } from "@cordon/ground";
import { FenceId } from "@cordon/kernel";
import { z } from "zod";
import { answer } from "../../../operations/operating.ts";
import { drawFence as draw } from "../rules/drawn.ts";
import { countOf, fenceOf } from "../tables.ts";
import { Crossing, Fence } from "../words.ts";
import { command, draws } from "./picturing.ts";

export const drawFence = command({
  name: "command.draw-fence",
  summary:
    "Watch an area: a unit that enters or leaves it raises a signal. Under the id of one that stands, it takes its place.",
  input: Fence.extend({
    id: FenceId.optional(),
    kinds: Fence.shape.kinds.default([]),
    contingents: Fence.shape.contingents.default([]),
    on: Crossing.default("both"),
    from: Fence.shape.from.default(null),
    until: Fence.shape.until.default(null),
  }),
  output: z.object({ fence: FenceId }),
  allow: draws,
  async run({ input, read }) {
    const id = input.id ?? newId(FenceId);
    const row = await read.selectFrom("fence").selectAll().where("id", "=", id).executeTakeFirst();
    const decision = draw({ ...input, id }, row === undefined ? null : fenceOf(row), await countOf(read, "fence"));
    return answer(decision, { fence: id });
  },
});
