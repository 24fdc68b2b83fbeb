import { createPublicKey, verify } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { isRefusal } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { cannotIssue } from "../index.ts";
import { issuerIn } from "../issuer/issuer-in.ts";
import { issuing } from "../issuer/key-sets.ts";
import { credentialOf, documentToSign, keyIdOfPublicKey, readSigned, type Verify } from "../rules.ts";
import { openRoom, type Room } from "../testing/room.ts";
import { inDays, officer, publishOne, request, steward, supervisor } from "../testing/standing.ts";
import { type KeyId, KeySet, RuleSet, SIGNED_TYPES } from "../words.ts";

const verifies: Verify = (x, toBeSigned, signature) =>
  verify(null, toBeSigned, createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" }), signature);

/** What a reader that knows the root alone makes of a signed key set. */
function readKeys(signed: string, root: string): KeySet | string {
  const document = readSigned(signed, SIGNED_TYPES.keys);
  if (!document.read) return document.fault;
  return verifies(root, document.toBeSigned, document.signature) ? KeySet.parse(document.value) : "not the root's";
}

async function firstKey(room: Room): Promise<KeyId> {
  const { keySet } = await room.must("access.pass-keys", {}, steward);
  const [key] = keySet.keys;
  if (key === undefined) throw new Error("no key");
  return key.kid;
}

describe("pass keys", () => {
  it("are published at the first start, signed by the root, and stay the same at the next", async () => {
    await using room = await openRoom();
    const { root, keySet, signed } = await room.must("access.pass-keys", {}, steward);
    expect(keySet).toMatchObject({ number: 1, keys: [{ retiredAt: null }] });
    expect(readKeys(signed, root)).toEqual(keySet);
    const kinds = (await room.entries()).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "access.keys-published")).toHaveLength(1);
  });

  it("of a stranger are refused by whoever knows the root: forged, renamed or taken from another document", async () => {
    await using room = await openRoom();
    await publishOne(room);
    const { root, keySet, signed } = await room.must("access.pass-keys", {}, steward);
    await using stranger = await openRoom();
    if (!stranger.issuer.issues) throw new Error("a stranger with keys");
    expect(readKeys(stranger.issuer.signDocument(SIGNED_TYPES.keys, keySet), root)).toBe("not the root's");
    const { finish } = documentToSign(SIGNED_TYPES.keys, keySet, keyIdOfPublicKey(Buffer.from(root, "base64url")));
    expect(readKeys(finish(new Uint8Array(64)), root)).toBe("not the root's");
    const rules = await room.must("access.rules", {}, steward);
    expect(readKeys(rules.signed, root)).toBe("other-type");
    expect(readKeys(signed.slice(0, -4), root)).not.toEqual(keySet);
    const document = readSigned(rules.signed, SIGNED_TYPES.rules);
    expect(document.read && verifies(root, document.toBeSigned, document.signature)).toBe(true);
    expect(document.read && RuleSet.parse(document.value).number).toBe(1);
  });

  it("rotate: the new one signs, the old one's passes stay good until it is retired", async () => {
    await using room = await openRoom();
    await publishOne(room);
    const issue = async () =>
      (await room.must("access.issue-passes", { requests: [request()] }, officer)).passes[0]?.text ?? "";
    const old = await issue();
    expect(await room.ask("access.retire-pass-key", { kid: await firstKey(room) }, supervisor)).toMatchObject({
      refused: "not-possible-now",
    });
    const rotated = await room.must("access.rotate-pass-key", {}, supervisor);
    expect(rotated.number).toBe(2);
    const fresh = await issue();
    const found = async (text: string) => {
      const { keySet } = await room.must("access.pass-keys", {}, steward);
      return credentialOf(text, keySet, inDays(0.001), verifies);
    };
    expect(await found(old)).toMatchObject({ kind: "pass", claims: { number: 1 } });
    expect(await found(fresh)).toMatchObject({ kind: "pass", claims: { number: 2 } });
    const before = await room.must("access.pass-keys", {}, steward);
    const [first] = before.keySet.keys;
    if (first === undefined) throw new Error("no key");
    expect(await room.must("access.retire-pass-key", { kid: first.kid }, supervisor)).toEqual({ number: 3 });
    expect(await room.must("access.retire-pass-key", { kid: first.kid }, supervisor)).toEqual({ number: 3 });
    expect(await found(old)).toEqual({ kind: "not-genuine", because: "retired-key" });
    expect(await found(fresh)).toMatchObject({ kind: "pass" });
    // Whoever still holds the older set does not know the new key.
    expect(credentialOf(await issue(), { ...before.keySet, keys: [first] }, inDays(0), verifies)).toEqual({
      kind: "not-genuine",
      because: "unknown-key",
    });
  });

  it("can be told before they sign, and one at a time", async () => {
    await using room = await openRoom();
    await publishOne(room);
    const coming = await room.must("access.rotate-pass-key", { from: inDays(1) }, supervisor);
    const { kid } = await room.must("access.issue-passes", { requests: [request()] }, officer);
    expect(kid).not.toBe(coming.key.kid);
    expect(await room.ask("access.rotate-pass-key", {}, supervisor)).toMatchObject({ refused: "conflict" });
    expect(await room.ask("access.rotate-pass-key", {}, officer)).toMatchObject({ refused: "not-permitted" });
  });

  it("are not on a server that only checks, and it says so", async () => {
    await using room = await openRoom({
      issuer: cannotIssue("This is the local node of a site: passes are issued at the centre."),
    });
    for (const answer of [
      await room.ask("access.issue-passes", { requests: [request()] }, officer),
      await room.ask("access.rotate-pass-key", {}, supervisor),
      await room.ask("access.publish-rules", { valid: { from: inDays(0), until: inDays(1) }, basedOn: 0 }, supervisor),
    ])
      expect(isRefusal(answer) && answer.because).toContain("at the centre");
    expect(await room.ask("access.pass-keys", {}, steward)).toMatchObject({ refused: "not-found" });
  });

  it("of a folder that is not the one gates know sign nothing", async () => {
    await using room = await openRoom();
    await publishOne(room);
    await rm(join(room.folder, "pass-root.pem"));
    const other = issuerIn(room.folder);
    if ("problem" in other) throw new Error(other.message);
    await using _closing = other;
    const published = await room.must("access.pass-keys", {}, steward);
    expect(issuing(other, published)).toMatchObject({ refused: "not-possible-now", what: "pass-root.pem" });
  });
});
