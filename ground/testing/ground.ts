import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AnyEnvelope, type EntryKind, type Envelope, isRefusal, type Principal, type Refusal } from "@cordon/kernel";
import { pino } from "pino";
import { diskBlobs } from "../blobs/disk.ts";
import { inProcessBus } from "../bus/in-process.ts";
import { JOURNAL_SUBJECT } from "../bus/port.ts";
import type { Capability } from "../capability.ts";
import { type Clock, systemClock } from "../clock.ts";
import { type Dispatcher, dispatching } from "../dispatch.ts";
import { announced } from "../journal/announced.ts";
import { type OpenJournal, openJournal } from "../journal/journal.ts";
import { journalMigrations } from "../journal/tables.ts";
import { newSigningKeyText, parseSigningKey } from "../journal/signing-key.ts";
import { exhibits } from "../exhibits/index.ts";
import { Hub } from "../live/hub.ts";
import { mandateBook, mandates } from "../mandates/index.ts";
import { type OpenPast, openPast } from "../past/past.ts";
import type { Store } from "../store/store.ts";
import { testDatabase } from "../store/testing.ts";
import { vaultErasure } from "../vault/index.ts";
import { openVault } from "../vault/vault.ts";
import type { WorkerContext } from "../worker.ts";

/** What every room stands on, for real: PostgreSQL, journal, bus, vault, blobs and the book of mandates. */
export interface TestGround extends AsyncDisposable {
  readonly store: Store;
  readonly journal: OpenJournal;
  readonly dispatcher: Dispatcher;
  readonly past: OpenPast;
  /** What workers are given; its signal aborts when the ground is disposed of. */
  readonly context: WorkerContext;
  readonly rooms: readonly Capability[];
  /** Where keys and blobs are. */
  readonly folder: string;
  /** Every entry so far. */
  entries(): Promise<readonly Envelope[]>;
}

/**
 * @param rooms those under test; mandates and the vault's erasure stand beside them
 * @param foreign entries of rooms that are not here and that those under test hear of
 */
export async function testGround(
  rooms: readonly Capability[],
  { foreign = [], clock = systemClock }: { readonly foreign?: readonly EntryKind[]; readonly clock?: Clock } = {},
): Promise<TestGround> {
  await using opening = new AsyncDisposableStack();
  const all = [mandates, vaultErasure, exhibits, ...rooms];
  const folder = await mkdtemp(join(tmpdir(), "cordon-ground-"));
  opening.defer(() => rm(folder, { recursive: true, force: true }));
  const { store } = opening.use(
    await testDatabase([...journalMigrations, ...all.flatMap(({ migrations }) => [...migrations])]),
  );
  const bus = inProcessBus();
  opening.defer(() => bus.close());
  const key = parseSigningKey(newSigningKeyText("room.test"));
  if (key === undefined) throw new Error("a new key does not parse");
  const kinds = [...all.flatMap(({ entries }) => [...entries]), ...foreign];
  const projections = all.flatMap((room) => [...room.projections]);
  const journal = await openJournal({ store, key, kinds, projections, clock, bus, shared: false });
  if ("problem" in journal) throw new Error(journal.problem);
  opening.use(journal);
  const vault = await openVault({ folder });
  if ("problem" in vault) throw new Error(vault.message);
  const blobs = await diskBlobs({ folder: join(folder, "blobs") });
  if ("problem" in blobs) throw new Error(blobs.message);
  const book = opening.use(await mandateBook({ read: store.read, clock }));
  bus.subscribe(
    JOURNAL_SUBJECT,
    (message) => book.learn(AnyEnvelope.parse(message)),
    () => {},
  );
  const operations = all.flatMap((room) => [...room.operations]);
  const past = opening.use(
    openPast({
      store,
      migrations: all.flatMap((room) => [...room.migrations]),
      projections,
      tables: all.flatMap((room) => [...room.tables]),
      clock,
      size: () => journal.size(),
      onBroken: (error) => {
        throw error;
      },
    }),
  );
  const dispatcher = dispatching({ operations, read: store.read, journal, mandates: book, vault, clock, past });
  const stopping = new AbortController();
  const log = pino({ level: "silent" });
  const context: WorkerContext = {
    read: store.read,
    journal,
    bus,
    announced: opening.use(announced(bus, log)),
    blobs,
    live: opening.use(new Hub({ journal, kinds, nowMs: () => Date.parse(clock.now()) })),
    mandates: book,
    vault,
    clock,
    log,
    signal: stopping.signal,
    append: (operation, entries) =>
      journal.run({
        by: { kind: "system", id: operation },
        operation,
        decide: async () => ({ entries, output: null }),
      }),
  };
  opening.defer(() => stopping.abort());
  const resources = opening.move();
  return {
    store,
    journal,
    dispatcher,
    past,
    context,
    rooms: all,
    folder,
    entries: () => journal.read(0, 10_000),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

type Api = Readonly<Record<string, { readonly input: unknown; readonly output: unknown }>>;

/** Operations by their types, called through the one door every call goes through. */
export interface Calls<Known extends Api> {
  ask<Name extends keyof Known & string>(
    name: Name,
    input: Known[Name]["input"],
    by: Principal,
  ): Promise<Known[Name]["output"] | Refusal>;
  /** The same without types: for what no typed caller would send. */
  call(name: string, input: unknown, by: Principal): Promise<unknown>;
  /** The same where a refusal would be a failure of the test. */
  must<Name extends keyof Known & string>(
    name: Name,
    input: Known[Name]["input"],
    by: Principal,
  ): Promise<Known[Name]["output"]>;
}

export function callsOf<Known extends Api>(dispatcher: Dispatcher): Calls<Known> {
  async function ask<Name extends keyof Known & string>(
    name: Name,
    input: Known[Name]["input"],
    by: Principal,
  ): Promise<Known[Name]["output"] | Refusal> {
    const answer = await dispatcher.call(name, input, by);
    if (isRefusal(answer)) return answer;
    // As it would arrive over HTTP.
    const output: Known[Name]["output"] = JSON.parse(JSON.stringify(answer.output));
    return output;
  }
  return {
    ask,
    call: (name, input, by) => dispatcher.call(name, input, by),
    async must(name, input, by) {
      const answer = await ask(name, input, by);
      if (isRefusal(answer)) throw new Error(`${name} was refused: ${JSON.stringify(answer)}`);
      return answer;
    },
  };
}
