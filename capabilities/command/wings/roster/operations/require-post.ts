import { isRefusal, PlaceId } from "@cordon/kernel";
import { z } from "zod";
import { requirementOf } from "../tables/requirement.ts";
import { MOST_REQUIREMENTS, PostRequired, Requirement } from "../words.ts";
import { answer, arranges, command, unknownPlace } from "./operating.ts";
import { refuseShift } from "../words/refusals.ts";

export const requirePost = command({
  name: "command.require-post",
  summary:
    "Say all that a post needs, in units, in people or in both, by capability and time, in place of what it needed before. The same again changes nothing.",
  input: z.object({ place: PlaceId, requirements: z.array(Requirement).max(MOST_REQUIREMENTS) }),
  output: z.object({ place: PlaceId, requirements: z.int().nonnegative() }),
  allow: arranges,
  async run({ input, read }) {
    const { place, requirements } = input;
    const unknown = await unknownPlace(read, [place]);
    if (isRefusal(unknown)) return unknown;
    const wrong = requirements.findIndex(({ from, until }) => from >= until);
    if (wrong !== -1)
      return refuseShift(
        "need-backwards",
        "invalid",
        `requirement ${wrong + 1} must end after it begins`,
        `requirements.${wrong}.until`,
        { number: String(wrong + 1) },
      );
    const rows = await read
      .selectFrom("post_requirement")
      .selectAll()
      .where("place", "=", place)
      .orderBy("nth")
      .execute();
    const output = { place, requirements: requirements.length };
    const said = (list: readonly Requirement[]) =>
      JSON.stringify(
        list.map(({ capability, units, people, from, until }) => [capability, units, people ?? 0, from, until]),
      );
    if (said(rows.map(requirementOf)) === said(requirements)) return answer([], output);
    return answer([PostRequired.of({ place, requirements })], output);
  },
});
