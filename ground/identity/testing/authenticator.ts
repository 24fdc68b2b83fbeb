import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";
import { z } from "zod";
import type { AssertionResponse, PublicKeyOptions, RegistrationResponse } from "../passkey.ts";

/**
 * An authenticator in software with the browser around it, for tests: makes and uses discoverable passkeys, attestation `none`, as
 * WebAuthn Level 3 sections 6.1 and 6.5 write the bytes. `bend` says what to get wrong.
 */
export interface Bend {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly type?: string;
  readonly userVerified?: boolean;
  /** Used instead of the next count. */
  readonly counter?: number;
  readonly spoilSignature?: boolean;
  readonly userHandle?: string;
}

const Creation = z.object({
  rp: z.object({ id: z.string() }),
  user: z.object({ id: z.string() }),
  challenge: z.string(),
});
const Request = z.object({ rpId: z.string(), challenge: z.string() });

type Algorithm = "ES256" | "EdDSA";

export class SoftwareAuthenticator {
  readonly #origin: string;
  readonly #algorithm: Algorithm;
  readonly #counts: boolean;
  #passkey: { readonly id: Buffer; readonly key: KeyObject; readonly user: string } | null = null;
  #counter = 0;

  /** @param counts whether it keeps a signature counter, as security keys do and synced passkeys do not */
  constructor(origin: string, algorithm: Algorithm = "ES256", counts = true) {
    this.#origin = origin;
    this.#algorithm = algorithm;
    this.#counts = counts;
  }

  create(options: PublicKeyOptions, bend: Bend = {}): RegistrationResponse {
    const asked = Creation.parse(options);
    const { publicKey, privateKey } =
      this.#algorithm === "ES256" ? generateKeyPairSync("ec", { namedCurve: "P-256" }) : generateKeyPairSync("ed25519");
    const id = randomBytes(32);
    this.#passkey = { id, key: privateKey, user: asked.user.id };
    const credential = Buffer.concat([Buffer.alloc(16), uint16(id.length), id, coseKeyOf(publicKey)]);
    const authData = Buffer.concat([this.#authenticatorData(bend.rpId ?? asked.rp.id, 0x40, bend), credential]);
    const attestation = isoCBOR.encode(
      new Map<string, string | Uint8Array | Map<string, string>>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", new Uint8Array(authData)],
      ]),
    );
    return {
      id: id.toString("base64url"),
      rawId: id.toString("base64url"),
      type: "public-key",
      response: {
        clientDataJSON: this.#clientData(
          bend.type ?? "webauthn.create",
          bend.challenge ?? asked.challenge,
          bend,
        ).toString("base64url"),
        attestationObject: Buffer.from(attestation).toString("base64url"),
        transports: ["internal"],
      },
    };
  }

  /** @throws Error before `create` */
  get(options: PublicKeyOptions, bend: Bend = {}): AssertionResponse {
    const asked = Request.parse(options);
    const passkey = this.#passkey;
    if (passkey === null) throw new Error("this authenticator has no passkey yet");
    const clientData = this.#clientData(bend.type ?? "webauthn.get", bend.challenge ?? asked.challenge, bend);
    const authData = this.#authenticatorData(bend.rpId ?? asked.rpId, 0, bend);
    const signed = Buffer.concat([authData, createHash("sha256").update(clientData).digest()]);
    const signature = sign(this.#algorithm === "ES256" ? "sha256" : null, signed, passkey.key);
    if (bend.spoilSignature === true) signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
    return {
      id: passkey.id.toString("base64url"),
      rawId: passkey.id.toString("base64url"),
      type: "public-key",
      response: {
        clientDataJSON: clientData.toString("base64url"),
        authenticatorData: authData.toString("base64url"),
        signature: signature.toString("base64url"),
        userHandle: bend.userHandle ?? passkey.user,
      },
    };
  }

  #clientData(type: string, challenge: string, bend: Bend): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: bend.origin ?? this.#origin, crossOrigin: false }));
  }

  #authenticatorData(rpId: string, flags: number, bend: Bend): Buffer {
    if (this.#counts) this.#counter += 1;
    const userPresent = 0x01;
    const userVerified = bend.userVerified === false ? 0 : 0x04;
    const rest = Buffer.alloc(5);
    rest.writeUInt8(flags | userPresent | userVerified);
    rest.writeUInt32BE(bend.counter ?? this.#counter, 1);
    return Buffer.concat([createHash("sha256").update(rpId).digest(), rest]);
  }
}

/** RFC 9053: kty, alg, crv, x, y by their numbers. */
function coseKeyOf(key: KeyObject): Buffer {
  const { x, y } = z.object({ x: z.string(), y: z.string().optional() }).parse(key.export({ format: "jwk" }));
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, "base64url"));
  const entries: [number, number | Uint8Array][] =
    y === undefined
      ? [
          [1, 1],
          [3, -8],
          [-1, 6],
          [-2, bytes(x)],
        ]
      : [
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, bytes(x)],
          [-3, bytes(y)],
        ];
  return Buffer.from(isoCBOR.encode(new Map(entries)));
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}
