import { z } from "zod";
import { publishedKeys } from "../tables/key.ts";
import { KeySet, PassKey, Signed } from "../words.ts";
import { query } from "./operating.ts";
import { refuseAccess } from "../words/refusals.ts";

export const passKeys = query({
  name: "access.pass-keys",
  summary: "The public keys that passes are verified with, and the same signed by the root.",
  input: z.object({}),
  output: z.object({ root: PassKey.shape.x, keySet: KeySet, signed: Signed }),
  allow: { anyone: true },
  async run({ read }) {
    return (
      (await publishedKeys(read)) ?? refuseAccess("no-pass-keys-yet", "not-found", "no keys have been published yet")
    );
  },
});
