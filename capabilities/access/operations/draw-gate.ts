import { newId } from "@cordon/ground";
import { PlaceId } from "@cordon/kernel";
import { z } from "zod";
import { drawGate as draw } from "../rules/drawing.ts";
import { gateByCode, placeBefore } from "../tables/perimeter.ts";
import { Gate, line } from "../words.ts";
import { answer, command, draws } from "./operating.ts";
import { refuseAccess } from "../words/refusals.ts";

export const drawGate = command({
  name: "access.draw-gate",
  summary:
    "Draw a gate, or draw it anew: by its place, or else by its code. It works as drawn once rules are published.",
  input: Gate.omit({ place: true }).extend({
    place: PlaceId.nullable().default(null),
    reference: line(80).optional(),
  }),
  output: z.object({ place: PlaceId }),
  allow: draws,
  async run({ input: { place, reference, ...said }, read }) {
    const byCode = await gateByCode(read, said.code);
    const known = place ?? byCode;
    const wished = reference ?? `gate-${said.code.toLowerCase()}`;
    const before = await placeBefore(read, known === null ? { reference: wished } : { id: known });
    if (place !== null && before.place === null)
      return refuseAccess("zone-or-gate-placeless", "not-found", "There is no such place.", place);
    const gate = { ...said, place: before.place?.id ?? newId(PlaceId) };
    const called = reference ?? before.place?.reference ?? wished;
    const byReference = (await placeBefore(read, { reference: called })).place?.id ?? null;
    return answer(draw({ gate, reference: called }, before, { byCode, byReference }), { place: gate.place });
  },
});
