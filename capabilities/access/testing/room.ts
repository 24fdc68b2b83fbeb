import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type ApiOf,
  type Bus,
  type Clock,
  DeviceRevoked,
  diskBlobs,
  type Dispatcher,
  dispatching,
  EnrolmentOffered,
  Hub,
  inProcessBus,
  JOURNAL_SUBJECT,
  journalMigrations,
  mandateBook,
  mandates,
  newSigningKeyText,
  openJournal,
  type OpenJournal,
  openVault,
  parseSigningKey,
  type Store,
  systemClock,
  vaultErasure,
  type WorkerContext,
} from "@cordon/ground";
import { testDatabase } from "@cordon/ground/store/testing.ts";
import { AnyEnvelope, type Envelope, isRefusal, type Principal, type Refusal, SignalRaised } from "@cordon/kernel";
import { PlaceDrawn, PlaceRemoved } from "@cordon/kernel";
import { pino } from "pino";
import { access, issuerIn, type NoIssuer } from "../index.ts";
import type { Issuer } from "../issuer/issuer.ts";

type Api = ApiOf<ReturnType<typeof access>["operations"]> & ApiOf<typeof mandates.operations>;

/** The room on a real PostgreSQL, journal and mandate book, with its workers at work, called through the one door every call goes through. */
export interface Room extends AsyncDisposable {
  readonly journal: OpenJournal;
  readonly bus: Bus;
  readonly store: Store;
  readonly dispatcher: Dispatcher;
  readonly issuer: Issuer | NoIssuer;
  /** What its workers are given. */
  readonly context: WorkerContext;
  /** Where its keys are. */
  readonly folder: string;
  ask<Name extends keyof Api & string>(
    name: Name,
    input: Api[Name]["input"],
    by: Principal,
  ): Promise<Api[Name]["output"] | Refusal>;
  /** The same without types: for what no typed caller would send. */
  call(name: string, input: unknown, by: Principal): Promise<unknown>;
  /** The same where a refusal would be a failure of the test. */
  must<Name extends keyof Api & string>(
    name: Name,
    input: Api[Name]["input"],
    by: Principal,
  ): Promise<Api[Name]["output"]>;
  /** Every entry so far. */
  entries(): Promise<readonly Envelope[]>;
}

export interface RoomOptions {
  readonly clock?: Clock;
  /** A server without keys, a node say. */
  readonly issuer?: NoIssuer;
}

export async function openRoom({ clock = systemClock, issuer: none }: RoomOptions = {}): Promise<Room> {
  await using opening = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "cordon-access-"));
  opening.defer(() => rm(folder, { recursive: true, force: true }));
  const issuer = none ?? issuerIn(folder);
  if ("problem" in issuer) throw new Error(issuer.message);
  if (issuer.issues) opening.use(issuer);
  const room = access({ issuer, timeZone: "Europe/Paris" });
  const rooms = [mandates, vaultErasure, room];
  const { store } = opening.use(
    await testDatabase([...journalMigrations, ...rooms.flatMap((each) => [...each.migrations])]),
  );
  const bus = inProcessBus();
  opening.defer(() => bus.close());
  const key = parseSigningKey(newSigningKeyText("room.test"));
  if (key === undefined) throw new Error("a new key does not parse");
  const foreign = [PlaceDrawn, PlaceRemoved, SignalRaised, EnrolmentOffered, DeviceRevoked];
  const kinds = [...rooms.flatMap((each) => [...each.entries]), ...foreign];
  const projections = rooms.flatMap((each) => [...each.projections]);
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
  const dispatcher = dispatching({
    operations: rooms.flatMap((each) => [...each.operations]),
    read: store.read,
    journal,
    mandates: book,
    vault,
    clock,
  });
  const stopping = new AbortController();
  const context: WorkerContext = {
    read: store.read,
    journal,
    bus,
    blobs,
    live: opening.use(new Hub({ journal, kinds, nowMs: () => Date.parse(clock.now()) })),
    mandates: book,
    vault,
    clock,
    log: pino({ level: "silent" }),
    signal: stopping.signal,
    append: (operation, entries) =>
      journal.run({
        by: { kind: "system", id: operation },
        operation,
        decide: async () => ({ entries, output: null }),
      }),
  };
  for (const worker of room.workers) opening.use(await worker.start(context));
  opening.defer(() => stopping.abort());

  async function ask<Name extends keyof Api & string>(
    name: Name,
    input: Api[Name]["input"],
    by: Principal,
  ): Promise<Api[Name]["output"] | Refusal> {
    const answer = await dispatcher.call(name, input, by);
    if (isRefusal(answer)) return answer;
    // As it would arrive over HTTP.
    const output: Api[Name]["output"] = JSON.parse(JSON.stringify(answer.output));
    return output;
  }
  const resources = opening.move();
  return {
    journal,
    bus,
    store,
    dispatcher,
    issuer,
    context,
    folder,
    ask,
    call: (name, input, by) => dispatcher.call(name, input, by),
    async must(name, input, by) {
      const answer = await ask(name, input, by);
      if (isRefusal(answer)) throw new Error(`${name} was refused: ${JSON.stringify(answer)}`);
      return answer;
    },
    entries: () => journal.read(0, 10_000),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
