import { type Instant, PersonId, type Refusal, SubjectId, isRefusal } from "@cordon/kernel";
import { newId } from "../clock.ts";
import type { Journal } from "../journal/port.ts";
import { tablesOf } from "../store/schema.ts";
import type { Vault } from "../vault/port.ts";
import { invitationFor } from "./invitation.ts";
import type { IdentityTables } from "./tables.ts";
import { PersonInvited } from "./words.ts";

/**
 * The way in when nobody is: while no real person ever registered, each start makes one administrator's invitation, for the terminal to
 * print. Whoever reads the server's terminal could read its disk as well. Null once somebody registered.
 */
export async function firstInvitation(
  parts: { readonly journal: Pick<Journal, "run">; readonly vault: Vault },
  origin: string,
): Promise<{ readonly link: string; readonly until: Instant } | null | Refusal> {
  const done = await parts.journal.run({
    by: { kind: "system", id: "identity" },
    operation: "identity.first-invitation",
    async decide({ tx, now }) {
      const db = tablesOf<IdentityTables>(tx);
      const people = await db
        .selectFrom("identity_person")
        .select(["id", "state", "roles"])
        .where("rehearsal", "=", false)
        .execute();
      if (people.some(({ state }) => state !== "invited")) return { entries: [], output: null };
      const waiting = people.find(({ roles }) => roles.includes("admin"));
      if (waiting !== undefined) return { entries: [], output: await invitationFor(db, waiting.id, origin, now) };
      const person = newId(PersonId);
      const subject = newId(SubjectId);
      const refusal = await parts.vault.put(tx, subject, "name", "Administrator");
      if (refusal !== null) return refusal;
      const invited = PersonInvited.of({
        person,
        subject,
        roles: ["admin", "supervisor"],
        contingent: null,
        rehearsal: false,
      });
      return { entries: [invited], output: await invitationFor(db, person, origin, now) };
    },
  });
  return isRefusal(done) ? done : done.output;
}
