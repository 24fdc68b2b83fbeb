import { isRefusal, PersonId } from "@cordon/kernel";
import { z } from "zod";
import { SessionGrant } from "../../door.ts";
import { accept, anyone } from "../../operation.ts";
import { spend } from "../challenge.ts";
import { openSession } from "../open-session.ts";
import { AssertionResponse, answeredChallenge, notVerified, relyingParty, verifyAssertion } from "../passkey.ts";
import { PERSON_SESSION } from "../rules.ts";
import { command } from "../tables.ts";
import { SignedIn } from "../words.ts";
import { SIGN_IN_PURPOSE } from "./begin-sign-in.ts";

export const signIn = command({
  name: "identity.sign-in",
  summary: "Sign in with a passkey",
  input: z.object({ response: AssertionResponse }),
  output: z.object({ person: PersonId, session: SessionGrant.optional() }),
  allow: anyone,
  session: "opens",
  limit: { calls: 20, perSeconds: 60 },
  async run({ input: { response }, read, now, door }) {
    const party = relyingParty(door.origin);
    if (isRefusal(party)) return party;
    const passkey = await read
      .selectFrom("identity_passkey as passkey")
      .innerJoin("identity_person as person", "person.id", "passkey.person")
      .select(["passkey.id", "passkey.person", "passkey.credential", "passkey.public_key", "passkey.counter"])
      .where("passkey.credential", "=", response.id)
      .where("person.state", "=", "active")
      .executeTakeFirst();
    const challenge = answeredChallenge(response.response.clientDataJSON);
    if (passkey === undefined || challenge === null) return notVerified();
    const { userHandle } = response.response;
    if (userHandle != null && Buffer.from(userHandle, "base64url").toString() !== passkey.person) return notVerified();
    const verified = await verifyAssertion(response, { rpId: party.id, origin: party.origin, challenge }, passkey);
    if (isRefusal(verified)) return verified;
    const spent = await spend(read, SIGN_IN_PURPOSE, challenge, now);
    if (spent !== null) return spent;

    await read
      .updateTable("identity_passkey")
      .set({ counter: verified.counter, used_at: now })
      .where("id", "=", passkey.id)
      .execute();
    const holder = { kind: "person", id: passkey.person } as const;
    const { id: session, grant } = await openSession(read, holder, { ...PERSON_SESSION, rehearsal: false }, now);
    return accept([SignedIn.of({ actor: holder, session, with: "passkey" })], {
      person: passkey.person,
      session: grant,
    });
  },
});
