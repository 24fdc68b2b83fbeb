import { randomBytes } from "node:crypto";
import { type Blobs, seal, unseal, type Vault } from "@cordon/ground";
import { type Exhibit, isRefusal, type Refusal, type SignalId, type SubjectId } from "@cordon/kernel";
import { refuseWatch } from "../../words/refusals.ts";

type Db = Parameters<Vault["get"]>[0];

/** The field of a signal's subject in the vault under which its key lies. */
const FIELD = "originals-key";
const KEY_BYTES = 32;

/** A picture as the camera sent it, before it is encrypted. */
export interface Original {
  readonly role: Exhibit["role"];
  readonly mediaType: string;
  readonly content: Uint8Array;
}

export const newKey = (): Buffer => randomBytes(KEY_BYTES);

/** Puts a signal's key where destroying it makes its originals unreadable for good, in backups too. In the transaction that tells of them. */
export function keepKey(vault: Vault, tx: Db, subject: SubjectId, key: Buffer): Promise<Refusal | null> {
  return vault.put(tx, subject, FIELD, key.toString("base64"));
}

/** Null when there is none, or when it was destroyed. */
export async function keyOf(vault: Vault, read: Db, subject: SubjectId): Promise<Buffer | null> {
  const kept = await vault.get(read, subject, FIELD);
  return kept === null || kept.erased ? null : Buffer.from(kept.value, "base64");
}

/** Encrypts an original and keeps it. Its role and signal are sealed with it: one cannot be passed off as another. */
export async function sealOriginal(
  blobs: Blobs,
  key: Buffer,
  signal: SignalId,
  original: Original,
): Promise<Exhibit | Refusal> {
  const { role, mediaType, content } = original;
  const stored = await blobs.put(seal(key, content, contextOf(signal, role)));
  return isRefusal(stored) ? stored : { blob: stored.hash, role, mediaType, bytes: stored.bytes };
}

export async function openSealed(
  { read, vault, blobs }: { readonly read: Db; readonly vault: Vault; readonly blobs: Blobs },
  { signal, subject, exhibit }: { readonly signal: SignalId; readonly subject: SubjectId; readonly exhibit: Exhibit },
): Promise<Uint8Array | Refusal> {
  const key = await keyOf(vault, read, subject);
  if (key === null)
    return refuseWatch("original-key-gone", "not-found", "The key of this signal's originals was destroyed.", signal);
  const sealed = await blobs.get(exhibit.blob);
  if (isRefusal(sealed)) return sealed;
  const content = unseal(key, sealed, contextOf(signal, exhibit.role));
  key.fill(0);
  return content;
}

const contextOf = (signal: SignalId, role: Exhibit["role"]): string => `cordon original v1 ${signal} ${role}`;
