import { tablesOf, type Worker } from "@cordon/ground";
import { isRefusal } from "@cordon/kernel";
import type { Issuer, NoIssuer } from "../issuer/issuer.ts";
import { firstKeys } from "../issuer/key-sets.ts";
import { type KeyTables, publishedKeys } from "../tables/key.ts";

/** At the first start of a server that holds the keys: says which they are, so that gates and anyone else can verify passes. */
export const publishKeys = (issuer: Issuer | NoIssuer): Worker => ({
  name: "access.publish-keys",
  async start({ read, append, clock, log }) {
    if (issuer.issues) {
      const published = await publishedKeys(tablesOf<KeyTables>(read));
      if (published === null) {
        const done = await append("access.publish-keys", [firstKeys(issuer, clock.now())]);
        if (isRefusal(done)) log.error({ because: done.because }, "the pass keys could not be published");
      } else if (published.root !== issuer.root) {
        log.error("the root key in the keys folder is not the one that gates know: restore it from a backup");
      }
    }
    return { [Symbol.asyncDispose]: async () => {} };
  },
});
