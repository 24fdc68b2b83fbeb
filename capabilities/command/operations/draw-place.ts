import { newId } from "@cordon/ground";
import { Place, PlaceId } from "@cordon/kernel";
import { z } from "zod";
import { draw } from "../rules.ts";
import { placeOf } from "../tables/place.ts";
import { line } from "../words.ts";
import { answer, arranges, command } from "./operating.ts";

export const drawPlace = command({
  name: "command.draw-place",
  summary: "Draw a zone, gate, post or other place, or draw it anew under its reference.",
  input: Place.omit({ id: true }).extend({
    reference: line(80),
    name: z.object({ fr: line(120), en: line(120) }),
    regime: line(40).nullable().default(null),
  }),
  output: z.object({ place: PlaceId }),
  allow: arranges,
  async run({ input, read }) {
    const row = await read.selectFrom("place").selectAll().where("reference", "=", input.reference).executeTakeFirst();
    const id = row?.id ?? newId(PlaceId);
    return answer(draw({ id, ...input }, row === undefined ? null : placeOf(row)), { place: id });
  },
});
