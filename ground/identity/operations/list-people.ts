import { ContingentId, Instant, PersonId, Role } from "@cordon/kernel";
import { z } from "zod";
import { role } from "../../operation.ts";
import { nameOf } from "../person.ts";
import { query } from "../tables.ts";
import { PersonState } from "../words.ts";

export const listPeople = query({
  name: "identity.list-people",
  summary: "List the people who may sign in, with what they are trusted to do",
  input: z.object({}),
  output: z.object({
    people: z.array(
      z.object({
        id: PersonId,
        /** null: erased. */
        name: z.string().nullable(),
        roles: z.array(Role),
        contingent: ContingentId.nullable(),
        state: PersonState,
        rehearsal: z.boolean(),
        passkeys: z.int(),
        lastSignInAt: Instant.nullable(),
      }),
    ),
  }),
  allow: role("admin", "supervisor", "commander", "data-protection", "auditor"),
  async run({ by, read, vault }) {
    const rows = await read
      .selectFrom("identity_person as person")
      .leftJoin("identity_passkey as passkey", "passkey.person", "person.id")
      .select(["person.id", "person.subject", "person.roles", "person.contingent", "person.state", "person.rehearsal"])
      .select((eb) => [
        eb.fn.count<number>("passkey.id").as("passkeys"),
        eb.fn.max("passkey.used_at").as("lastSignInAt"),
      ])
      // Not as for things: a person of no contingent is one who sees them all, and no business of one of them.
      .where((eb) => (by.contingent === null ? eb.lit(true) : eb("person.contingent", "=", by.contingent)))
      .groupBy("person.id")
      .orderBy("person.id")
      .limit(10_000)
      .execute();
    const people = [];
    for (const { subject, ...row } of rows) {
      people.push({ ...row, roles: [...row.roles], name: row.rehearsal ? null : await nameOf(read, vault, subject) });
    }
    return { people };
  },
});
