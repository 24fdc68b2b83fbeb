import { actorOf } from "@cordon/kernel";
import { z } from "zod";
import { accept } from "../../operation.ts";
import { closeSessions } from "../open-session.ts";
import { command } from "../tables.ts";
import { SignedOut } from "../words.ts";
import { signedIn } from "./whoami.ts";
import { refuseAs } from "../../refusals.ts";

export const signOut = command({
  name: "identity.sign-out",
  summary: "End this session",
  input: z.object({}),
  output: z.object({}),
  allow: signedIn,
  session: "closes",
  async run({ read, by, door }) {
    if (door.session === null) return refuseAs("no-session", "not-possible-now", "This call came without a session.");
    await closeSessions(read, by.id, door.session);
    return accept([SignedOut.of({ actor: actorOf(by), session: door.session })], {});
  },
});
