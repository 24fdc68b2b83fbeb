import { createPublicKey, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fromHex, toHex } from "@cordon/kernel";
import { decodeBase45, encodeBase45, toBase64url, verifyPlain } from "../rules.ts";
import { COSE } from "./exclusions.ts";
import { dataFiles, dataJson, dataThere, KEPT, Ledger, SUITES } from "./ledger.ts";
import { keyOf, verifyCose } from "./signatures.ts";

const NONE = new Uint8Array(0);
const bytesOf = (hex: string): Uint8Array => fromHex(hex) ?? NONE;

const Signer = z.object({ key: z.record(z.string(), z.unknown()), external: z.string().optional() });
const Example = z.object({
  title: z.string(),
  fail: z.boolean().optional(),
  input: z.object({
    sign0: Signer.optional(),
    sign: z.object({ signers: z.array(Signer) }).optional(),
    failures: z.unknown().optional(),
  }),
  output: z.object({ cbor: z.string() }),
});

describe.skipIf(!dataThere("cose-examples"))("the examples of the COSE working group", () => {
  it("verify, and do not with a bit of the content changed", async () => {
    const ledger = new Ledger(COSE);
    const files = await dataFiles(SUITES.cose);
    for (const file of files) {
      const { input, output, fail } = Example.parse(await dataJson(file));
      const signers = input.sign0 === undefined ? (input.sign?.signers ?? []) : [input.sign0];
      const keys = signers.map((signer) => keyOf(signer.key));
      const external = bytesOf(signers[0]?.external ?? "");
      const bytes = bytesOf(output.cbor);
      ledger.expect(file, "verify", verifyCose(bytes, keys, external) === (fail !== true));
      if (keys.length === 0) continue;
      const changed = bytes.with(bytes.length - 1, (bytes.at(-1) ?? 0) ^ 1);
      ledger.expect(file, "refuse a changed one", verifyCose(changed, keys, external) === false);
    }
    expect(ledger.close("COSE examples", files)).toMatchObject(KEPT);
  });
});

const Case = z.object({
  tcId: z.int(),
  msg: z.string(),
  sig: z.string(),
  ctx: z.string().optional(),
  result: z.enum(["valid", "invalid", "acceptable"]),
});
const Vectors = z.object({
  algorithm: z.string(),
  testGroups: z.array(
    z.object({ type: z.string(), publicKeyDer: z.string().nullish(), publicKey: z.unknown(), tests: z.array(Case) }),
  ),
});

describe.skipIf(!dataThere("wycheproof"))("Project Wycheproof", () => {
  it("every signature is taken or refused as it says", async () => {
    const ledger = new Ledger({});
    const files = await dataFiles(SUITES.wycheproof);
    for (const file of files) {
      const { testGroups } = Vectors.parse(await dataJson(file));
      for (const group of testGroups) {
        for (const test of group.tests) {
          for (const [verifier, answer] of answers(group.type, bytesOf(group.publicKeyDer ?? ""), test))
            ledger.expect(file, `${test.tcId}: ${verifier}`, answer === (test.result === "valid"), test.result);
        }
      }
    }
    expect(ledger.close("Wycheproof", files)).toMatchObject(KEPT);
  });
});

/** What each of our verifiers says: OpenSSL's on the server, and for passes the plain one of browsers too. */
function answers(type: string, der: Uint8Array, test: z.infer<typeof Case>): readonly (readonly [string, boolean])[] {
  const [message, signature] = [bytesOf(test.msg), bytesOf(test.sig)];
  let key: ReturnType<typeof createPublicKey>;
  try {
    key = createPublicKey({ key: Buffer.from(der), format: "der", type: "spki" });
  } catch {
    return [["node:crypto", false]];
  }
  switch (type) {
    case "EddsaVerify": {
      const x = toBase64url(der.subarray(-32));
      return [
        ["node:crypto", verify(null, message, key, signature)],
        ["noble", verifyPlain(x, message, signature)],
      ];
    }
    case "EcdsaVerify":
      return [["node:crypto", verify("sha256", message, key, signature)]];
    case "EcdsaP1363Verify":
      return [["node:crypto", verify("sha256", message, { key, dsaEncoding: "ieee-p1363" }, signature)]];
    default: {
      const context = bytesOf(test.ctx ?? "");
      // A context has at most 255 bytes (FIPS 204, section 5.2); OpenSSL says so by an error.
      if (context.length > 255) return [["node:crypto", false]];
      return [["node:crypto", verify(null, message, { key, context }, signature)]];
    }
  }
}

const Base45 = z.object({
  valid: z.array(z.object({ text: z.string().optional(), hex: z.string().optional(), b45: z.string() })),
  invalid: z.array(z.object({ b45: z.string(), why: z.string() })),
});

describe.skipIf(!dataThere("base45_rfc9285.json"))("Base45 (RFC 9285)", () => {
  it("reads and writes what it must and refuses the rest", async () => {
    const file = SUITES.base45;
    const { valid, invalid } = Base45.parse(await dataJson(file));
    const ledger = new Ledger({});
    for (const { text, hex, b45 } of valid) {
      const bytes = text === undefined ? bytesOf(hex ?? "") : new TextEncoder().encode(text);
      ledger.expect(file, `write ${b45}`, encodeBase45(bytes) === b45);
      ledger.expect(file, `read ${b45}`, toHex(decodeBase45(b45) ?? Uint8Array.of(0xbad)) === toHex(bytes));
    }
    for (const { b45, why } of invalid) ledger.expect(file, `refuse ${b45}: ${why}`, decodeBase45(b45) === null);
    expect(ledger.close("Base45", [file])).toMatchObject(KEPT);
  });
});
