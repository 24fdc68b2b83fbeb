import { X509Certificate } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { canonicalJson, fromHex, toHex } from "@cordon/kernel";
import { decodeBase45, decodePass } from "../rules.ts";
import { HEALTH } from "./exclusions.ts";
import {
  certificateIn,
  claimsOf,
  inflated,
  inForce,
  mayBeSignedBy,
  sign1Of,
  signedBy,
  signedBytesOf,
  withoutPrefix,
} from "./health-certificate.ts";
import { schemaFaults } from "./health-schema.ts";
import { qrTextIn } from "./images.ts";
import { dataBytes, dataFiles, dataJson, dataThere, KEPT, Ledger, SUITES } from "./ledger.ts";

const Raw = z.object({
  JSON: z.unknown().optional(),
  CBOR: z.string().nullish(),
  COSE: z.string().nullish(),
  COMPRESSED: z.string().nullish(),
  BASE45: z.string().nullish(),
  PREFIX: z.string(),
  "2DCODE": z.string().nullish(),
  _2DCODE: z.string().nullish(),
  TESTCTX: z.object({
    CERTIFICATE: z.string().nullish(),
    VALIDATIONCLOCK: z.string().nullish(),
  }),
  EXPECTEDRESULTS: z.record(z.string(), z.boolean()),
});
type Raw = z.infer<typeof Raw>;

const same = (hex: string | null | undefined, bytes: Uint8Array | null): boolean =>
  bytes !== null && (hex == null || hex.toLowerCase() === toHex(bytes));

/** The steps of the test data's README by the flag that tells their outcome. Each begins with what the file has, where it has it. */
const STEPS: Readonly<Record<string, (raw: Raw) => boolean | Promise<boolean>>> = {
  EXPECTEDPICTUREDECODE: async (raw) => {
    const image = raw["2DCODE"] ?? raw._2DCODE;
    return image != null && (await qrTextIn(Buffer.from(image, "base64"))) === raw.PREFIX;
  },
  EXPECTEDUNPREFIX: (raw) => {
    const encoded = withoutPrefix(raw.PREFIX);
    return encoded !== null && (raw.BASE45 == null || encoded === raw.BASE45);
  },
  EXPECTEDB45DECODE: (raw) => same(raw.COMPRESSED, decodeBase45(raw.BASE45 ?? withoutPrefix(raw.PREFIX) ?? "a")),
  EXPECTEDCOMPRESSION: (raw) => {
    const packed = raw.COMPRESSED == null ? decodeBase45(withoutPrefix(raw.PREFIX) ?? "a") : fromHex(raw.COMPRESSED);
    return packed != null && same(raw.COSE, inflated(packed));
  },
  EXPECTEDDECODE: (raw) => {
    const claims = claimsIn(raw);
    return claims !== null && isDeepStrictEqual(claims.certificate, certificateBeside(raw));
  },
  EXPECTEDVERIFY: (raw) => {
    const sign1 = signedIn(raw);
    return sign1 !== null && signedBy(sign1, signerOf(raw));
  },
  EXPECTEDVALIDJSON: (raw) => jsonSame(claimsIn(raw)?.certificate, raw.JSON),
  EXPECTEDVALIDOBJECT: (raw) => typeof raw.JSON === "object" && raw.JSON !== null,
  EXPECTEDENCODE: (raw) => jsonSame(certificateBeside(raw), raw.JSON),
  EXPECTEDSCHEMAVALIDATION: (raw) => schemaFaults(certificateOf(raw)).length === 0,
  EXPECTEDEXPIRATIONCHECK: inForceThen,
  // So spelt in seven files.
  EXPTECTEDEXPIRED: inForceThen,
  EXPECTEDKEYUSAGE: (raw) => mayBeSignedBy(certificateOf(raw), signerOf(raw)),
};

function inForceThen(raw: Raw): boolean {
  const claims = claimsIn(raw);
  return claims !== null && inForce(claims, new Date(raw.TESTCTX.VALIDATIONCLOCK ?? Number.NaN));
}

/** What stands beside the signed bytes: some files have the certificate alone there, some the whole payload. */
function certificateBeside(raw: Raw): unknown {
  const bytes = fromHex(raw.CBOR ?? "") ?? new Uint8Array(0);
  const whole = claimsOf(bytes);
  return whole === null ? certificateIn(bytes) : whole.certificate;
}

function signedIn(raw: Raw) {
  const bytes = raw.COSE == null ? signedBytesOf(raw.PREFIX) : fromHex(raw.COSE);
  return bytes == null ? null : sign1Of(bytes);
}

function claimsIn(raw: Raw) {
  const sign1 = signedIn(raw);
  return sign1 === null ? null : claimsOf(sign1.payload);
}

function certificateOf(raw: Raw): unknown {
  return claimsIn(raw)?.certificate ?? certificateBeside(raw);
}

function signerOf(raw: Raw): X509Certificate {
  return new X509Certificate(Buffer.from(raw.TESTCTX.CERTIFICATE ?? "", "base64"));
}

function jsonSame(a: unknown, b: unknown): boolean {
  return a != null && b != null && canonicalJson(a) === canonicalJson(b);
}

describe.skipIf(!dataThere("dgc-testdata"))("the health certificates of 30 countries", () => {
  it("come out of every step as their authors say", async () => {
    const ledger = new Ledger(HEALTH);
    const files = await dataFiles(SUITES.health);
    for (const file of files) {
      const parsed = Raw.safeParse(await dataJson(file));
      ledger.expect(file, "form", parsed.success);
      if (!parsed.success) continue;
      for (const [flag, expected] of Object.entries(parsed.data.EXPECTEDRESULTS)) {
        const step = STEPS[flag];
        const outcome = step === undefined ? null : await step(parsed.data);
        ledger.expect(file, flag, outcome === expected, `${outcome}`);
      }
      // To a gate each of them is a code that is no pass.
      expect(decodePass(parsed.data.PREFIX)).toEqual({ read: false, because: "not-a-pass" });
    }
    expect(ledger.close("Health certificates", files)).toMatchObject(KEPT);
  }, 300_000);
});

describe.skipIf(!dataThere("dcc-qa"))("the pictures of health certificates", () => {
  it("are read from the picture to the claims", async () => {
    const ledger = new Ledger({});
    const files = await dataFiles(SUITES.pictures);
    for (const file of files) {
      const text = await qrTextIn(await dataBytes(file));
      ledger.expect(file, "picture", text !== null);
      if (text === null) continue;
      const bytes = signedBytesOf(text);
      const sign1 = bytes === null ? null : sign1Of(bytes);
      ledger.expect(file, "signed bytes", sign1 !== null);
      const claims = sign1 === null ? null : claimsOf(sign1.payload);
      ledger.expect(file, "claims", claims !== null);
      if (claims === null) continue;
      const faults = schemaFaults(claims.certificate);
      ledger.expect(file, "schema", faults.length === 0, faults.join("; "));
    }
    expect(ledger.close("Pictures of health certificates", files)).toMatchObject(KEPT);
  }, 300_000);
});
