import { PersonId, Role } from "@cordon/kernel";
import { z } from "zod";
import { role } from "../../operation.ts";
import { nameOf } from "../person.ts";
import { query } from "../tables.ts";

const COMMANDING = ["operator", "supervisor", "commander"] as const satisfies readonly Role[];
/** More people than a room holds; the list is chosen from by name. */
const MOST = 500;

export const listCommanders = query({
  name: "identity.list-commanders",
  summary: "Name those who may take command of an incident, to those who work with them",
  input: z.object({}),
  output: z.object({
    people: z.array(
      z.object({
        id: PersonId,
        /** null: the rehearsal operator, who has none. */
        name: z.string().nullable(),
        roles: z.array(Role),
      }),
    ),
  }),
  allow: role(...COMMANDING),
  async run({ by, read, vault }) {
    const rows = await read
      .selectFrom("identity_person")
      .select(["id", "subject", "roles", "rehearsal"])
      .where("state", "=", "active")
      // Who is of no contingent commands for all of them: those of one may ask them, too.
      .where((eb) =>
        by.contingent === null
          ? eb.lit(true)
          : eb.or([eb("contingent", "is", null), eb("contingent", "=", by.contingent)]),
      )
      .orderBy("id")
      .execute();
    const people = [];
    for (const { id, subject, roles, rehearsal } of rows) {
      if (!COMMANDING.some((each) => roles.includes(each))) continue;
      if (people.length === MOST) break;
      people.push({ id, roles: [...roles], name: rehearsal ? null : await nameOf(read, vault, subject) });
    }
    return { people };
  },
});
