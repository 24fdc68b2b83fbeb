import { z } from "zod";
import { line } from "../../../words.ts";
import { unitOnAir } from "../tables/kit.ts";
import { ForcesUnit, Radio } from "../words/kit.ts";
import { query, watches } from "./operating.ts";

export const findRadio = query({
  name: "command.find-radio",
  summary: "Which unit on duty is called so on the air: by a radio of its own, else by its call sign. Null: none.",
  input: z.object({ callSign: line(40) }),
  output: z.object({ found: z.object({ unit: ForcesUnit, radio: Radio.nullable() }).nullable() }),
  allow: watches,
  async run({ input, by, read }) {
    return { found: await unitOnAir(read, input.callSign, by.contingent) };
  },
});
