import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toBase64 } from "./base64.ts";
import { formatCheckpoint, parseCheckpoint } from "./checkpoint.ts";
import {
  formatVerifierKey,
  isKeyName,
  openNote,
  parseNote,
  parseVerifierKey,
  signNote,
  type Verify,
  verifierKey,
} from "./note.ts";
import { sha256 } from "./sha256.ts";

/** The published example of Go's sumdb/note: Ed25519 is deterministic, so signing must give these very bytes. */
const GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const GO_SEED = Buffer.from("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz", "base64").subarray(1);
const GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const GO_NOTE = `${GO_TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

const verifyEd25519: Verify = (publicKey, message, signature) =>
  verify(null, message, publicKeyOf(publicKey), signature);

function publicKeyOf(raw: Uint8Array): KeyObject {
  return createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(raw).toString("base64url") },
    format: "jwk",
  });
}

function privateKeyOf(seed: Uint8Array): KeyObject {
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
}

function readKey(text: string) {
  const key = parseVerifierKey(sha256, text);
  if (key === undefined) throw new Error(`not a key: ${text}`);
  return key;
}

function newKey(name: string) {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const raw = Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url");
  return { key: verifierKey(sha256, name, raw), sign: (message: Uint8Array) => sign(null, message, privateKey) };
}

describe("signed notes (c2sp.org/signed-note)", () => {
  it("signs Go's example to the byte", () => {
    const privateKey = privateKeyOf(GO_SEED);
    expect(signNote(GO_TEXT, readKey(GO_KEY), (message) => sign(null, message, privateKey))).toBe(GO_NOTE);
  });

  it("opens Go's example, and writes its key back", () => {
    const key = readKey(GO_KEY);
    expect(openNote(GO_NOTE, [key], verifyEd25519)).toEqual({ ok: true, text: GO_TEXT, signedBy: [key] });
    expect(formatVerifierKey(key)).toBe(GO_KEY);
  });

  it("refuses a note in which any character is another", () => {
    const key = readKey(GO_KEY);
    fc.assert(
      fc.property(
        fc.nat(GO_NOTE.length - 1),
        fc.constantFrom("x", "Y", "7", "\n", " ", "\t", "é"),
        (at, replacement) => {
          fc.pre(GO_NOTE[at] !== replacement);
          const changed = GO_NOTE.slice(0, at) + replacement + GO_NOTE.slice(at + 1);
          expect(openNote(changed, [key], verifyEd25519).ok).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("ignores signatures by others, but not a wrong one by a known key", () => {
    const [log, witness, stranger] = [newKey("log"), newKey("witness"), newKey("stranger")];
    const note = signNote("hello\n", log.key, log.sign);
    const line = (signed: string) => signed.slice(signed.lastIndexOf("\n\n") + 2);
    const cosigned =
      note +
      line(signNote("hello\n", stranger.key, stranger.sign)) +
      line(signNote("hello\n", witness.key, witness.sign));
    expect(openNote(cosigned, [witness.key, log.key], verifyEd25519)).toEqual({
      ok: true,
      text: "hello\n",
      signedBy: [log.key, witness.key],
    });
    expect(openNote(note, [witness.key], verifyEd25519)).toEqual({
      ok: false,
      refusal: { kind: "not-signed", by: ["witness"] },
    });
    const forged = note + line(signNote("hullo\n", witness.key, witness.sign));
    expect(openNote(forged, [log.key, witness.key], verifyEd25519)).toEqual({
      ok: false,
      refusal: { kind: "bad-signature", by: "witness" },
    });
    expect(openNote(forged, [log.key], verifyEd25519).ok).toBe(true);
  });

  it("keeps blank lines in the text", () => {
    const { key, sign: signer } = newKey("log");
    expect(openNote(signNote("a\n\nb\n", key, signer), [key], verifyEd25519)).toMatchObject({ text: "a\n\nb\n" });
  });

  it.each([
    "",
    "text\n",
    "text\n\nno dash\n",
    "text\n\n— name\n",
    "text\n\n— na+me AAAAAAAA\n",
    "text\n\n— n AAAA\n",
    "text\n\n— n AAAAAAAA",
    "a\tb\n\n— n AAAAAAAA\n",
  ])("takes %j for no note", (note) => {
    expect(parseNote(note)).toHaveProperty("problem");
  });

  it("refuses keys whose id is not theirs, of another algorithm, or cut short", () => {
    const raw = toBase64(Uint8Array.of(2, ...readKey(GO_KEY).publicKey));
    expect(parseVerifierKey(sha256, GO_KEY.replace("c74f20a3", "c74f20a4"))).toBeUndefined();
    expect(parseVerifierKey(sha256, `PeterNeumann+c74f20a3+${raw}`)).toBeUndefined();
    expect(parseVerifierKey(sha256, GO_KEY.slice(0, -4))).toBeUndefined();
    expect(parseVerifierKey(sha256, "PeterNeumann")).toBeUndefined();
    expect(() => verifierKey(sha256, "two words", new Uint8Array(32))).toThrow(RangeError);
    expect(["a b", "a+b", "", "a\u2003b", "a\nb"].some(isKeyName)).toBe(false);
    expect(isKeyName("exemple.fr/journal")).toBe(true);
  });

  it("signs no text that a note cannot hold", () => {
    const { key, sign: signer } = newKey("log");
    expect(() => signNote("no newline", key, signer)).toThrow(RangeError);
    expect(() => signNote("tab\t\n", key, signer)).toThrow(RangeError);
  });
});

describe("checkpoints (c2sp.org/tlog-checkpoint)", () => {
  it("reads the specification's example and writes it back", () => {
    const text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    const checkpoint = parseCheckpoint(text);
    if (checkpoint === undefined) throw new Error("not read");
    expect(checkpoint).toMatchObject({ origin: "example.com/behind-the-sofa", size: 20852163 });
    expect(formatCheckpoint(checkpoint)).toBe(text);
    expect(parseCheckpoint(`${text}extension\n`)).toEqual(checkpoint);
  });

  it.each([
    "o\n1\n",
    "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
    "o\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
    "o\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
    "o\n99999999999999999999\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
    "o\n1\nCsUY\n",
    "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
  ])("refuses %j", (text) => {
    expect(parseCheckpoint(text)).toBeUndefined();
  });

  it("writes no checkpoint that no log can make", () => {
    const root = new Uint8Array(32);
    expect(() => formatCheckpoint({ origin: "a\nb", size: 1, root })).toThrow(RangeError);
    expect(() => formatCheckpoint({ origin: "a", size: 1.5, root })).toThrow(RangeError);
    expect(() => formatCheckpoint({ origin: "a", size: 1, root: root.slice(1) })).toThrow(RangeError);
  });
});
