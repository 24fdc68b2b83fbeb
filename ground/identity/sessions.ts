import {
  type Actor,
  type Envelope,
  type Instant,
  instantOf,
  millisecondsOf,
  type Principal,
  Role,
  type SessionId,
} from "@cordon/kernel";
import type { Kysely } from "kysely";
import { z } from "zod";
import type { Journal } from "../journal/port.ts";
import { tellEach } from "../listeners.ts";
import { type Schema, tablesOf } from "../store/schema.ts";
import { rolesOfDevice } from "./rules.ts";
import { Token, tokenHash } from "./secret.ts";
import type { IdentityTables } from "./tables.ts";
import { DeviceRevoked, PersonRevoked, RolesChanged, SignedOut } from "./words.ts";

export interface OpenSession {
  readonly id: SessionId;
  readonly principal: Principal;
  readonly rehearsal: boolean;
  /** When it ends whatever happens; without use it ends sooner. */
  readonly until: Instant;
}

export type SessionEnd = "signed-out" | "revoked" | "roles-changed" | "expired";

/** The sessions this node knows. Feed it every committed entry: that is how a revocation is felt at once. */
export interface SessionBook extends Disposable {
  /** The session a token opens, or null: unknown, expired, or its holder was revoked. Counts as use of it. */
  open(token: string, now: Instant): Promise<OpenSession | null>;
  learn(envelope: Envelope): void;
  /**
   * Calls back once, when the session ends or its roles change: a live connection closes then. While somebody listens,
   * the session counts as used. Returns how to stop listening.
   */
  whenEnded(session: OpenSession, listener: (end: SessionEnd) => void): () => void;
}

interface Known {
  readonly session: OpenSession;
  readonly idleMs: number;
  readonly checkedMs: number;
  usedMs: number;
  /** When the table was last told of the use. */
  savedMs: number;
}

interface Watch {
  readonly session: OpenSession;
  readonly listener: (end: SessionEnd) => void;
}

/** A revocation on another node arrives by the bus; should the bus be late, no session outlives this. */
const RECHECK_MS = 5_000;
const SAVE_USE_EVERY_MS = 60_000;
const WATCH_EVERY_MS = 1_000;
const MOST_KNOWN = 20_000;

export function sessionBook(parts: {
  readonly read: Kysely<Schema>;
  readonly journal: Pick<Journal, "run">;
  readonly now: () => Instant;
  /** Sessions of the rehearsal operator open nothing on a server that does not rehearse. */
  readonly rehearsing: boolean;
}): SessionBook {
  const db = tablesOf<IdentityTables>(parts.read);
  const known = new Map<string, Known>();
  const watches = new Set<Watch>();
  /** Grows with every entry that ends sessions, so that a row read before one is not remembered after it. */
  let generation = 0;

  async function find(hash: string, now: Instant): Promise<Known | null> {
    const row = await db
      .selectFrom("identity_session as session")
      .leftJoin("identity_person as person", (join) =>
        join
          .onRef("person.id", "=", "session.actor")
          .on("session.actor_kind", "=", "person")
          .on("person.state", "=", "active"),
      )
      .leftJoin("identity_device as device", (join) =>
        join
          .onRef("device.id", "=", "session.actor")
          .on("session.actor_kind", "=", "device")
          .on("device.state", "=", "enrolled"),
      )
      .select([
        "session.id",
        "session.actor",
        "session.actor_kind",
        "session.rehearsal",
        "session.used_at",
        "session.idle_seconds",
        "session.until",
      ])
      .select(["person.roles", "person.contingent as person_contingent"])
      .select(["device.kind", "device.unit", "device.contingent as device_contingent"])
      .where("session.token_hash", "=", hash)
      .executeTakeFirst();
    if (row === undefined || (row.rehearsal && !parts.rehearsing)) return null;
    const principal: Principal | null =
      row.roles !== null
        ? {
            kind: "person",
            id: row.actor,
            roles: z.array(Role).parse(row.roles),
            contingent: row.person_contingent,
            unit: null,
          }
        : row.kind !== null
          ? {
              kind: "device",
              id: row.actor,
              roles: rolesOfDevice(row.kind),
              contingent: row.device_contingent,
              unit: row.unit,
            }
          : null;
    if (principal === null) return null;
    return {
      session: { id: row.id, principal, rehearsal: row.rehearsal, until: row.until },
      idleMs: row.idle_seconds * 1000,
      checkedMs: millisecondsOf(now),
      usedMs: millisecondsOf(row.used_at),
      savedMs: millisecondsOf(row.used_at),
    };
  }

  function expired(one: Known, nowMs: number): boolean {
    return nowMs >= millisecondsOf(one.session.until) || nowMs >= one.usedMs + one.idleMs;
  }

  function use(one: Known, nowMs: number): void {
    one.usedMs = Math.max(one.usedMs, nowMs);
    if (nowMs < one.savedMs + SAVE_USE_EVERY_MS) return;
    one.savedMs = nowMs;
    const { id, principal } = one.session;
    // Losing one mark of use (a full disk, say) shortens an idle time by a minute: not worth failing a request for.
    void parts.journal
      .run({
        by: { kind: principal.kind, id: principal.id },
        operation: "identity.use-session",
        // A thousand sessions that opened together are saved together, beside what their holders do.
        touches: [`session ${id}`],
        async decide({ tx }) {
          await tablesOf<IdentityTables>(tx)
            .updateTable("identity_session")
            .set({ used_at: instantOf(one.usedMs) })
            .where("id", "=", id)
            .execute();
          return { entries: [], output: null };
        },
      })
      .catch(() => {});
  }

  function end(matches: (session: OpenSession) => boolean, why: SessionEnd): void {
    generation++;
    for (const [hash, one] of known) if (matches(one.session)) known.delete(hash);
    const ended = [...watches].filter((watch) => matches(watch.session));
    for (const watch of ended) watches.delete(watch);
    tellEach(
      ended.map(({ listener }) => listener),
      why,
    );
  }

  const heldBy = (actor: Actor) => (session: OpenSession) =>
    session.principal.kind === actor.kind && session.principal.id === actor.id;

  const timer = setInterval(() => {
    const now = parts.now();
    const nowMs = millisecondsOf(now);
    for (const watch of watches)
      if (watch.session.until <= now) end((session) => session.id === watch.session.id, "expired");
    const watched = new Set([...watches].map(({ session }) => session.id));
    for (const one of known.values()) if (watched.has(one.session.id)) use(one, nowMs);
  }, WATCH_EVERY_MS);
  timer.unref();

  return {
    async open(token, now) {
      if (!Token.safeParse(token).success) return null;
      const hash = tokenHash(token);
      const nowMs = millisecondsOf(now);
      let one = known.get(hash) ?? null;
      if (one === null || Math.abs(nowMs - one.checkedMs) >= RECHECK_MS) {
        const before = generation;
        const found = await find(hash, now);
        if (found !== null && one !== null) {
          found.usedMs = Math.max(found.usedMs, one.usedMs);
          found.savedMs = Math.max(found.savedMs, one.savedMs);
        }
        // An entry that ended sessions came while we read: what was read may be from before it.
        if (generation !== before) one = await find(hash, now);
        else one = found;
        if (one === null) {
          known.delete(hash);
          return null;
        }
        if (generation === before) remember(known, hash, one);
      }
      if (expired(one, nowMs)) {
        known.delete(hash);
        return null;
      }
      use(one, nowMs);
      return one.session;
    },
    learn(envelope) {
      if (PersonRevoked.is(envelope)) end(heldBy({ kind: "person", id: envelope.data.person }), "revoked");
      else if (RolesChanged.is(envelope)) end(heldBy({ kind: "person", id: envelope.data.person }), "roles-changed");
      else if (DeviceRevoked.is(envelope)) end(heldBy({ kind: "device", id: envelope.data.device }), "revoked");
      else if (SignedOut.is(envelope)) {
        const { session, actor } = envelope.data;
        end(session === null ? heldBy(actor) : (open) => open.id === session, "signed-out");
      }
    },
    whenEnded(session, listener) {
      const watch: Watch = { session, listener };
      watches.add(watch);
      return () => watches.delete(watch);
    },
    [Symbol.dispose]() {
      clearInterval(timer);
      watches.clear();
      known.clear();
    },
  };
}

function remember(known: Map<string, Known>, hash: string, one: Known): void {
  known.delete(hash);
  if (known.size >= MOST_KNOWN) {
    const oldest = known.keys().next();
    if (oldest.done !== true) known.delete(oldest.value);
  }
  known.set(hash, one);
}
