import { PersonId, SubjectId } from "@cordon/kernel";
import { z } from "zod";
import { newId } from "../../clock.ts";
import { SessionGrant } from "../../door.ts";
import { accept, anyone } from "../../operation.ts";
import { openSession } from "../open-session.ts";
import { mayRehearse, PERSON_SESSION, REHEARSAL_ROLES } from "../rules.ts";
import { command } from "../tables.ts";
import { PersonInvited, PersonRegistered, RehearsalSignedIn } from "../words.ts";

export const signInRehearsal = command({
  name: "identity.sign-in-rehearsal",
  summary: "Sign the rehearsal operator in: on the machine itself, while the server rehearses, and nowhere else",
  input: z.object({}),
  output: z.object({ person: PersonId, session: SessionGrant.optional() }),
  allow: anyone,
  session: "opens",
  async run({ read, now, door }) {
    const refusal = mayRehearse(door);
    if (refusal !== null) return refusal;
    const known = await read
      .selectFrom("identity_person")
      .select("id")
      .where("rehearsal", "=", true)
      .executeTakeFirst();
    const person = known?.id ?? newId(PersonId);
    const made =
      known === undefined
        ? [
            PersonInvited.of({
              person,
              subject: newId(SubjectId),
              roles: REHEARSAL_ROLES,
              contingent: null,
              rehearsal: true,
            }),
            PersonRegistered.of({ person }),
          ]
        : [];
    const { id: session, grant } = await openSession(
      read,
      { kind: "person", id: person },
      { ...PERSON_SESSION, rehearsal: true },
      now,
    );
    return accept([...made, RehearsalSignedIn.of({ person, session })], { person, session: grant });
  },
});
