import { newId } from "@cordon/ground";
import { Unit, UnitId } from "@cordon/kernel";
import { z } from "zod";
import { knows, register } from "../rules.ts";
import { unitByCallSign } from "../tables/unit.ts";
import { kindForNewUnit } from "../wings/forces/rules/catalogue.ts";
import { catalogue } from "../wings/forces/tables/catalogue.ts";
import { line } from "../words.ts";
import { answer, arranges, command } from "./operating.ts";
import { noSuch } from "../words/refusals.ts";

export const registerUnit = command({
  name: "command.register-unit",
  summary: "Register a unit. The same again answers the one that is registered; one that was withdrawn comes back.",
  input: Unit.omit({ id: true, track: true }).extend({ callSign: line(40) }),
  output: z.object({ unit: UnitId, track: z.int().nonnegative() }),
  allow: arranges,
  async run({ input, by, read }) {
    const contingent = await read
      .selectFrom("contingent")
      .select("id")
      .where("id", "=", input.contingent)
      .executeTakeFirst();
    if (contingent === undefined || !knows(by, contingent.id)) {
      return noSuch("contingent", input.contingent);
    }
    const standing = await unitByCallSign(read, input.callSign);
    if (standing === null || standing.withdrawnAt !== null) {
      const refusal = kindForNewUnit(input.kind, (await catalogue(read)).get(input.kind));
      if (refusal !== null) return refusal;
    }
    const last = await read
      .selectFrom("unit")
      .select((row) => row.fn.max("track").as("track"))
      .executeTakeFirst();
    const id = standing?.id ?? newId(UnitId);
    const track = standing?.track ?? (last?.track ?? 0) + 1;
    return answer(register({ id, track, ...input }, standing), { unit: id, track });
  },
});
