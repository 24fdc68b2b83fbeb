import type { DeviceId, Instant, PersonId } from "@cordon/kernel";
import { SessionId } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { newId } from "../clock.ts";
import type { SessionGrant } from "../door.ts";
import { later, type SessionTerms } from "./rules.ts";
import { newToken, tokenHash } from "./secret.ts";
import type { IdentityTables } from "./tables.ts";

/** Most sessions one actor holds: opening another closes the one used longest ago. */
const MOST_SESSIONS = 20;

type Holder = { readonly kind: "person"; readonly id: PersonId } | { readonly kind: "device"; readonly id: DeviceId };

/** Opens a session: the token is shown here once, the table keeps its hash. */
export async function openSession(
  tx: Kysely<IdentityTables>,
  holder: Holder,
  terms: SessionTerms & { readonly rehearsal: boolean },
  now: Instant,
): Promise<{ readonly id: SessionId; readonly grant: SessionGrant }> {
  const token = newToken();
  const id = newId(SessionId);
  const until = later(now, terms.absoluteSeconds);
  await tx
    .insertInto("identity_session")
    .values({
      id,
      token_hash: tokenHash(token),
      actor_kind: holder.kind,
      actor: holder.id,
      rehearsal: terms.rehearsal,
      opened_at: now,
      used_at: now,
      idle_seconds: terms.idleSeconds,
      until,
    })
    .execute();
  await tx
    .deleteFrom("identity_session")
    .where("id", "in", (among) =>
      among
        .selectFrom("identity_session")
        .select("id")
        .where("actor", "=", holder.id)
        .orderBy("used_at", "desc")
        .orderBy("id", "desc")
        .offset(MOST_SESSIONS),
    )
    .execute();
  return { id, grant: { token, expiresAt: until } };
}

/** Closes one session of the actor, or all. */
export async function closeSessions(
  tx: Kysely<IdentityTables>,
  actor: string,
  session: SessionId | null,
): Promise<void> {
  const all = tx.deleteFrom("identity_session").where("actor", "=", actor);
  await (session === null ? all : all.where("id", "=", session)).execute();
}
