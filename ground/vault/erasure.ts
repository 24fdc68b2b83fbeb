import { isRefusal, SubjectId } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { z } from "zod";
import { capability, type OwnedTable } from "../capability.ts";
import { accept, operating, role } from "../operation.ts";
import { type Schema, schemaOf, tablesOf } from "../store/schema.ts";
import type { Journal } from "../journal/port.ts";
import type { Worker } from "../worker.ts";
import { migrations, type VaultTables } from "./tables.ts";
import type { OpenVault } from "./vault.ts";
import { ErasureOrdered, ErasureReason, SubjectErased } from "./words.ts";

const { command } = operating<VaultTables>();

const eraseSubject = command({
  name: "vault.erase-subject",
  summary: "Erase everything kept about a person by destroying the key it is under",
  input: z.object({ subject: SubjectId, reason: ErasureReason }),
  output: z.object({}),
  allow: role("data-protection"),
  async run({ input, read, vault }) {
    await vault.erase(schemaOf(read), input.subject);
    return accept([ErasureOrdered.of(input)], {});
  },
});

/**
 * Destroys the keys of subjects that were erased, bucket by bucket: a new generation of the bucket's key, the others wrapped under it in a
 * transaction that is alone with the journal, then the old generation overwritten. Whatever moment it is cut at, the next call completes it.
 * @returns false when the journal refused for now
 */
export async function destroyErasedKeys(vault: OpenVault, read: Kysely<Schema>, journal: Journal): Promise<boolean> {
  const waiting = await tablesOf<VaultTables>(read)
    .selectFrom("vault_key")
    .select("bucket")
    .distinct()
    .where("erased", "=", true)
    .where("generation", "is not", null)
    .execute();
  const erasedIn = new Set(waiting.map((row) => row.bucket));
  for (const bucket of new Set([...erasedIn, ...vault.ring.unsettled()])) {
    if (erasedIn.has(bucket)) vault.ring.begin(bucket);
    const done = await journal.run({
      by: { kind: "system", id: "vault" },
      operation: "vault.destroy-erased-keys",
      async decide({ tx }) {
        const erased = await vault.rewrap(tx, bucket);
        return accept(
          erased.map((subject) => SubjectErased.of({ subject })),
          null,
        );
      },
    });
    if (isRefusal(done)) return false;
    vault.ring.destroyOld(bucket);
  }
  return true;
}

const RETRY_MS = 60_000;
const GATHER_MS = 200;

/** Destroys the keys of whoever any operation erased: shortly after, and after a start. */
const destroyKeys: Worker = {
  name: "vault.destroy-erased-keys",
  async start({ vault, journal, read, log }) {
    let running: Promise<void> = Promise.resolve();
    const once = async () => {
      try {
        if (!(await destroyErasedKeys(vault, read, journal)))
          log.warn("keys of erased people wait for the journal to be destroyed");
      } catch (error) {
        log.error({ error }, "destroying the keys of erased people failed and will be tried again");
      }
    };
    const next = () => {
      running = running.then(once);
    };
    let soon: NodeJS.Timeout | null = null;
    const stop = vault.onErase(() => {
      soon ??= setTimeout(() => {
        soon = null;
        next();
      }, GATHER_MS);
    });
    const often = setInterval(next, RETRY_MS);
    often.unref();
    next();
    return {
      async [Symbol.asyncDispose]() {
        stop();
        clearInterval(often);
        if (soon !== null) clearTimeout(soon);
        await running;
      },
    };
  },
};

/** Not in the journal, so that a rebuild cannot bring anybody back. */
const tables: readonly OwnedTable[] = [
  { name: "vault_key", key: ["subject"], derivedFrom: "own" },
  { name: "vault_value", key: ["subject", "field"], derivedFrom: "own" },
];

/** Erasing people: the operation, and the worker that makes it final. */
export const vaultErasure = capability({
  name: "vault",
  entries: [ErasureOrdered, SubjectErased],
  operations: [eraseSubject],
  migrations,
  tables,
  projections: [],
  workers: [destroyKeys],
});
