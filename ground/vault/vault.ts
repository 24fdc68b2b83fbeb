import { randomBytes } from "node:crypto";
import { type Refusal, type SubjectId } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { type Schema, tablesOf } from "../store/schema.ts";
import { bucketOf, type Generation, type KeyRing, openKeyRing, type VaultProblem } from "./key-ring.ts";
import type { Disclosure, Vault } from "./port.ts";
import { seal, unseal } from "./sealing.ts";
import type { VaultTables } from "./tables.ts";
import { refuseAs } from "../refusals.ts";

/** The vault, and what destroying keys takes. */
export interface OpenVault extends Vault {
  readonly ring: KeyRing;
  /** Calls back after each `erase`, before its transaction commits. Returns how to stop. */
  onErase(listener: () => void): () => void;
  /**
   * Wraps the keys of the bucket's living subjects under its current generation, and gives back the erased ones whose key ends with the old
   * generations. In a transaction that no `put` runs beside; when it has committed, `ring.destroyOld(bucket)` completes it.
   */
  rewrap(tx: Kysely<Schema>, bucket: number): Promise<readonly SubjectId[]>;
}

export const VALUE_BYTES = 1024 * 1024;

/**
 * @param config.folder holds `vault.keys` (made when there is none): outside the database, because whoever has both a backup of the database and
 * the file as it was at that time can read what was erased since
 */
export async function openVault(config: { readonly folder: string }): Promise<OpenVault | VaultProblem> {
  const ring = openKeyRing(config.folder);
  return "problem" in ring ? ring : vaultOn(ring);
}

function vaultOn(ring: KeyRing): OpenVault {
  const listeners = new Set<() => void>();
  return {
    ring,
    async put(tx, subject, field, value) {
      const plain = Buffer.from(value, "utf8");
      if (plain.length > VALUE_BYTES)
        return refuseAs(
          "personal-data-too-long",
          "too-large",
          `A field of personal data has at most ${VALUE_BYTES} bytes.`,
          field,
        );
      const db = tablesOf<VaultTables>(tx);
      const row = await keyRow(db, subject);
      const key = row === undefined ? randomBytes(32) : unwrap(ring, subject, row);
      if (key === null) return erasedRefusal(subject);
      if (row === undefined) {
        const bucket = bucketOf(subject);
        const generation = ring.current(bucket);
        const wrapped = seal(generation.key, key, wrapContext(subject, generation));
        await db
          .insertInto("vault_key")
          .values({ subject, bucket, generation: generation.id, wrapped, erased: false })
          .execute();
      }
      const sealed = seal(key, plain, valueContext(subject, field));
      key.fill(0);
      await db
        .insertInto("vault_value")
        .values({ subject, field, sealed })
        .onConflict((conflict) => conflict.columns(["subject", "field"]).doUpdateSet({ sealed }))
        .execute();
      return null;
    },
    async get(tx, subject, field) {
      const db = tablesOf<VaultTables>(tx);
      const first = await disclose(ring, db, subject, field);
      // The key may have been wrapped anew, and the old generation destroyed, while the answer was under way: look again.
      const second = first === "unknown-generation" ? await disclose(ring, db, subject, field) : first;
      // A generation that no longer exists was destroyed: this row came back from a backup, the person does not.
      return second === "unknown-generation" ? { erased: true } : second;
    },
    async erase(tx, subject) {
      const db = tablesOf<VaultTables>(tx);
      await db.deleteFrom("vault_value").where("subject", "=", subject).execute();
      await db
        .insertInto("vault_key")
        .values({ subject, bucket: bucketOf(subject), generation: null, wrapped: null, erased: true })
        .onConflict((conflict) => conflict.column("subject").doUpdateSet({ wrapped: null, erased: true }))
        .execute();
      for (const listener of listeners) listener();
    },
    onErase(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async rewrap(tx, bucket) {
      const db = tablesOf<VaultTables>(tx);
      const current = ring.current(bucket);
      const old = await db
        .selectFrom("vault_key")
        .selectAll()
        .where("bucket", "=", bucket)
        .where("generation", "is distinct from", current.id)
        .where("generation", "is not", null)
        .orderBy("subject")
        .forUpdate()
        .execute();
      const erased: SubjectId[] = [];
      for (const row of old) {
        if (row.erased) {
          erased.push(row.subject);
          await db.updateTable("vault_key").set({ generation: null }).where("subject", "=", row.subject).execute();
          continue;
        }
        const key = unwrap(ring, row.subject, row);
        // Its generation is of another ring, or of a backup: not ours to judge here.
        if (key === null) continue;
        const wrapped = seal(current.key, key, wrapContext(row.subject, current));
        key.fill(0);
        await db
          .updateTable("vault_key")
          .set({ generation: current.id, wrapped })
          .where("subject", "=", row.subject)
          .execute();
      }
      return erased;
    },
  };
}

async function keyRow(db: Kysely<VaultTables>, subject: SubjectId): Promise<VaultTables["vault_key"] | undefined> {
  return db.selectFrom("vault_key").selectAll().where("subject", "=", subject).executeTakeFirst();
}

async function disclose(
  ring: KeyRing,
  db: Kysely<VaultTables>,
  subject: SubjectId,
  field: string,
): Promise<Disclosure | null | "unknown-generation"> {
  const row = await db
    .selectFrom("vault_key")
    .leftJoin("vault_value", (join) =>
      join.onRef("vault_value.subject", "=", "vault_key.subject").on("vault_value.field", "=", field),
    )
    .select(["generation", "wrapped", "erased", "sealed"])
    .where("vault_key.subject", "=", subject)
    .executeTakeFirst();
  if (row === undefined) return null;
  if (row.erased) return { erased: true };
  const key = unwrap(ring, subject, row);
  if (key === null) return "unknown-generation";
  if (row.sealed === null) return null;
  const plain = unseal(key, row.sealed, valueContext(subject, field));
  key.fill(0);
  return { erased: false, value: plain.toString("utf8") };
}

/** Null when the generation it is under is destroyed, or it is erased itself. @throws Error when the row was tampered with */
function unwrap(
  ring: KeyRing,
  subject: SubjectId,
  row: Pick<VaultTables["vault_key"], "generation" | "wrapped">,
): Buffer | null {
  if (row.generation === null || row.wrapped === null) return null;
  const generation = ring.find(row.generation);
  return generation === null ? null : unseal(generation.key, row.wrapped, wrapContext(subject, generation));
}

function wrapContext(subject: SubjectId, generation: Generation): string {
  return `cordon vault key v1 ${subject} ${generation.id}`;
}

function valueContext(subject: SubjectId, field: string): string {
  return `cordon vault value v1 ${subject} ${field}`;
}

function erasedRefusal(subject: SubjectId): Refusal {
  return refuseAs(
    "personal-data-erased",
    "conflict",
    "This person's data was erased. That cannot be undone; use a new subject.",
    subject,
  );
}
