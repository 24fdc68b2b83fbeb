import { type Instant, isRefusal, PersonId, type Principal, type Refusal } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { z } from "zod";
import type { Door } from "../../door.ts";
import { accept, anyone } from "../../operation.ts";
import { challengeFor } from "../challenge.ts";
import { invited } from "../invitation.ts";
import { creationOptions, PublicKeyOptions, relyingParty } from "../passkey.ts";
import { nameOf, personFacts } from "../person.ts";
import { FRESH_MINUTES, later } from "../rules.ts";
import { Token } from "../secret.ts";
import { command, type IdentityTables } from "../tables.ts";
import { refuseAs } from "../../refusals.ts";

/**
 * Who adds a passkey: whom the invitation is for, or without one whoever signed in just now. A console that was left open must not be
 * enough to make a key of one's own for later.
 */
export async function adding(
  read: Kysely<IdentityTables>,
  call: { readonly by: Principal; readonly door: Door; readonly now: Instant },
  invitation: string | null,
): Promise<PersonId | Refusal> {
  if (invitation !== null) return invited(read, invitation, call.now);
  const person = PersonId.safeParse(call.by.id);
  if (call.by.kind !== "person" || !person.success || call.door.session === null) {
    return refuseAs("invitation-or-session-first", "not-permitted", "Open your invitation, or sign in first.");
  }
  const session = await read
    .selectFrom("identity_session")
    .select("opened_at")
    .where("id", "=", call.door.session)
    .executeTakeFirst();
  if (session === undefined || later(session.opened_at, FRESH_MINUTES * 60) < call.now) {
    return refuseAs(
      "sign-in-anew",
      "not-permitted",
      `Sign out and in again first: a passkey is added within ${FRESH_MINUTES} minutes of signing in.`,
      undefined,
      { minutes: String(FRESH_MINUTES) },
    );
  }
  return person.data;
}

export const passkeyPurpose = (person: PersonId) => `passkey ${person}`;

/** A command, though nothing is decided: an invitation must not stand in an address, where logs keep it. */
export const beginPasskey = command({
  name: "identity.begin-passkey",
  summary: "Answer what the browser needs to make a passkey, for an invitation or for whoever is signed in",
  input: z.object({ invitation: Token.nullable() }),
  output: z.object({ options: PublicKeyOptions }),
  allow: anyone,
  limit: { calls: 20, perSeconds: 60 },
  async run({ input, by, read, now, vault, door }) {
    const party = relyingParty(door.origin);
    if (isRefusal(party)) return party;
    const id = await adding(read, { by, door, now }, input.invitation);
    if (isRefusal(id)) return id;
    const person = await personFacts(read, id);
    if (isRefusal(person)) return person;
    const known = await read
      .selectFrom("identity_passkey")
      .select(["credential", "transports"])
      .where("person", "=", id)
      .execute();
    const options = await creationOptions({
      rpId: party.id,
      challenge: await challengeFor(read, passkeyPurpose(id), now),
      user: id,
      name: (await nameOf(read, vault, person.subject)) ?? id,
      known,
    });
    return accept([], { options });
  },
});
