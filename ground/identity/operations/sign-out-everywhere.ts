import { actorOf } from "@cordon/kernel";
import { z } from "zod";
import { accept } from "../../operation.ts";
import { closeSessions } from "../open-session.ts";
import { command } from "../tables.ts";
import { SignedOut } from "../words.ts";
import { signedIn } from "./whoami.ts";

export const signOutEverywhere = command({
  name: "identity.sign-out-everywhere",
  summary: "End all sessions of whoever is signed in, on every machine",
  input: z.object({}),
  output: z.object({}),
  allow: signedIn,
  session: "closes",
  async run({ read, by }) {
    await closeSessions(read, by.id, null);
    return accept([SignedOut.of({ actor: actorOf(by), session: null })], {});
  },
});
