import { PlaceId } from "@cordon/kernel";
import { z } from "zod";
import { GateDropped } from "../words.ts";
import { answer, command, draws } from "./operating.ts";
import { refuseAccess } from "../words/refusals.ts";

export const dropGate = command({
  name: "access.drop-gate",
  summary: "Let a place be a gate no longer. It stays on the map.",
  input: z.object({ place: PlaceId }),
  output: z.object({ place: PlaceId }),
  allow: draws,
  async run({ input: { place }, read }) {
    const row = await read.selectFrom("access_gate").select("place").where("place", "=", place).executeTakeFirst();
    if (row === undefined) return refuseAccess("no-such-gate", "not-found", "There is no such gate.", place);
    return answer([GateDropped.of({ place })], { place });
  },
});
