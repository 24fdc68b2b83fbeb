import { type Instant, type NewEntry, type Refusal } from "@cordon/kernel";
import type { PublishedKeys } from "../tables/key.ts";
import { type KeyId, type KeySet, KeysPublished, type PassKey, SIGNED_TYPES } from "../words.ts";
import type { Issuer, NoIssuer } from "./issuer.ts";
import { refuseAccess } from "../words/refusals.ts";

/** The issuer and the key set it goes by. */
export interface Issuing {
  readonly issuer: Issuer;
  readonly keySet: KeySet;
}

/** What stands when something is to be signed, or why nothing can be. */
export function issuing(issuer: Issuer | NoIssuer, published: PublishedKeys | null): Issuing | Refusal {
  if (!issuer.issues) return refuseAccess("cannot-issue", "not-possible-now", issuer.because);
  if (published === null)
    return refuseAccess(
      "no-pass-keys-yet",
      "not-possible-now",
      "No pass keys have been published yet: start the server again.",
    );
  if (published.root !== issuer.root) {
    const because =
      "The root key in this server's keys folder is not the one that gates know. Restore the folder from a backup.";
    return refuseAccess("root-key-differs", "not-possible-now", because, "pass-root.pem");
  }
  return { issuer, keySet: published.keySet };
}

/** The first key set: one key, which signs at once. */
export function firstKeys(issuer: Issuer, now: Instant): NewEntry {
  return signed(issuer, { number: 1, publishedAt: now, keys: [{ ...issuer.spare([]), from: now, retiredAt: null }] });
}

/** Which key signs at a moment: of those in use, the one that began last. */
export function signingKey({ issuer, keySet }: Issuing, at: Instant): KeyId | Refusal {
  const key = inUse(keySet)
    .filter(({ from }) => from <= at)
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .at(-1);
  if (key === undefined)
    return refuseAccess("no-pass-key-in-use", "not-possible-now", "No pass key is in use at this moment.");
  if (issuer.holds(key.kid)) return key.kid;
  return refuseAccess(
    "pass-key-not-here",
    "not-possible-now",
    `The private half of the pass key ${key.kid} is not here: rotate it.`,
    key.kid,
    { kid: key.kid },
  );
}

/**
 * Another key signs from a moment on. Told before it signs, gates that are cut off know it in time; old passes verify until their key is
 * retired.
 */
export function rotate(
  { issuer, keySet }: Issuing,
  from: Instant,
  now: Instant,
): { entry: NewEntry; key: PassKey } | Refusal {
  const coming = inUse(keySet).find((key) => key.from > now);
  if (coming !== undefined)
    return refuseAccess(
      "pass-key-coming",
      "conflict",
      `The key ${coming.kid} is to sign from ${coming.from}: wait, or retire it.`,
      coming.kid,
      { kid: coming.kid, from: coming.from },
    );
  if (keySet.keys.length >= MOST_KEYS)
    return refuseAccess(
      "pass-keys-full",
      "not-possible-now",
      `A key set names at most ${MOST_KEYS} keys, the retired ones included.`,
      undefined,
      { most: String(MOST_KEYS) },
    );
  const key = { ...issuer.spare(keySet.keys.map(({ kid }) => kid)), from: from < now ? now : from, retiredAt: null };
  return { entry: signed(issuer, next(keySet, [...keySet.keys, key], now)), key };
}

const MOST_KEYS = 50;

/** Nothing a key signed is taken any more: it was stolen, or all its passes are over. */
export function retire({ issuer, keySet }: Issuing, kid: KeyId, now: Instant): NewEntry | null | Refusal {
  const key = keySet.keys.find((each) => each.kid === kid);
  if (key === undefined)
    return refuseAccess("no-such-pass-key", "not-found", `There is no pass key ${kid}.`, kid, { kid });
  if (key.retiredAt !== null) return null;
  if (!inUse(keySet).some((other) => other.kid !== kid && other.from <= now))
    return refuseAccess(
      "only-pass-key",
      "not-possible-now",
      "It is the only key that signs. Rotate first, then retire it.",
      kid,
    );
  const keys = keySet.keys.map((each) => (each.kid === kid ? { ...each, retiredAt: now } : each));
  return signed(issuer, next(keySet, keys, now));
}

const inUse = ({ keys }: KeySet) => keys.filter(({ retiredAt }) => retiredAt === null);

function next(keySet: KeySet, keys: KeySet["keys"], now: Instant): KeySet {
  return { number: keySet.number + 1, publishedAt: now, keys };
}

function signed(issuer: Issuer, keySet: KeySet): NewEntry {
  return KeysPublished.of({ root: issuer.root, keySet, signed: issuer.signDocument(SIGNED_TYPES.keys, keySet) });
}
