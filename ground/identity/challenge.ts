import { type Instant, instantOf, type Refusal } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { CHALLENGE_MINUTES, later } from "./rules.ts";
import { challengeEnd, issueChallenge, tokenHash } from "./secret.ts";
import type { IdentityTables } from "./tables.ts";
import { refuseAs } from "../refusals.ts";

/** Issues a challenge. Stores nothing. */
export async function challengeFor(read: Kysely<IdentityTables>, purpose: string, now: Instant): Promise<string> {
  return issueChallenge(await serverSecret(read), purpose, later(now, CHALLENGE_MINUTES * 60));
}

/**
 * Takes a challenge that was answered rightly, once: a second answer is refused whichever server it reaches.
 * Call it last, when all else holds: only what is accepted is remembered.
 */
export async function spend(
  tx: Kysely<IdentityTables>,
  purpose: string,
  challenge: string,
  now: Instant,
): Promise<Refusal | null> {
  const untilMs = challengeEnd(await serverSecret(tx), purpose, challenge, now);
  if (untilMs === null) return tooLate();
  const spent = await tx
    .insertInto("identity_spent_challenge")
    .values({ challenge: tokenHash(challenge), until: instantOf(untilMs) })
    .onConflict((conflict) => conflict.column("challenge").doNothing())
    .returning("challenge")
    .executeTakeFirst();
  return spent === undefined ? tooLate() : null;
}

function tooLate(): Refusal {
  return refuseAs(
    "challenge-over",
    "not-permitted",
    "This took too long, or was answered already: begin again.",
    "challenge",
  );
}

async function serverSecret(read: Kysely<IdentityTables>): Promise<Uint8Array> {
  const row = await read.selectFrom("identity_secret").select("secret").where("id", "=", 1).executeTakeFirstOrThrow();
  return Buffer.from(row.secret);
}
