import { isRefusal, PersonId } from "@cordon/kernel";
import { z } from "zod";
import { accept, role } from "../../operation.ts";
import { closeSessions } from "../open-session.ts";
import { otherAdmins, personUnder } from "../person.ts";
import { revokePerson as decide } from "../rules.ts";
import { command } from "../tables.ts";

export const revokePerson = command({
  name: "identity.revoke-person",
  summary: "Revoke a person: every session ends at once, and no passkey of theirs opens another",
  input: z.object({ person: PersonId, because: z.string().trim().min(1).max(500) }),
  output: z.object({}),
  allow: role("admin"),
  async run({ input, by, read }) {
    const person = await personUnder(read, by, input.person);
    if (isRefusal(person)) return person;
    const entries = decide(person, input.because, await otherAdmins(read, person.id));
    if (isRefusal(entries)) return entries;
    await closeSessions(read, person.id, null);
    await read.deleteFrom("identity_passkey").where("person", "=", person.id).execute();
    await read.deleteFrom("identity_invitation").where("person", "=", person.id).execute();
    return accept(entries, {});
  },
});
