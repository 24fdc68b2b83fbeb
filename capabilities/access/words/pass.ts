import { Instant, PassNumber } from "@cordon/kernel";
import { z } from "zod";
import { lineOrNothing } from "./line.ts";
import { CategoryCode, ZoneCode } from "./perimeter.ts";

/** What an identity check at the gate needs, and no more: a person's initials and birth year, or a vehicle's plate. */
export const Holder = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("person"),
    initials: z.string().regex(/^[\p{Lu}]{1,3}$/u, "expected one to three capitals"),
    birthYear: z.int().min(1900).max(2100),
  }),
  z.object({
    kind: z.literal("vehicle"),
    plate: z.string().regex(/^[A-Z0-9][A-Z0-9-]{1,11}$/, "expected a number plate in capitals, such as AB-123-CD"),
  }),
]);
export type Holder = z.infer<typeof Holder>;

/** A CWT NumericDate (RFC 8392) as an instant: whole seconds, from 1970 on. */
const WholeSecond = Instant.regex(/^(19[7-9]|[2-9]\d\d).*\.000Z$/, "expected whole seconds from 1970 on");

/** What a pass says, signed. Times are whole seconds; half open like every period here. */
export const Claims = z.object({
  number: PassNumber,
  category: CategoryCode,
  zones: z.array(ZoneCode).min(1).max(8).readonly(),
  notBefore: WholeSecond,
  notAfter: WholeSecond,
  holder: Holder,
});
export type Claims = z.infer<typeof Claims>;

/** What is asked for when a pass is issued. */
export const PassRequest = Claims.omit({ number: true }).refine(
  ({ notBefore, notAfter }) => notBefore < notAfter,
  "a pass must end after it begins",
);
export type PassRequest = z.infer<typeof PassRequest>;

/** Names a signing key: the first four bytes of the SHA-256 of its public half, hexadecimal. */
export const KeyId = z
  .string()
  .regex(/^[0-9a-f]{8}$/, "expected eight hexadecimal digits")
  .brand<"KeyId">();
export type KeyId = z.infer<typeof KeyId>;

/** The public half of a key that signs passes. Ed25519, 32 bytes in base64url as in a JWK's `x` (RFC 8037). */
export const PassKey = z.object({
  kid: KeyId,
  x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  /** Signs from then on. */
  from: Instant,
  /** Nothing it signed is taken from then on; null while it is in use. */
  retiredAt: Instant.nullable(),
});
export type PassKey = z.infer<typeof PassKey>;

/** What gates pin: whose signature key sets and rule sets must bear. Signed by the root, whose public half a gate learned when it was enrolled. */
export const KeySet = z.object({
  /** Counts up; a gate never goes back. */
  number: z.int().positive(),
  publishedAt: Instant,
  keys: z.array(PassKey).max(50).readonly(),
});
export type KeySet = z.infer<typeof KeySet>;

export const RevocationReason = z.enum(["lost", "stolen", "replaced", "withdrawn", "issued-in-error", "abused"]);
export type RevocationReason = z.infer<typeof RevocationReason>;

/** A pass as the pass desk and the audited lookup see it. Who holds it is not known here (see the ADR on holders). */
export const PassView = z.object({
  number: PassNumber,
  category: CategoryCode,
  zones: z.array(ZoneCode).readonly(),
  notBefore: Instant,
  notAfter: Instant,
  holder: z.enum(["person", "vehicle"]),
  kid: KeyId,
  issuedAt: Instant,
  revoked: z.object({ at: Instant, reason: RevocationReason, note: lineOrNothing(200) }).nullable(),
});
export type PassView = z.infer<typeof PassView>;
