import { isRefusal } from "@cordon/kernel";
import { z } from "zod";
import { anyone } from "../../operation.ts";
import { challengeFor } from "../challenge.ts";
import { PublicKeyOptions, relyingParty, requestOptions } from "../passkey.ts";
import { query } from "../tables.ts";

export const SIGN_IN_PURPOSE = "sign-in";

export const beginSignIn = query({
  name: "identity.begin-sign-in",
  summary: "Answer what the browser needs to ask for a passkey; who it is, the passkey says",
  input: z.object({}),
  output: z.object({ options: PublicKeyOptions }),
  allow: anyone,
  limit: { calls: 60, perSeconds: 60 },
  async run({ read, now, door }) {
    const party = relyingParty(door.origin);
    if (isRefusal(party)) return party;
    return { options: await requestOptions(party.id, await challengeFor(read, SIGN_IN_PURPOSE, now)) };
  },
});
