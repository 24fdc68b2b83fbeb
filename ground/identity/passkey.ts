import { isIP } from "node:net";
import { type Refusal } from "@cordon/kernel";
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { isoBase64URL } from "@simplewebauthn/server/helpers";
import { z } from "zod";
import { isLoopback } from "./loopback.ts";
import type { PasskeyRow } from "./tables.ts";
import { refuseAs } from "../refusals.ts";

/** WebAuthn Level 3. `https://w3c.github.io/webauthn/`; the JSON forms are its section 5.1.8 and 5.1.9. */

const base64url = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[A-Za-z0-9_-]+$/, "expected base64url");
const Transport = z.enum(["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"]);

/** What `navigator.credentials.create()` answers, as JSON. */
export const RegistrationResponse = z.object({
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: base64url(8_192),
    attestationObject: base64url(65_536),
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
});
export type RegistrationResponse = z.infer<typeof RegistrationResponse>;

/** What `navigator.credentials.get()` answers, as JSON. */
export const AssertionResponse = z.object({
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: base64url(8_192),
    authenticatorData: base64url(8_192),
    signature: base64url(8_192),
    userHandle: base64url(128).nullish(),
  }),
});
export type AssertionResponse = z.infer<typeof AssertionResponse>;

/** Options for the browser, handed through untouched: `PublicKeyCredentialCreationOptionsJSON` or `...RequestOptionsJSON`. */
export const PublicKeyOptions = z.record(z.string(), z.json());
export type PublicKeyOptions = z.infer<typeof PublicKeyOptions>;

/** Ed25519 and ES256: what authenticators of today have, and no RSA. */
const ALGORITHMS = [-8, -7];

/** The relying party: the host of the page's origin. Browsers give passkeys to names alone, never to addresses. */
export function relyingParty(origin: string | null): { readonly id: string; readonly origin: string } | Refusal {
  if (origin === null)
    return refuseAs("passkey-needs-browser", "not-possible-now", "A passkey needs a browser: open Cordon's page.");
  const id = new URL(origin).hostname;
  if (isIP(id.replace(/^\[|\]$/g, "")) === 0) return { id, origin };
  const named = isLoopback(id) ? `as ${namedOrigin(origin)}` : "by its name";
  return refuseAs(
    "passkey-needs-name",
    "not-possible-now",
    `Browsers give no passkeys to an address of numbers: open this page ${named}.`,
    undefined,
    { address: isLoopback(id) ? namedOrigin(origin) : "" },
  );
}

/** The same origin under a name that can have passkeys, where there is one: this machine is `localhost`. */
export function namedOrigin(origin: string): string {
  const url = new URL(origin);
  if (isLoopback(url.hostname)) url.hostname = "localhost";
  return url.origin;
}

export async function creationOptions(ask: {
  readonly rpId: string;
  readonly challenge: string;
  /** Opaque: the person's id. */
  readonly user: string;
  readonly name: string;
  readonly known: readonly Pick<PasskeyRow, "credential" | "transports">[];
}): Promise<PublicKeyOptions> {
  const options = await generateRegistrationOptions({
    rpName: "Cordon",
    rpID: ask.rpId,
    userName: ask.name,
    userDisplayName: ask.name,
    userID: isoBase64URL.toBuffer(Buffer.from(ask.user).toString("base64url")),
    challenge: isoBase64URL.toBuffer(ask.challenge),
    attestationType: "none",
    excludeCredentials: ask.known.map(({ credential, transports }) => ({
      id: credential,
      transports: transportsOf(transports),
    })),
    // Discoverable, so that nobody types a name; verified by PIN or touch, so that a found key is not enough.
    authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
    supportedAlgorithmIDs: ALGORITHMS,
    timeout: 120_000,
  });
  return PublicKeyOptions.parse(JSON.parse(JSON.stringify(options)));
}

export async function requestOptions(rpId: string, challenge: string): Promise<PublicKeyOptions> {
  const options = await generateAuthenticationOptions({
    rpID: rpId,
    challenge: isoBase64URL.toBuffer(challenge),
    userVerification: "required",
    timeout: 120_000,
  });
  return PublicKeyOptions.parse(JSON.parse(JSON.stringify(options)));
}

export interface VerifiedPasskey {
  readonly credential: string;
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
}

/** The challenge that the authenticator answered, as it says; null when that cannot be read. It proves nothing yet. */
export function answeredChallenge(clientDataJSON: string): string | null {
  const ClientData = z.object({ challenge: base64url(200) });
  try {
    return ClientData.parse(JSON.parse(Buffer.from(clientDataJSON, "base64url").toString())).challenge;
  } catch {
    return null;
  }
}

export async function verifyCreation(
  response: RegistrationResponse,
  expected: { readonly rpId: string; readonly origin: string; readonly challenge: string },
): Promise<VerifiedPasskey | Refusal> {
  const { transports, ...parts } = response.response;
  const verification = await answerOf(() =>
    verifyRegistrationResponse({
      response: {
        ...response,
        clientExtensionResults: {},
        response: { ...parts, transports: transportsOf(transports ?? []) },
      },
      expectedChallenge: expected.challenge,
      expectedOrigin: expected.origin,
      expectedRPID: expected.rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    }),
  );
  if (verification === null || !verification.verified) return notVerified();
  const { credential } = verification.registrationInfo;
  return {
    credential: credential.id,
    publicKey: isoBase64URL.fromBuffer(credential.publicKey),
    counter: credential.counter,
    transports: transportsOf(transports ?? []),
  };
}

/** The new signature counter. A counter that does not go up means a copied authenticator (section 6.1.1): refused. */
export async function verifyAssertion(
  response: AssertionResponse,
  expected: { readonly rpId: string; readonly origin: string; readonly challenge: string },
  passkey: Pick<PasskeyRow, "credential" | "public_key" | "counter">,
): Promise<{ readonly counter: number } | Refusal> {
  const { userHandle, ...parts } = response.response;
  const verification = await answerOf(() =>
    verifyAuthenticationResponse({
      response: {
        ...response,
        clientExtensionResults: {},
        response: userHandle == null ? parts : { ...parts, userHandle },
      },
      expectedChallenge: expected.challenge,
      expectedOrigin: expected.origin,
      expectedRPID: expected.rpId,
      requireUserVerification: true,
      credential: {
        id: passkey.credential,
        publicKey: isoBase64URL.toBuffer(passkey.public_key),
        counter: passkey.counter,
      },
    }),
  );
  if (verification === null || !verification.verified) return notVerified();
  return { counter: verification.authenticationInfo.newCounter };
}

/** The same words for every failure: which check failed helps only who tries to get past it. */
export function notVerified(): Refusal {
  return refuseAs("passkey-not-accepted", "not-permitted", "This passkey was not accepted.");
}

/** The library throws for whatever a stranger sent that does not verify: an expected outcome here, so a value. */
async function answerOf<Verification>(verify: () => Promise<Verification>): Promise<Verification | null> {
  try {
    return await verify();
  } catch {
    return null;
  }
}

function transportsOf(texts: readonly string[]): z.infer<typeof Transport>[] {
  return texts.flatMap((text) => {
    const transport = Transport.safeParse(text);
    return transport.success ? [transport.data] : [];
  });
}
