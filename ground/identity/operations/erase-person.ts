import { isRefusal, PersonId } from "@cordon/kernel";
import { z } from "zod";
import { accept, role } from "../../operation.ts";
import { personUnder } from "../person.ts";
import { schemaOf } from "../../store/schema.ts";
import { command } from "../tables.ts";
import { PersonErased } from "../words.ts";
import { refuseAs } from "../../refusals.ts";

export const erasePerson = command({
  name: "identity.erase-person",
  summary:
    "Erase the personal data of a person who was revoked, by destroying its key; the journal keeps what was done, without who",
  input: z.object({ person: PersonId }),
  output: z.object({}),
  allow: role("data-protection"),
  async run({ input, by, read, vault }) {
    const person = await personUnder(read, by, input.person);
    if (isRefusal(person)) return person;
    if (person.state !== "revoked")
      return refuseAs(
        "person-not-revoked",
        "not-possible-now",
        "Revoke the person first: nobody works here without a name.",
        person.id,
      );
    await vault.erase(schemaOf(read), person.subject);
    return accept([PersonErased.of({ person: person.id, subject: person.subject })], {});
  },
});
