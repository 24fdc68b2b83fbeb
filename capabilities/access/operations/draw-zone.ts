import { newId } from "@cordon/ground";
import { PlaceId } from "@cordon/kernel";
import { z } from "zod";
import { drawZone as draw } from "../rules/drawing.ts";
import { placeBefore, zoneByCode } from "../tables/perimeter.ts";
import { line, Zone } from "../words.ts";
import { answer, command, draws } from "./operating.ts";
import { refuseAccess } from "../words/refusals.ts";

export const drawZone = command({
  name: "access.draw-zone",
  summary:
    "Draw a zone of the perimeter, or draw it anew: by its place, or else by its code. Gates know of it when rules are published.",
  input: Zone.omit({ place: true }).extend({
    place: PlaceId.nullable().default(null),
    reference: line(80).optional(),
    regime: line(40),
  }),
  output: z.object({ place: PlaceId }),
  allow: draws,
  async run({ input: { place, reference, ...said }, read }) {
    const byCode = await zoneByCode(read, said.code);
    const known = place ?? byCode;
    const wished = reference ?? `zone-${said.code.toLowerCase()}`;
    const before = await placeBefore(read, known === null ? { reference: wished } : { id: known });
    if (place !== null && before.place === null)
      return refuseAccess("zone-or-gate-placeless", "not-found", "There is no such place.", place);
    const zone = { ...said, place: before.place?.id ?? newId(PlaceId) };
    const called = reference ?? before.place?.reference ?? wished;
    const byReference = (await placeBefore(read, { reference: called })).place?.id ?? null;
    return answer(draw({ zone, reference: called }, before, { byCode, byReference }), { place: zone.place });
  },
});
