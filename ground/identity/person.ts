import {
  type ContingentId,
  isRefusal,
  type PersonId,
  type Principal,
  type Refusal,
  type SubjectId,
} from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import { schemaOf } from "../store/schema.ts";
import type { Vault } from "../vault/port.ts";
import { outsideContingent, type PersonFacts } from "./rules.ts";
import type { IdentityTables } from "./tables.ts";
import { refuseAs } from "../refusals.ts";

export type KnownPerson = PersonFacts & { readonly subject: SubjectId; readonly contingent: ContingentId | null };

/** A person whom the caller administers: of another contingent is as good as none. */
export async function personUnder(
  read: Kysely<IdentityTables>,
  by: Pick<Principal, "contingent">,
  id: PersonId,
): Promise<KnownPerson | Refusal> {
  const person = await personFacts(read, id);
  return isRefusal(person) || outsideContingent(by, person.contingent) === null ? person : noSuchPerson(id);
}

const noSuchPerson = (id: PersonId) => refuseAs("no-such-person", "not-found", "There is no such person.", id);

/** A person as the rules see one; the rehearsal operator is nobody to administer. */
export async function personFacts(read: Kysely<IdentityTables>, id: PersonId): Promise<KnownPerson | Refusal> {
  const row = await read
    .selectFrom("identity_person")
    .select(["id", "state", "roles", "subject", "contingent"])
    .where("id", "=", id)
    .where("rehearsal", "=", false)
    .executeTakeFirst();
  return row ?? noSuchPerson(id);
}

/** Active administrators but this one: real people, whom the rehearsal operator does not replace. */
export async function otherAdmins(read: Kysely<IdentityTables>, but: PersonId): Promise<number> {
  const { count } = await read
    .selectFrom("identity_person")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("state", "=", "active")
    .where("rehearsal", "=", false)
    .where("id", "<>", but)
    .where(sql<boolean>`'admin' = any(roles)`)
    .executeTakeFirstOrThrow();
  return count;
}

/** Null when the person was erased. */
export async function nameOf(read: Kysely<IdentityTables>, vault: Vault, subject: SubjectId): Promise<string | null> {
  const name = await vault.get(schemaOf(read), subject, "name");
  return name === null || name.erased ? null : name.value;
}
