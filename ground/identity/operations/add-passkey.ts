import { isRefusal, PasskeyId, PersonId } from "@cordon/kernel";
import { z } from "zod";
import { newId } from "../../clock.ts";
import { SessionGrant } from "../../door.ts";
import { accept, anyone } from "../../operation.ts";
import { spend } from "../challenge.ts";
import { openSession } from "../open-session.ts";
import { answeredChallenge, notVerified, RegistrationResponse, relyingParty, verifyCreation } from "../passkey.ts";
import { personFacts } from "../person.ts";
import { PERSON_SESSION, register } from "../rules.ts";
import { Token } from "../secret.ts";
import { command } from "../tables.ts";
import { PasskeyAdded, SignedIn } from "../words.ts";
import { adding, passkeyPurpose } from "./begin-passkey.ts";
import { refuseAs } from "../../refusals.ts";

const MOST_PASSKEYS = 10;

export const addPasskey = command({
  name: "identity.add-passkey",
  summary: "Register the passkey that the browser made, use the invitation up, and sign in",
  input: z.object({ invitation: Token.nullable(), response: RegistrationResponse }),
  output: z.object({ person: PersonId, session: SessionGrant.optional() }),
  allow: anyone,
  session: "opens",
  limit: { calls: 20, perSeconds: 60 },
  async run({ input, by, read, now, door }) {
    const party = relyingParty(door.origin);
    if (isRefusal(party)) return party;
    const id = await adding(read, { by, door, now }, input.invitation);
    if (isRefusal(id)) return id;
    const person = await personFacts(read, id);
    if (isRefusal(person)) return person;
    const registered = register(person);
    if (isRefusal(registered)) return registered;

    const challenge = answeredChallenge(input.response.response.clientDataJSON);
    if (challenge === null) return notVerified();
    const passkey = await verifyCreation(input.response, { rpId: party.id, origin: party.origin, challenge });
    if (isRefusal(passkey)) return passkey;
    const spent = await spend(read, passkeyPurpose(id), challenge, now);
    if (spent !== null) return spent;

    const held = await read
      .selectFrom("identity_passkey")
      .select("credential")
      .where((eb) => eb.or([eb("person", "=", id), eb("credential", "=", passkey.credential)]))
      .execute();
    if (held.some(({ credential }) => credential === passkey.credential))
      return refuseAs("passkey-known", "conflict", "This passkey is registered already.");
    if (held.length >= MOST_PASSKEYS)
      return refuseAs("passkeys-full", "conflict", `A person holds at most ${MOST_PASSKEYS} passkeys.`, undefined, {
        most: String(MOST_PASSKEYS),
      });

    const added = newId(PasskeyId);
    const { publicKey, ...rest } = passkey;
    await read
      .insertInto("identity_passkey")
      .values({ id: added, person: id, ...rest, public_key: publicKey, added_at: now, used_at: now })
      .execute();
    await read.deleteFrom("identity_invitation").where("person", "=", id).execute();
    const { id: session, grant } = await openSession(
      read,
      { kind: "person", id },
      { ...PERSON_SESSION, rehearsal: false },
      now,
    );
    const signedIn = SignedIn.of({ actor: { kind: "person", id }, session, with: "new-passkey" });
    return accept([...registered, PasskeyAdded.of({ person: id, passkey: added }), signedIn], {
      person: id,
      session: grant,
    });
  },
});
