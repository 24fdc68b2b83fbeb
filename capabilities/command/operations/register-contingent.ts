import { newId } from "@cordon/ground";
import { Contingent, ContingentId, ContingentRegistered } from "@cordon/kernel";
import { ContingentRef, line } from "../words.ts";
import { answer, arranges, command } from "./operating.ts";
import { refuseAs } from "../words/refusals.ts";

export const registerContingent = command({
  name: "command.register-contingent",
  summary: "Register an organisation that sends units. The same again answers the one that is registered.",
  input: Contingent.omit({ id: true }).extend({ reference: line(80), name: line(120) }),
  output: ContingentRef,
  allow: arranges,
  async run({ input, by, read }) {
    const standing = await read
      .selectFrom("contingent")
      .selectAll()
      .where("reference", "=", input.reference)
      .executeTakeFirst();
    if (standing !== undefined) {
      const same =
        standing.name === input.name &&
        standing.nation === input.nation &&
        standing.languages.join() === input.languages.join();
      return same
        ? answer([], { contingent: standing.id })
        : refuseAs(
            "contingent-taken",
            "conflict",
            `the reference ${input.reference} is taken by another contingent`,
            standing.id,
            { reference: input.reference },
          );
    }
    if (by.contingent !== null)
      return refuseAs("own-contingent-alone", "not-permitted", "a member of one contingent does not register others");
    const id = newId(ContingentId);
    return answer([ContingentRegistered.of({ id, ...input })], { contingent: id });
  },
});
