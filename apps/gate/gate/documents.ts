import { keyIdOfPublicKey, fromBase64url, newer, readSigned, type VerifyLater } from "@cordon/access/rules";
import { type KeySet, type RuleSet, SIGNED_TYPES, SignedPayload } from "@cordon/access/words";
import type { DocumentFault } from "./state.ts";

/** A signed document that may be gone by, or why not. */
export type Trusted<Value> =
  | { readonly trusted: true; readonly value: Value }
  | { readonly trusted: false; readonly because: DocumentFault };

/**
 * A key set, if the pinned root signed it and it is newer than the one held.
 * @param root the root's public key, base64url, learned when the device was enrolled
 */
export function trustedKeys(
  text: string,
  root: string,
  held: KeySet | null,
  verify: VerifyLater,
): Promise<Trusted<KeySet>> {
  return trusted(text, "keys", root, held, verify, (value) => SignedPayload.keys.safeParse(value));
}

/** The same for a rule set. */
export function trustedRules(
  text: string,
  root: string,
  held: RuleSet | null,
  verify: VerifyLater,
): Promise<Trusted<RuleSet>> {
  return trusted(text, "rules", root, held, verify, (value) => SignedPayload.rules.safeParse(value));
}

type Parsed<Value> = { readonly success: true; readonly data: Value } | { readonly success: false };

async function trusted<Value extends { readonly number: number }>(
  text: string,
  type: keyof typeof SIGNED_TYPES,
  root: string,
  held: Value | null,
  verify: VerifyLater,
  parse: (value: unknown) => Parsed<Value>,
): Promise<Trusted<Value>> {
  const document = readSigned(text, SIGNED_TYPES[type]);
  if (!document.read) return { trusted: false, because: "malformed" };
  const rootBytes = fromBase64url(root);
  if (rootBytes?.length !== 32 || document.kid !== keyIdOfPublicKey(rootBytes))
    return { trusted: false, because: "another-root" };
  if (!(await verify(root, document.toBeSigned, document.signature)))
    return { trusted: false, because: "bad-signature" };
  const parsed = parse(document.value);
  if (!parsed.success) return { trusted: false, because: "not-a-document" };
  return newer(held, parsed.data) ? { trusted: true, value: parsed.data } : { trusted: false, because: "older" };
}
