import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Blobs,
  diskBlobs,
  dispatching,
  inProcessBus,
  JOURNAL_SUBJECT,
  journalMigrations,
  mandateBook,
  mandates,
  newSigningKeyText,
  openJournal,
  openVault,
  parseSigningKey,
  rebuildJournal,
  type RebuildProblem,
  type RebuildReport,
  systemClock,
  vaultErasure,
} from "@cordon/ground";
import { testDatabase } from "@cordon/ground/store/testing.ts";
import {
  AnyEnvelope,
  type Envelope,
  isRefusal,
  type Principal,
  SignalConfirmed,
  SignalDismissed,
  SignalEnded,
  SignalExhibitsAdded,
  SignalExhibitsErased,
  SignalMerged,
  SignalRaised,
  SignalReopened,
} from "@cordon/kernel";
import { pino } from "pino";
import { watch } from "../index.ts";
import { ModelKeeper } from "../workers/quality/models.ts";
import { Supervisor, type SupervisorContext } from "../workers/cameras/supervise.ts";

export const operator: Principal = {
  kind: "person",
  id: "p1",
  roles: ["operator", "supervisor"],
  contingent: null,
  unit: null,
};

/** The room on a real PostgreSQL, journal, vault and mandate book, with its supervisor at work. */
export interface House extends AsyncDisposable {
  readonly supervisor: Supervisor;
  /** What further workers stand on. */
  readonly context: SupervisorContext;
  readonly blobs: Blobs;
  readonly folder: string;
  /** Every entry so far. */
  entries(): Promise<readonly Envelope[]>;
  /** Waits until an entry of this kind is there (the n-th, when `count` is given) and answers it. */
  until(kind: string, count?: number): Promise<Envelope>;
  /** Projects every entry again and holds the tables against what came of it. */
  rebuild(): Promise<RebuildReport | RebuildProblem>;
  /** Asks as an operator; a refusal is a failure of the test. */
  must(name: string, input: unknown): Promise<unknown>;
  call(name: string, input: unknown): Promise<unknown>;
}

const WAIT_MS = 15_000;

/** Which the command room defines, where there is one. */
const SIGNAL_KINDS = [
  SignalRaised,
  SignalConfirmed,
  SignalMerged,
  SignalDismissed,
  SignalReopened,
  SignalEnded,
  SignalExhibitsAdded,
  SignalExhibitsErased,
];

export async function openHouse(): Promise<House> {
  await using opening = new AsyncDisposableStack();
  const rooms = [mandates, vaultErasure, watch()];
  const folder = await mkdtemp(join(tmpdir(), "cordon-watch-"));
  opening.defer(() => rm(folder, { recursive: true, force: true }));
  const { store } = opening.use(
    await testDatabase([...journalMigrations, ...rooms.flatMap((room) => [...room.migrations])]),
  );
  const key = parseSigningKey(newSigningKeyText("watch.test"));
  if (key === undefined) throw new Error("a new key does not parse");
  const bus = inProcessBus();
  opening.defer(() => bus.close());
  const journal = await openJournal({
    store,
    key,
    kinds: [...rooms.flatMap((room) => [...room.entries]), ...SIGNAL_KINDS],
    projections: rooms.flatMap((room) => [...room.projections]),
    clock: systemClock,
    bus,
    shared: false,
  });
  if ("problem" in journal) throw new Error(journal.problem);
  opening.use(journal);
  const vault = await openVault({ folder });
  if ("problem" in vault) throw new Error(vault.problem);
  const blobs = await diskBlobs({ folder: join(folder, "blobs") });
  if ("problem" in blobs) throw new Error(blobs.problem);
  const book = opening.use(await mandateBook({ read: store.read, clock: systemClock }));
  bus.subscribe(
    JOURNAL_SUBJECT,
    (message) => book.learn(AnyEnvelope.parse(message)),
    () => {},
  );
  const dispatcher = dispatching({
    operations: rooms.flatMap((room) => [...room.operations]),
    read: store.read,
    journal,
    mandates: book,
    vault,
    clock: systemClock,
  });
  const context: SupervisorContext = {
    read: store.read,
    journal,
    bus,
    blobs,
    mandates: book,
    vault,
    clock: systemClock,
    log: pino({ level: "silent" }),
    append: (operation, entries) =>
      journal.run({
        by: { kind: "system", id: operation },
        operation,
        decide: async () => ({ entries, output: null }),
      }),
  };
  const supervisor = opening.use(new Supervisor(context));
  await supervisor.open();
  opening.use(new ModelKeeper({ read: store.read, journal, bus, blobs, log: pino({ level: "silent" }) })).open();
  const resources = opening.move();
  const entries = () => journal.read(0, 10_000);
  const call = (name: string, input: unknown) => dispatcher.call(name, input, operator);
  return {
    supervisor,
    context,
    blobs,
    folder,
    entries,
    call,
    rebuild: () =>
      rebuildJournal({
        store,
        migrations: [...journalMigrations, ...rooms.flatMap((room) => [...room.migrations])],
        projections: rooms.flatMap((room) => [...room.projections]),
        tables: rooms.flatMap((room) => [...room.tables]),
        swap: false,
      }),
    async until(kind, count = 1) {
      const end = Date.now() + WAIT_MS;
      for (;;) {
        const found = (await entries()).filter((envelope) => envelope.kind === kind)[count - 1];
        if (found !== undefined) return found;
        if (Date.now() > end)
          throw new Error(`no ${kind} (${count}) in ${(await entries()).map((each) => each.kind).join(", ")}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async must(name, input) {
      const answer = await call(name, input);
      if (isRefusal(answer)) throw new Error(`${name}: ${JSON.stringify(answer)}`);
      return answer.output;
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
