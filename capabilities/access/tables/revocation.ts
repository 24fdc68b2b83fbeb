import { type Kysely, sql } from "kysely";
import type { PassNumber } from "@cordon/kernel";
import { Revocations, toBase64url } from "../rules.ts";
import type { RevocationUpdate } from "../words.ts";
import type { PassTables } from "./pass.ts";

type Read = Kysely<PassTables>;

/** With more changes than that the whole list is as short, and simpler. */
const MOST_CHANGES = 50_000;
/** Every gate of a city asks for the same few differences. */
const MOST_KEPT = 32;

/** What gates are told of revocations. What was put together for one is kept for the others; the rows decide, so it never goes stale. */
export class RevocationNews {
  readonly #kept = new Map<string, RevocationUpdate>();

  /** The number of the last entry that revoked or reinstated a pass; 0 before the first. */
  async version(read: Read): Promise<number> {
    const last = await read
      .selectFrom("access_pass")
      .select((row) => row.fn.max("revocation_seq").as("version"))
      .where("revocation_seq", "is not", null)
      .executeTakeFirst();
    return last?.version ?? 0;
  }

  /** @param since the version the asker holds; 0 for one that holds none */
  async since(read: Read, since: number): Promise<RevocationUpdate> {
    const version = await this.version(read);
    if (since === version) return { form: "same", version };
    const key = `${since}:${version}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    // A version from another journal, or from before a restore, is none of ours.
    const known = since > 0 && since < version;
    const update = (known ? await delta(read, since, version) : null) ?? (await whole(read, version));
    this.#kept.set(key, update);
    for (const oldest of this.#kept.keys()) if (this.#kept.size > MOST_KEPT) this.#kept.delete(oldest);
    return update;
  }
}

async function delta(read: Read, since: number, version: number): Promise<RevocationUpdate | null> {
  const rows = await read
    .selectFrom("access_pass")
    .select(["number", sql<boolean>`revoked_at is not null`.as("revoked")])
    .where("revocation_seq", ">", since)
    .where("revocation_seq", "<=", version)
    .limit(MOST_CHANGES + 1)
    .execute();
  if (rows.length > MOST_CHANGES) return null;
  const numbers = (revoked: boolean) => rows.filter((row) => row.revoked === revoked).map(({ number }) => number);
  const bytes = Revocations.deltaOf(since, version, numbers(true), numbers(false));
  return { form: "delta", since, version, bytes: toBase64url(bytes) };
}

async function whole(read: Read, version: number): Promise<RevocationUpdate> {
  const bytes = Revocations.of(version, await revokedPasses(read)).encode();
  return { form: "whole", version, bytes: toBase64url(bytes) };
}

/** In one text: ten thousand rows of one number each cost ten times as much. */
async function revokedPasses(read: Read): Promise<readonly PassNumber[]> {
  const { rows } = await sql<{ numbers: readonly PassNumber[] | null }>`
    select array_agg(number) as numbers from access_pass where revoked_at is not null`.execute(read);
  return rows[0]?.numbers ?? [];
}
