import type { Refusal, SubjectId } from "@cordon/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../store/schema.ts";

/** What was put in the vault, or that its data subject was erased: the key is destroyed and nobody can read it any more. */
export type Disclosure = { readonly erased: false; readonly value: string } | { readonly erased: true };

/**
 * Personal data, encrypted under a key per data subject. Everything else holds a `SubjectId` and nothing more.
 * All calls take the transaction they belong to.
 */
export interface Vault {
  /** Writes or replaces one field of a subject. Fails when the subject was erased. `field` as in `name`, `email`, `photo`. */
  put(tx: Kysely<Schema>, subject: SubjectId, field: string, value: string): Promise<Refusal | null>;
  /** null when there is no such field. */
  get(tx: Kysely<Schema>, subject: SubjectId, field: string): Promise<Disclosure | null>;
  /** Destroys the subject's key. Cannot be undone. */
  erase(tx: Kysely<Schema>, subject: SubjectId): Promise<void>;
}
