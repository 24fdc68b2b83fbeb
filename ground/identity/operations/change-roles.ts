import { ContingentId, isRefusal, PersonId } from "@cordon/kernel";
import { z } from "zod";
import { accept, role } from "../../operation.ts";
import { otherAdmins, personUnder } from "../person.ts";
import { changeRoles as decide } from "../rules.ts";
import { command } from "../tables.ts";
import { PersonRole } from "../words.ts";

export const changeRoles = command({
  name: "identity.change-roles",
  summary: "Change what a person is trusted to do; it holds from their next call on",
  input: z.object({ person: PersonId, roles: z.array(PersonRole).min(1).max(20), contingent: ContingentId.nullable() }),
  output: z.object({}),
  allow: role("admin"),
  async run({ input, by, read }) {
    const person = await personUnder(read, by, input.person);
    if (isRefusal(person)) return person;
    const entries = decide(by, person, input, await otherAdmins(read, person.id));
    return isRefusal(entries) ? entries : accept(entries, {});
  },
});
