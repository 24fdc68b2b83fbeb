import { PassNumber, PlaceId } from "@cordon/kernel";
import { z } from "zod";
import { passByNumber } from "../tables/pass.ts";
import { line, PassLookedUp, PassView } from "../words.ts";
import { answer, command, looksUp } from "./operating.ts";

export const lookUpPass = command({
  name: "access.look-up-pass",
  summary:
    "Look a pass up by its number, and say why: who looked, at which gate and for what reason stands in the journal.",
  input: z.object({ pass: PassNumber, gate: PlaceId.nullable().default(null), because: line(200) }),
  /** Null: a number that was never given out. That somebody asked stands in the journal all the same. */
  output: z.object({ pass: PassView.nullable() }),
  allow: looksUp,
  async run({ input: { pass, gate, because }, read }) {
    return answer([PassLookedUp.of({ pass, gate, because })], { pass: await passByNumber(read, pass) });
  },
});
