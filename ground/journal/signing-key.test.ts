import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newSigningKeyText, parseSigningKey, publishedKey, signingKeyIn, verifyEd25519 } from "./signing-key.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cordon-key-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the signing key", () => {
  it("is made once, for its owner's eyes, and found again", () => {
    const made = signingKeyIn(folder, "ceremony.example/journal");
    const found = signingKeyIn(folder, "another name");
    if ("problem" in made || "problem" in found) throw new Error("no key");
    expect(publishedKey(found)).toBe(publishedKey(made));
    expect(made.verifier.name).toBe("ceremony.example/journal");
    expect(statSync(join(folder, "journal.key")).mode & 0o777).toBe(0o600);
    const message = Buffer.from("hello");
    expect(verifyEd25519(found.verifier.publicKey, message, made.sign(message))).toBe(true);
    expect(verifyEd25519(found.verifier.publicKey, Buffer.from("hullo"), made.sign(message))).toBe(false);
  });

  it("is refused when others can read it, when it is damaged, and when its folder is not there", () => {
    const file = join(folder, "journal.key");
    signingKeyIn(folder);
    chmodSync(file, 0o644);
    expect(signingKeyIn(folder)).toMatchObject({ problem: "key-exposed" });
    chmodSync(file, 0o600);
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace(/\+[0-9a-f]{8}\+/, "+00000000+"));
    expect(signingKeyIn(folder)).toMatchObject({ problem: "key-malformed" });
    expect(signingKeyIn(join(folder, "nowhere"))).toMatchObject({ problem: "key-unreadable" });
  });

  it("reads the form that Go's sumdb/note writes", () => {
    const key = parseSigningKey("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");
    expect(key === undefined ? key : publishedKey(key)).toBe(
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    );
    expect(parseSigningKey(newSigningKeyText("a").slice(0, -4))).toBeUndefined();
  });
});
