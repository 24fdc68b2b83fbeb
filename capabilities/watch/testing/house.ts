import { type Blobs, journalMigrations, rebuildJournal, type RebuildProblem, type RebuildReport } from "@cordon/ground";
import { testGround } from "@cordon/ground/testing/ground.ts";
import {
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
import { watch } from "../index.ts";
import { Supervisor, type SupervisorContext } from "../workers/cameras/supervise.ts";
import { ModelKeeper } from "../workers/quality/models.ts";

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

/** What is waited for comes when it comes: a busy machine is no failure. */
const WAIT_MS = 45_000;

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
  const ground = opening.use(await testGround([watch()], { foreign: SIGNAL_KINDS }));
  const { context, dispatcher, entries, folder } = ground;
  const supervisor = opening.use(new Supervisor(context));
  await supervisor.open();
  opening.use(new ModelKeeper(context)).open();
  const resources = opening.move();
  const call = (name: string, input: unknown) => dispatcher.call(name, input, operator);
  return {
    supervisor,
    context,
    blobs: context.blobs,
    folder,
    entries,
    call,
    rebuild: () =>
      rebuildJournal({
        store: ground.store,
        migrations: [...journalMigrations, ...ground.rooms.flatMap((room) => [...room.migrations])],
        projections: ground.rooms.flatMap((room) => [...room.projections]),
        tables: ground.rooms.flatMap((room) => [...room.tables]),
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
