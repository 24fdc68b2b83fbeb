import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { documentToSign, fromBase64url, keyIdOfPublicKey, toBase64url, verifyPlain } from "@cordon/access/rules";
import { KeySet, SIGNED_TYPES } from "@cordon/access/words";
import { describe, expect, it } from "vitest";
import { trustedKeys, trustedRules } from "./documents.ts";

interface Root {
  readonly privateKey: KeyObject;
  /** Public half, base64url. */
  readonly x: string;
}

function newRoot(): Root {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  return { privateKey, x: publicKey.export({ format: "jwk" }).x ?? "" };
}

const kidOf = ({ x }: Root) => keyIdOfPublicKey(fromBase64url(x) ?? new Uint8Array());
const verify = async (x: string, toBeSigned: Uint8Array, signature: Uint8Array) =>
  verifyPlain(x, toBeSigned, signature);

/** Says that it is `named`'s, whoever signs it. */
function signed(value: unknown, signer: Root, named = signer, type: keyof typeof SIGNED_TYPES = "keys"): string {
  const unsigned = documentToSign(SIGNED_TYPES[type], value, kidOf(named));
  return unsigned.finish(sign(null, unsigned.toBeSigned, signer.privateKey));
}

const pinned = newRoot();
const stranger = newRoot();
const keysOf = (number: number, x = pinned.x) =>
  KeySet.parse({
    number,
    publishedAt: "2024-07-01T00:00:00.000Z",
    keys: [
      {
        kid: keyIdOfPublicKey(fromBase64url(x) ?? new Uint8Array()),
        x,
        from: "2024-07-01T00:00:00.000Z",
        retiredAt: null,
      },
    ],
  });

describe("a key set that reaches a gate", () => {
  it("is gone by when the pinned root signed it and it is the first or a newer one", async () => {
    const second = keysOf(2);
    const text = signed(second, pinned);
    expect(await trustedKeys(text, pinned.x, null, verify)).toEqual({ trusted: true, value: second });
    expect(await trustedKeys(text, pinned.x, keysOf(1), verify)).toEqual({ trusted: true, value: second });
  });

  it("is refused when another root signed it, said openly or under the pinned root's name", async () => {
    const forged = keysOf(9, stranger.x);
    const openly = await trustedKeys(signed(forged, stranger), pinned.x, keysOf(1), verify);
    expect(openly).toEqual({ trusted: false, because: "another-root" });
    const underItsName = await trustedKeys(signed(forged, stranger, pinned), pinned.x, keysOf(1), verify);
    expect(underItsName).toEqual({ trusted: false, because: "bad-signature" });
  });

  it("is refused when it was changed after it was signed", async () => {
    const bytes = fromBase64url(signed(keysOf(2), pinned)) ?? new Uint8Array();
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    const changed = await trustedKeys(toBase64url(bytes), pinned.x, null, verify);
    expect(changed).toEqual({ trusted: false, because: "bad-signature" });
  });

  it("is refused when it is played again: the one held, or one before it", async () => {
    for (const number of [1, 2]) {
      const again = await trustedKeys(signed(keysOf(number), pinned), pinned.x, keysOf(2), verify);
      expect(again).toEqual({ trusted: false, because: "older" });
    }
  });

  it("is refused when it is no document, or says something that is no key set", async () => {
    expect(await trustedKeys("", pinned.x, null, verify)).toEqual({ trusted: false, because: "malformed" });
    expect(await trustedKeys("A".repeat(400), pinned.x, null, verify)).toEqual({
      trusted: false,
      because: "malformed",
    });
    const nothing = await trustedKeys(signed({ number: 2 }, pinned), pinned.x, null, verify);
    expect(nothing).toEqual({ trusted: false, because: "not-a-document" });
  });

  it("is not taken for rules, nor rules for it", async () => {
    const asRules = await trustedRules(signed(keysOf(2), pinned), pinned.x, null, verify);
    expect(asRules).toEqual({ trusted: false, because: "malformed" });
    const asKeys = await trustedKeys(signed(keysOf(2), pinned, pinned, "rules"), pinned.x, null, verify);
    expect(asKeys).toEqual({ trusted: false, because: "malformed" });
  });

  it("is refused by a gate whose pinned root is no key", async () => {
    const without = await trustedKeys(signed(keysOf(2), pinned), "AAAA", null, verify);
    expect(without).toEqual({ trusted: false, because: "another-root" });
  });
});
