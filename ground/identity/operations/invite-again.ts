import { isRefusal, PersonId } from "@cordon/kernel";
import { z } from "zod";
import { accept, role } from "../../operation.ts";
import { invitationFor } from "../invitation.ts";
import { personUnder } from "../person.ts";
import { inviteAgain as decide } from "../rules.ts";
import { command } from "../tables.ts";
import { Invitation } from "./invite-person.ts";

export const inviteAgain = command({
  name: "identity.invite-again",
  summary: "Answer a new link for a person whose link ran out or who lost every passkey; older links end",
  input: z.object({ person: PersonId }),
  output: Invitation,
  allow: role("admin"),
  async run({ input, by, read, now, door }) {
    const person = await personUnder(read, by, input.person);
    if (isRefusal(person)) return person;
    const entries = decide(person);
    if (isRefusal(entries)) return entries;
    return accept(entries, { person: person.id, ...(await invitationFor(read, person.id, door.origin, now)) });
  },
});
