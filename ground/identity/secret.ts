import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { type Instant, millisecondsOf } from "@cordon/kernel";
import { z } from "zod";

/** A bearer secret of 256 bits, in base64url: what an invitation link, an enrolment code and a session cookie carry. */
export const Token = z.string().regex(/^[A-Za-z0-9_-]{43}$/, "expected 32 bytes in base64url");

export function newToken(): string {
  for (;;) {
    const token = randomBytes(32).toString("base64url");
    // Somebody types it behind `--enrol`, where a dash would begin another option.
    if (!token.startsWith("-")) return token;
  }
}

/** What is kept of a token. Plain SHA-256: there is nothing to guess in 256 random bits. */
export function tokenHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

const RANDOM_BYTES = 16;
const TIME_BYTES = 6;
const MAC_BYTES = 32;
const CHALLENGE_BYTES = RANDOM_BYTES + TIME_BYTES + MAC_BYTES;
export const Challenge = z.string().regex(/^[A-Za-z0-9_-]{72}$/, "expected a challenge of this server");

/**
 * A challenge that carries its own end and this server's seal, so that asking for one stores nothing: only one that was
 * answered rightly is remembered, as spent. `purpose` names what the answer is good for, e.g. `enrol 01J3...`.
 */
export function issueChallenge(secret: Uint8Array, purpose: string, until: Instant): string {
  const head = Buffer.alloc(RANDOM_BYTES + TIME_BYTES);
  randomBytes(RANDOM_BYTES).copy(head);
  head.writeUIntBE(millisecondsOf(until), RANDOM_BYTES, TIME_BYTES);
  return Buffer.concat([head, sealOf(secret, purpose, head)]).toString("base64url");
}

/** When the challenge ends, if this server issued it for this purpose and it has not ended; else null. */
export function challengeEnd(secret: Uint8Array, purpose: string, challenge: string, now: Instant): number | null {
  const bytes = Buffer.from(challenge, "base64url");
  // Node.js forgives stray bits; only the one spelling that was issued counts, or a spent challenge could be spelt anew.
  if (bytes.length !== CHALLENGE_BYTES || bytes.toString("base64url") !== challenge) return null;
  const head = bytes.subarray(0, RANDOM_BYTES + TIME_BYTES);
  if (!timingSafeEqual(sealOf(secret, purpose, head), bytes.subarray(RANDOM_BYTES + TIME_BYTES))) return null;
  const untilMs = head.readUIntBE(RANDOM_BYTES, TIME_BYTES);
  return millisecondsOf(now) < untilMs ? untilMs : null;
}

function sealOf(secret: Uint8Array, purpose: string, head: Uint8Array): Buffer {
  return createHmac("sha256", secret).update(`cordon challenge v1\n${purpose}\n`).update(head).digest();
}
