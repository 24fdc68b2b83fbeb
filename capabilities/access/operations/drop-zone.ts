import { PlaceId } from "@cordon/kernel";
import { z } from "zod";
import { ZoneDropped } from "../words.ts";
import { answer, command, draws } from "./operating.ts";
import { refuseAccess } from "../words/refusals.ts";

export const dropZone = command({
  name: "access.drop-zone",
  summary: "Let a place be a zone of the perimeter no longer. It stays on the map; passes that name it find no gate.",
  input: z.object({ place: PlaceId }),
  output: z.object({ place: PlaceId }),
  allow: draws,
  async run({ input: { place }, read }) {
    const row = await read.selectFrom("access_zone").select("place").where("place", "=", place).executeTakeFirst();
    if (row === undefined) return refuseAccess("no-such-zone", "not-found", "There is no such zone.", place);
    return answer([ZoneDropped.of({ place })], { place });
  },
});
