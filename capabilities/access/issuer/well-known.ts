import { type PublicDocument, type Schema, tablesOf } from "@cordon/ground";
import type { Kysely } from "kysely";
import { publishedKeys } from "../tables/key.ts";
import type { KeyTables } from "../tables/key.ts";

/** Where whoever wants to verify a pass finds the keys. */
export const WELL_KNOWN_KEYS = "/.well-known/cordon-pass-keys";

/** The key set in force and the same signed by the root, as JSON: `{root, keySet, signed}`. */
export function publicKeys(read: Kysely<Schema>): PublicDocument {
  return {
    path: WELL_KNOWN_KEYS,
    // A key that is retired must be gone from every reader within the minute.
    cacheSeconds: 60,
    contentType: "application/json",
    async read() {
      const published = await publishedKeys(tablesOf<KeyTables>(read));
      return published === null ? null : JSON.stringify(published);
    },
  };
}
