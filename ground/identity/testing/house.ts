import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AnyEnvelope,
  type Envelope,
  type Instant,
  instantOf,
  isRefusal,
  millisecondsOf,
  type Principal,
  type Refusal,
} from "@cordon/kernel";
import { z } from "zod";
import { inProcessBus } from "../../bus/in-process.ts";
import { JOURNAL_SUBJECT } from "../../bus/port.ts";
import type { Capability } from "../../capability.ts";
import type { Clock } from "../../clock.ts";
import { dispatching, type Dispatcher } from "../../dispatch.ts";
import { type Door, noDoor, SessionGrant } from "../../door.ts";
import {
  journalMigrations,
  newSigningKeyText,
  type OpenJournal,
  openJournal,
  parseSigningKey,
} from "../../journal/index.ts";
import type { MandateBook } from "../../mandates/book.ts";
import type { Store } from "../../store/index.ts";
import { testDatabase } from "../../store/testing.ts";
import { openVault, type Vault, vaultErasure } from "../../vault/index.ts";
import { identity } from "../index.ts";
import { type OpenSession, type SessionBook, sessionBook } from "../sessions.ts";

/** A clock that stands until it is told to go on. */
export interface MovableClock extends Clock {
  pass(seconds: number): void;
  set(at: Instant): void;
}

export function movableClock(start = "2026-07-26T18:00:00.000Z"): MovableClock {
  let ms = Date.parse(start);
  return {
    now: () => instantOf(ms),
    elapsedMs: () => ms,
    pass(seconds) {
      ms += seconds * 1000;
    },
    set(at) {
      ms = millisecondsOf(at);
    },
  };
}

export const VISITOR: Principal = { kind: "system", id: "visitor", roles: [], contingent: null, unit: null };

/** A browser or a device: what it is told to keep, it keeps. */
export interface Caller {
  /** Calls as whoever its cookie says. */
  call(name: string, input?: unknown): Promise<unknown>;
  /** The same, for calls that must be refused. @throws Error when it was not */
  refusal(name: string, input?: unknown): Promise<Refusal>;
  session(): Promise<OpenSession | null>;
  readonly token: string | null;
}

/** Real PostgreSQL, real journal, real dispatcher, and the part of the HTTP door that keeps the cookie. */
export interface TestHouse extends AsyncDisposable {
  readonly clock: MovableClock;
  readonly store: Store;
  readonly journal: OpenJournal;
  readonly dispatcher: Dispatcher;
  readonly sessions: SessionBook;
  readonly vault: Vault;
  caller(door?: Partial<Door>, token?: string | null): Caller;
  /** As somebody made up, past all signing in. */
  callAs(by: Partial<Principal>, name: string, input?: unknown): Promise<unknown>;
  entries(): Promise<readonly Envelope[]>;
}

export const ORIGIN = "https://cordon.example";

export async function testHouse(
  parts: {
    readonly others?: readonly Capability[];
    readonly rehearsing?: boolean;
    readonly mandates?: MandateBook;
    /** Is told of every commit, as the composition root tells its parts. */
    readonly learn?: (envelope: Envelope) => void;
  } = {},
): Promise<TestHouse> {
  await using stack = new AsyncDisposableStack();
  const rooms: readonly Capability[] = [identity, vaultErasure, ...(parts.others ?? [])];
  const keys = await mkdtemp(join(tmpdir(), "cordon-test-keys-"));
  stack.defer(() => rm(keys, { recursive: true, force: true }));
  const vault = await openVault({ folder: keys });
  if ("problem" in vault) throw new Error(vault.message);
  const database = stack.use(await testDatabase([...journalMigrations, ...rooms.flatMap((room) => room.migrations)]));
  const { store } = database;
  const clock = movableClock();
  const bus = inProcessBus();
  const key = parseSigningKey(newSigningKeyText("cordon-test"));
  if (key === undefined) throw new Error("no signing key");
  const journal = await openJournal({
    store,
    key,
    kinds: rooms.flatMap((room) => room.entries),
    projections: rooms.flatMap((room) => room.projections),
    clock,
    bus,
    shared: false,
  });
  if ("problem" in journal) throw new Error(journal.problem);
  stack.use(journal);
  const mandates = parts.mandates ?? {
    all: () => [],
    permits: () => ({ permitted: false, because: "no-mandate-for-processing", nearest: null }),
    onChange: () => () => {},
  };
  const dispatcher = dispatching({
    operations: rooms.flatMap((room) => [...room.operations]),
    read: store.read,
    journal,
    mandates,
    vault,
    clock,
  });
  const sessions = stack.use(
    sessionBook({ read: store.read, journal, now: clock.now, rehearsing: parts.rehearsing ?? false }),
  );
  bus.subscribe(
    JOURNAL_SUBJECT,
    (message) => {
      const envelope = AnyEnvelope.parse(message);
      sessions.learn(envelope);
      parts.learn?.(envelope);
    },
    ({ because }) => {
      throw new Error(because);
    },
  );

  const owned = stack.move();
  return {
    clock,
    store,
    journal,
    dispatcher,
    sessions,
    vault,
    caller(door = {}, token = null) {
      let kept = token;
      const session = async () => (kept === null ? null : sessions.open(kept, clock.now()));
      async function raw(name: string, input: unknown) {
        const open = await session();
        const through: Door = {
          ...noDoor,
          origin: ORIGIN,
          rehearsing: parts.rehearsing ?? false,
          ...door,
          session: open?.id ?? null,
        };
        return dispatcher.call(name, input, open?.principal ?? VISITOR, through);
      }
      return {
        async call(name, input = {}) {
          const answer = await raw(name, input);
          if (isRefusal(answer)) throw new Error(`${name}: ${JSON.stringify(answer)}`);
          const opened = z.object({ session: SessionGrant }).safeParse(answer.output);
          if (opened.success) kept = opened.data.session.token;
          if (dispatcher.operations.get(name)?.session === "closes") kept = null;
          return answer.output;
        },
        async refusal(name, input = {}) {
          const answer = await raw(name, input);
          if (!isRefusal(answer)) throw new Error(`${name} was not refused`);
          return answer;
        },
        session,
        get token() {
          return kept;
        },
      };
    },
    async callAs(by, name, input = {}) {
      const answer = await dispatcher.call(name, input, { ...VISITOR, kind: "person", id: "somebody", ...by });
      if (isRefusal(answer)) throw new Error(`${name}: ${JSON.stringify(answer)}`);
      return answer.output;
    },
    entries: () => journal.read(0, 10_000),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
