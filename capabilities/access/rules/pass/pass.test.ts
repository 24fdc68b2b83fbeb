import { generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromHex } from "@cordon/kernel";
import { Claims, KeySet, type KeyId } from "../../words.ts";
import { decodeBase45, encodeBase45 } from "./base45.ts";
import { fromBase64url } from "./base64url.ts";
import { type CborKey, CborTagged, decodeCbor } from "./cbor.ts";
import { type CborWritable, encodeCbor } from "./cbor-writer.ts";
import { sigStructure } from "./cose.ts";
import { bytesOfKeyId, findKey, keyIdOfPublicKey } from "./keys.ts";
import { decodePass, LONGEST_PASS, PASS_PREFIX, passLength, passToSign } from "./pass.ts";
import { credentialLater, credentialOf, type Verify, verifyPlain } from "./verify.ts";

function keyPair(): { kid: KeyId; x: string; secret: KeyObject; open: KeyObject } {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const x = publicKey.export({ format: "jwk" }).x ?? "";
  return { kid: keyIdOfPublicKey(fromBase64url(x) ?? new Uint8Array()), x, secret: privateKey, open: publicKey };
}

const KEY = keyPair();
const OTHER = keyPair();
const KEYS = KeySet.parse({
  number: 3,
  publishedAt: "2024-07-01T00:00:00.000Z",
  keys: [{ kid: KEY.kid, x: KEY.x, from: "2024-07-01T00:00:00.000Z", retiredAt: "2024-08-01T00:00:00.000Z" }],
});
const NOON = Claims.shape.notBefore.parse("2024-07-26T12:00:00.000Z");

const RESIDENT = Claims.parse({
  number: 123_456,
  category: "resident",
  zones: ["G1", "R2"],
  notBefore: "2024-07-18T00:00:00.000Z",
  notAfter: "2024-07-27T00:00:00.000Z",
  holder: { kind: "person", initials: "ÉB", birthYear: 1980 },
});

function passOf(claims: Claims, key = KEY): string {
  const unsigned = passToSign(claims, key.kid);
  return unsigned.finish(sign(null, unsigned.toBeSigned, key.secret));
}

/** A pass with any payload, header or wrapping, rightly signed: what only a thief of the key or a careless issuer could make. */
function signedPass(parts: {
  payload: Uint8Array;
  header?: Uint8Array;
  unprotected?: Map<CborKey, CborWritable>;
  tag?: number | null;
  around?: (bytes: Uint8Array) => Uint8Array;
}): string {
  const header =
    parts.header ??
    headerOf([
      [1, -8],
      [4, bytesOfKeyId(KEY.kid)],
    ]);
  const signature = sign(null, sigStructure("Signature1", [header, new Uint8Array(0), parts.payload]), KEY.secret);
  const array = [header, parts.unprotected ?? new Map(), parts.payload, new Uint8Array(signature)];
  const bytes = encodeCbor(parts.tag === null ? array : tagged(parts.tag ?? 18, array));
  return PASS_PREFIX + encodeBase45(parts.around?.(bytes) ?? bytes);
}

function tagged(tag: number, array: readonly (Uint8Array | Map<CborKey, CborWritable>)[]): CborTagged {
  return new CborTagged(tag, array);
}

function headerOf(members: readonly (readonly [CborKey, CborWritable])[]): Uint8Array {
  return encodeCbor(new Map(members));
}

function payload(change: Partial<Record<"notAfter" | "notBefore" | "pass", CborWritable>> = {}): Uint8Array {
  return encodeCbor(
    new Map<CborKey, CborWritable>([
      [4, change.notAfter ?? 1_722_038_400],
      [5, change.notBefore ?? 1_721_260_800],
      [-65537, change.pass ?? [123_456, "resident", ["G1", "R2"], ["AB", 1980]]],
    ]),
  );
}

const MALFORMED = { read: false, because: "malformed" };
const hex = (text: string): Uint8Array => fromHex(text) ?? new Uint8Array(0);

describe("a pass", () => {
  it("says what was signed, in a code of few characters", () => {
    const text = passOf(RESIDENT);
    expect(text).toMatch(/^CP1:[0-9A-Z $%*+\-./:]+$/);
    expect(text.length).toBe(passLength(RESIDENT));
    expect(text.length).toBeLessThanOrEqual(LONGEST_PASS);
    const decoded = decodePass(text);
    if (!decoded.read) throw new Error(decoded.because);
    expect(decoded.claims).toEqual(RESIDENT);
    expect(decoded.kid).toBe(KEY.kid);
    expect(verify(null, decoded.toBeSigned, KEY.open, decoded.signature)).toBe(true);
  });

  it("is believed by its signature alone, on the server, in a browser and in plain JavaScript", async () => {
    const onServer: Verify = (_key, toBeSigned, signature) => verify(null, toBeSigned, KEY.open, signature);
    const genuine = { kind: "pass", claims: RESIDENT };
    const text = passOf(RESIDENT);
    expect(credentialOf(text, KEYS, NOON, onServer)).toEqual(genuine);
    expect(credentialOf(text, KEYS, NOON, verifyPlain)).toEqual(genuine);
    const webCrypto = await credentialLater(text, KEYS, NOON, async (x, toBeSigned, signature) => {
      const key = await crypto.subtle.importKey("jwk", { kty: "OKP", crv: "Ed25519", x }, "Ed25519", false, ["verify"]);
      return crypto.subtle.verify("Ed25519", key, Uint8Array.from(signature), Uint8Array.from(toBeSigned));
    });
    expect(webCrypto).toEqual(genuine);
  });

  it("of another's key, however named, is not genuine", () => {
    expect(credentialOf(passOf(RESIDENT, OTHER), KEYS, NOON, verifyPlain)).toEqual({
      kind: "not-genuine",
      because: "unknown-key",
    });
    const forged = passOf(RESIDENT, { ...OTHER, kid: KEY.kid });
    expect(credentialOf(forged, KEYS, NOON, verifyPlain)).toEqual({ kind: "not-genuine", because: "bad-signature" });
  });

  it("of a retired key or one not yet in use is not genuine", () => {
    const at = (text: string) => findKey(KEYS, KEY.kid, Claims.shape.notBefore.parse(text));
    expect(at("2024-08-01T00:00:00.000Z")).toBe("retired-key");
    expect(at("2024-07-31T23:59:59.000Z")).toMatchObject({ kid: KEY.kid });
    expect(at("2024-06-30T23:58:59.000Z")).toBe("from-the-future");
    // A gate whose clock is a little behind.
    expect(at("2024-06-30T23:59:30.000Z")).toMatchObject({ kid: KEY.kid });
    expect(findKey(KEYS, OTHER.kid, NOON)).toBe("unknown-key");
  });

  it("with any byte changed is not believed", () => {
    const text = passOf(RESIDENT);
    const bytes = decodeBase45(text, 4) ?? new Uint8Array(0);
    for (let index = 0; index < bytes.length; index++) {
      const changed = Uint8Array.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ (1 << (index % 8));
      expect(credentialOf(PASS_PREFIX + encodeBase45(changed), KEYS, NOON, verifyPlain).kind).not.toBe("pass");
    }
  });
});

describe("what is no pass", () => {
  it("is told apart from a pass of a version to come and from a spoilt one", () => {
    for (const text of ["", "https://example.org", "HC1:6BF", "cp1:ABC", "CP:", "CP0:A", "CP1", "XCP1:A"])
      expect(decodePass(text)).toEqual({ read: false, because: "not-a-pass" });
    for (const text of ["CP2:ABC", "CP10:", "CP9999:X"])
      expect(decodePass(text)).toEqual({ read: false, because: "newer-version" });
    const good = passOf(RESIDENT);
    for (const text of ["CP1:", "CP1:A", "CP1:abc", `${good} `, `${good}\n`, good.slice(0, -1), good + good.slice(4)])
      expect(decodePass(text)).toEqual(MALFORMED);
  });

  const rightly: readonly (readonly [string, Parameters<typeof signedPass>[0]])[] = [
    ["no tag", { payload: payload(), tag: null }],
    ["the tag of a COSE_Mac0", { payload: payload(), tag: 17 }],
    ["a tag of a CWT around", { payload: payload(), around: (bytes) => Uint8Array.from([0xd8, 0x3d, ...bytes]) }],
    ["a byte behind", { payload: payload(), around: (bytes) => Uint8Array.from([...bytes, 0]) }],
    [
      "an array without an end",
      { payload: payload(), around: (b) => Uint8Array.from([0xd2, 0x9f, ...b.slice(2), 0xff]) },
    ],
    ["no algorithm", { payload: payload(), header: headerOf([[4, bytesOfKeyId(KEY.kid)]]) }],
    [
      "ES256",
      {
        payload: payload(),
        header: headerOf([
          [1, -7],
          [4, bytesOfKeyId(KEY.kid)],
        ]),
      },
    ],
    ["no key", { payload: payload(), header: headerOf([[1, -8]]) }],
    [
      "a key of eight bytes",
      {
        payload: payload(),
        header: headerOf([
          [1, -8],
          [4, new Uint8Array(8)],
        ]),
      },
    ],
    [
      "a content type",
      {
        payload: payload(),
        header: headerOf([
          [1, -8],
          [3, "a"],
          [4, bytesOfKeyId(KEY.kid)],
        ]),
      },
    ],
    [
      "a critical header",
      {
        payload: payload(),
        header: headerOf([
          [1, -8],
          [2, [9]],
          [4, bytesOfKeyId(KEY.kid)],
        ]),
      },
    ],
    [
      "a header of no meaning",
      {
        payload: payload(),
        header: headerOf([
          [1, -8],
          [4, bytesOfKeyId(KEY.kid)],
          [9, 1],
        ]),
      },
    ],
    ["headers out of order", { payload: payload(), header: hex(`a20444${KEY.kid}0127`) }],
    ["an unprotected header", { payload: payload(), unprotected: new Map([[4, bytesOfKeyId(KEY.kid)]]) }],
    ["a payload that is no map", { payload: encodeCbor([1, 2, 3]) }],
    [
      "one claim more",
      {
        payload: encodeCbor(
          new Map<CborKey, CborWritable>([
            [4, 1],
            [5, 1],
            [6, 1],
            [-65537, [1, "ab", ["G"], "AB-1"]],
          ]),
        ),
      },
    ],
    ["a claim twice", { payload: hex("a40401040105013a00010000840162616281614764414d2d31") }],
    ["a fraction of a second", { payload: hex("a304f93c0005013a00010000840162616281614764414d2d31") }],
    ["a time before 1970", { payload: payload({ notBefore: -1 }) }],
    ["a time after 9999", { payload: payload({ notAfter: 253_402_300_800 }) }],
    ["pass number 0", { payload: payload({ pass: [0, "resident", ["G1"], ["AB", 1980]] }) }],
    ["pass number 2^32", { payload: payload({ pass: [4_294_967_296, "resident", ["G1"], ["AB", 1980]] }) }],
    ["no zone", { payload: payload({ pass: [1, "resident", [], ["AB", 1980]] }) }],
    ["nine zones", { payload: payload({ pass: [1, "resident", "ABCDEFGHI".split(""), ["AB", 1980]] }) }],
    ["a holder without a year", { payload: payload({ pass: [1, "resident", ["G1"], ["AB"]] }) }],
    ["something more", { payload: payload({ pass: [1, "resident", ["G1"], ["AB", 1980], 1] }) }],
    [
      "too many characters",
      { payload: payload({ pass: [1, "resident", Array.from({ length: 8 }, () => "ABCDEF"), ["AB", 1980]] }) },
    ],
  ];
  for (const [what, parts] of rightly) {
    it(`is refused though rightly signed: ${what}`, () => {
      expect(decodePass(signedPass(parts))).toEqual(MALFORMED);
    });
  }

  it("the same way of signing makes a pass of the right parts", () => {
    expect(decodePass(signedPass({ payload: payload() })).read).toBe(true);
  });
});

/** Values at and around what claims may be. */
const near = fc.oneof(
  fc.constantFrom<CborWritable>(
    "resident",
    "r",
    "Resident",
    "re-1",
    "a".repeat(16),
    "a".repeat(17),
    "",
    "G1",
    "GGGGGG",
    "G".repeat(7),
  ),
  fc.constantFrom<CborWritable>(
    "AB",
    "É",
    "Ab",
    "ABCD",
    "ǅ",
    "𝐀𝐁",
    "AB-123-CD",
    "-A",
    "A",
    "A".repeat(12),
    "A".repeat(13),
  ),
  fc.constantFrom<CborWritable>(
    0,
    1,
    1899,
    1900,
    2100,
    2101,
    4_294_967_295,
    4_294_967_296,
    -1,
    253_402_300_799,
    253_402_300_800,
  ),
  fc.string({ unit: "grapheme", maxLength: 4 }),
  fc.integer(),
);
/** Mostly right, or hardly anything would be taken. */
const mostly = (right: fc.Arbitrary<CborWritable>) => fc.oneof({ weight: 9, arbitrary: right }, near);
const zones = fc.array(mostly(fc.constantFrom("G1", "R2", "B")), { minLength: 1, maxLength: 9 });
const holder = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(mostly(fc.constantFrom("AB", "É", "𝐀")), mostly(fc.integer({ min: 1890, max: 2110 }))),
  },
  { weight: 3, arbitrary: fc.constantFrom("AB-123-CD", "ab", "AB") },
  near,
);
const payloads = fc.record({
  notAfter: mostly(fc.integer({ min: 0, max: 4e9 })),
  notBefore: mostly(fc.integer({ min: 0, max: 4e9 })),
  number: mostly(fc.integer({ min: 1, max: 4e9 })),
  category: mostly(fc.constantFrom("resident", "worker", "press-2")),
  zones: fc.oneof({ weight: 9, arbitrary: zones }, fc.constant([])),
  holder,
});

describe("the checks by hand", () => {
  it("take exactly what the schema of claims takes and a code can carry", () => {
    let taken = 0;
    fc.assert(
      fc.property(payloads, (given) => {
        const text = signedPass({
          payload: payload({
            notAfter: given.notAfter,
            notBefore: given.notBefore,
            pass: [given.number, given.category, given.zones, given.holder],
          }),
        });
        const claims = Claims.safeParse({
          number: given.number,
          category: given.category,
          zones: given.zones,
          notBefore: instant(given.notBefore),
          notAfter: instant(given.notAfter),
          holder: Array.isArray(given.holder)
            ? { kind: "person", initials: given.holder[0], birthYear: given.holder[1] }
            : { kind: "vehicle", plate: given.holder },
        });
        const decoded = decodePass(text);
        expect(decoded.read).toBe(claims.success && text.length <= LONGEST_PASS);
        if (!decoded.read) return;
        taken++;
        expect(decoded.claims).toEqual(claims.data);
        expect(passLength(decoded.claims)).toBe(text.length);
        expect(passOf(decoded.claims).slice(0, 60)).toBe(text.slice(0, 60));
      }),
      { numRuns: 2000 },
    );
    expect(taken).toBeGreaterThan(100);
  });

  it("read or refuse any text", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 160 }), (bytes) => {
        expect(decodePass(PASS_PREFIX + encodeBase45(bytes)).read).toBe(false);
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(decodePass(text).read).toBe(false);
      }),
    );
  });
});

it("claims that cannot be a pass are not signed", () => {
  const long = Claims.parse({
    ...RESIDENT,
    zones: ["A", "B", "C", "D", "E", "F", "G", "H"].map((letter) => letter.repeat(6)),
  });
  expect(passLength(long)).toBeGreaterThan(LONGEST_PASS);
  expect(() => passOf(long)).toThrow("too long");
  expect(Claims.safeParse({ ...RESIDENT, notAfter: "2024-07-27T00:00:00.500Z" }).success).toBe(false);
});

it("the payload has three claims and no name", () => {
  const structure = decodeCbor(passToSign(RESIDENT, KEY.kid).toBeSigned, { mode: "canonical", tags: [] });
  const parts = structure.ok && Array.isArray(structure.value) ? structure.value : [];
  expect(parts[0]).toBe("Signature1");
  expect(decodeCbor(parts[3], { mode: "canonical", tags: [] })).toEqual({
    ok: true,
    value: new Map<CborKey, CborWritable>([
      [4, 1_722_038_400],
      [5, 1_721_260_800],
      [-65537, [123_456, "resident", ["G1", "R2"], ["ÉB", 1980]]],
    ]),
  });
});

function instant(seconds: unknown): unknown {
  if (typeof seconds !== "number" || !Number.isInteger(seconds) || Math.abs(seconds) > 8.64e12) return seconds;
  return new Date(seconds * 1000).toISOString();
}
