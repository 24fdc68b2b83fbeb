import { type Instant, type PersonId, type Refusal } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { namedOrigin } from "./passkey.ts";
import { INVITATION_HOURS, later } from "./rules.ts";
import { newToken, tokenHash } from "./secret.ts";
import type { IdentityTables } from "./tables.ts";
import { refuseAs } from "../refusals.ts";

/** Makes the one invitation a person has; an older one ends. The token follows `#`, which browsers send to nobody. */
export async function invitationFor(
  tx: Kysely<IdentityTables>,
  person: PersonId,
  origin: string | null,
  now: Instant,
): Promise<{ readonly link: string; readonly until: Instant }> {
  const token = newToken();
  const until = later(now, INVITATION_HOURS * 3600);
  await tx.deleteFrom("identity_invitation").where("person", "=", person).execute();
  await tx
    .insertInto("identity_invitation")
    .values({ token_hash: tokenHash(token), person, until })
    .execute();
  return { link: `${origin === null ? "" : namedOrigin(origin)}/invitation#${token}`, until };
}

/** Whom an invitation is for. */
export async function invited(read: Kysely<IdentityTables>, token: string, now: Instant): Promise<PersonId | Refusal> {
  const row = await read
    .selectFrom("identity_invitation")
    .select(["person", "until"])
    .where("token_hash", "=", tokenHash(token))
    .executeTakeFirst();
  if (row === undefined || row.until <= now) {
    return refuseAs(
      "invitation-over",
      "not-permitted",
      "This invitation was used already, or is over: ask for another.",
      "invitation",
    );
  }
  return row.person;
}
