import { sign } from "node:crypto";
import { documentToSign } from "../rules.ts";
import type { KeyId } from "../words.ts";
import type { Issuer, IssuerProblem } from "./issuer.ts";
import { type KeyPair, newPassKeyIn, passKeysIn, rootKeyIn } from "./key-files.ts";
import { signPass } from "./sign-pass.ts";
import { SigningPool } from "./signing-pool.ts";

/** Up to here signing is quicker done than handed to other threads: a millisecond or two. */
const FEW = 40;

/** The issuer whose keys are in a folder; a root key is made in a new one. A folder belongs to one server. */
export function issuerIn(folder: string): Issuer | IssuerProblem {
  const root = rootKeyIn(folder);
  if ("problem" in root) return root;
  const found = passKeysIn(folder);
  if ("problem" in found) return found;
  const keys = new Map<KeyId, KeyPair>(found.map((key) => [key.kid, key]));
  const pool = new SigningPool();

  function keyOf(kid: KeyId): KeyPair {
    const key = keys.get(kid);
    if (key === undefined) throw new Error(`the private half of the pass key ${kid} is not here`);
    return key;
  }
  return {
    issues: true,
    root: root.x,
    holds: (kid) => keys.has(kid),
    spare(used) {
      const unused = [...keys.values()].find(({ kid }) => !used.includes(kid));
      if (unused !== undefined) return { kid: unused.kid, x: unused.x };
      const made = newPassKeyIn(folder);
      keys.set(made.kid, made);
      return { kid: made.kid, x: made.x };
    },
    async signPasses(claims, kid) {
      const { privateKey } = keyOf(kid);
      return claims.length <= FEW
        ? claims.map((each) => signPass(each, kid, privateKey))
        : pool.sign(claims, kid, privateKey);
    },
    signDocument(type, value) {
      const { toBeSigned, finish } = documentToSign(type, value, root.kid);
      return finish(sign(null, toBeSigned, root.privateKey));
    },
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  };
}
