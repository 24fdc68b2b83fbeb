import { PlaceId, PlaceRemoved } from "@cordon/kernel";
import { z } from "zod";
import { answer, arranges, command } from "./operating.ts";
import { noSuch } from "../words/refusals.ts";

export const removePlace = command({
  name: "command.remove-place",
  summary: "Take a place off the map. What happened there keeps its position.",
  input: z.object({ place: PlaceId }),
  output: z.object({ place: PlaceId }),
  allow: arranges,
  async run({ input, read }) {
    const place = await read.selectFrom("place").select("id").where("id", "=", input.place).executeTakeFirst();
    if (place === undefined) return noSuch("place", input.place);
    return answer([PlaceRemoved.of({ place: place.id })], { place: place.id });
  },
});
