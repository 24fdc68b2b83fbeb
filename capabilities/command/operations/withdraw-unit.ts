import { UnitId } from "@cordon/kernel";
import { z } from "zod";
import { knows, withdraw } from "../rules.ts";
import { OPEN_TASK } from "../tables/task.ts";
import { unitById } from "../tables/unit.ts";
import { lineOrNothing } from "../words.ts";
import { answer, arranges, command } from "./operating.ts";
import { noSuch } from "../words/refusals.ts";

export const withdrawUnit = command({
  name: "command.withdraw-unit",
  summary: "Take a unit off duty, once it holds no task.",
  input: z.object({ unit: UnitId, because: lineOrNothing(500).default("") }),
  output: z.object({ unit: UnitId }),
  allow: arranges,
  async run({ input, by, read }) {
    const unit = await unitById(read, input.unit);
    if (unit === null || !knows(by, unit.contingent)) return noSuch("unit", input.unit);
    const { open } = await read
      .selectFrom("task")
      .where("unit", "=", unit.id)
      .where("state", "in", OPEN_TASK)
      .select((row) => row.fn.countAll<number>().as("open"))
      .executeTakeFirstOrThrow();
    return answer(withdraw(unit, input.because, open), { unit: unit.id });
  },
});
