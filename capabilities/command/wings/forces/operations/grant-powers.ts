import { accept } from "@cordon/ground";
import { ContingentId } from "@cordon/kernel";
import { z } from "zod";
import { knows } from "../../../rules.ts";
import { placesOf, powersOf } from "../tables/powers.ts";
import { ContingentPowers, PowersGranted } from "../words.ts";
import { command, governs } from "./operating.ts";
import { noSuch } from "../../../words/refusals.ts";
import { refuseForces } from "../words/refusals.ts";

export const grantPowers = command({
  name: "command.grant-powers",
  summary: "Write down all that the law lets a contingent do here, in place of what was said before.",
  input: ContingentPowers.extend({
    grants: ContingentPowers.shape.grants.default([]),
    releasableTo: ContingentPowers.shape.releasableTo.default(null),
  }),
  output: z.object({ contingent: ContingentId }),
  allow: governs,
  async run({ input, by, read }) {
    const { contingent } = input;
    if (by.contingent !== null)
      return refuseForces(
        "powers-not-yours",
        "not-permitted",
        "a contingent does not say itself what the law lets it do",
      );
    const standing = await read.selectFrom("contingent").select("id").where("id", "=", contingent).executeTakeFirst();
    if (standing === undefined || !knows(by, contingent)) return noSuch("contingent", contingent);
    const places = [...placesOf([input.grants])];
    if (places.length > 0) {
      const rows = await read.selectFrom("place").select(["id", "shape"]).where("id", "in", places).execute();
      const areas = new Set(rows.flatMap(({ id, shape }) => (shape.type === "Polygon" ? [id] : [])));
      const wrong = places.find((place) => !areas.has(place));
      if (wrong !== undefined)
        return refuseForces(
          "powers-without-area",
          "invalid",
          "powers are granted in areas; this place is none, or is not there",
          wrong,
        );
    }
    const before = await powersOf(read, contingent);
    const same =
      JSON.stringify([before.grants, before.releasableTo]) === JSON.stringify([input.grants, input.releasableTo]);
    return accept(same ? [] : [PowersGranted.of(input)], { contingent });
  },
});
