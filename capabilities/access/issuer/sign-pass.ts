import { type KeyObject, sign } from "node:crypto";
import { passToSign } from "../rules/pass/pass.ts";
import type { Claims, KeyId } from "../words.ts";

/** The text of a pass for its QR code. */
export function signPass(claims: Claims, kid: KeyId, privateKey: KeyObject): string {
  const { toBeSigned, finish } = passToSign(claims, kid);
  return finish(sign(null, toBeSigned, privateKey));
}
