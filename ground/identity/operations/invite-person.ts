import { ContingentId, Instant, PersonId, SubjectId } from "@cordon/kernel";
import { z } from "zod";
import { newId } from "../../clock.ts";
import { accept, role } from "../../operation.ts";
import { invitationFor } from "../invitation.ts";
import { schemaOf } from "../../store/schema.ts";
import { outsideContingent } from "../rules.ts";
import { command } from "../tables.ts";
import { PersonInvited, PersonRole } from "../words.ts";

export const Invitation = z.object({
  person: PersonId,
  /** To hand to the person, by a way that is theirs alone: who opens it first is the person. Shown this once. */
  link: z.string(),
  until: Instant,
});

export const invitePerson = command({
  name: "identity.invite-person",
  summary: "Invite a person: answers a link, good once and for a day, with which they make their passkey",
  input: z.object({
    name: z.string().trim().min(1).max(120),
    roles: z.array(PersonRole).min(1).max(20),
    contingent: ContingentId.nullable(),
  }),
  output: Invitation,
  allow: role("admin"),
  async run({ input, by, read, now, vault, door }) {
    const outside = outsideContingent(by, input.contingent);
    if (outside !== null) return outside;
    const person = newId(PersonId);
    const subject = newId(SubjectId);
    const refusal = await vault.put(schemaOf(read), subject, "name", input.name);
    if (refusal !== null) return refusal;
    const { link, until } = await invitationFor(read, person, door.origin, now);
    const invited = PersonInvited.of({
      person,
      subject,
      roles: [...new Set(input.roles)],
      contingent: input.contingent,
      rehearsal: false,
    });
    return accept([invited], { person, link, until });
  },
});
