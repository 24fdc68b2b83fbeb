import {
  type ApiOf,
  type Bus,
  dispatching,
  inProcessBus,
  journalMigrations,
  type MandateBook,
  newSigningKeyText,
  openJournal,
  type OpenJournal,
  parseSigningKey,
  type Store,
  systemClock,
  type Vault,
} from "@cordon/ground";
import { testDatabase } from "@cordon/ground/store/testing.ts";
import { isRefusal, type Principal, type Refusal, type TrackPoint } from "@cordon/kernel";
import { command } from "../index.ts";
import { migrations, projections } from "../tables.ts";

type Api = ApiOf<ReturnType<typeof command>["operations"]>;

/** The room on a real PostgreSQL and a real journal, called through the one door every call goes through. */
export interface Room extends AsyncDisposable {
  readonly journal: OpenJournal;
  readonly bus: Bus;
  readonly store: Store;
  /** Where units were last seen, as the test says. */
  readonly positions: Map<number, TrackPoint>;
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
}

export const noMandates: MandateBook = {
  all: () => [],
  permits: () => ({ permitted: false, because: "no-mandate-for-processing", nearest: null }),
  onChange: () => () => {},
};

const nothingPersonal = (): never => {
  throw new Error("the command room keeps nothing personal");
};
const noVault: Vault = { put: nothingPersonal, get: nothingPersonal, erase: nothingPersonal };

export async function openRoom(): Promise<Room> {
  await using opening = new AsyncDisposableStack();
  const { store } = opening.use(await testDatabase([...journalMigrations, ...migrations]));
  const positions = new Map<number, TrackPoint>();
  const room = command({ positions: { position: (track) => positions.get(track) ?? null } });
  const bus = inProcessBus();
  opening.defer(() => bus.close());
  const key = parseSigningKey(newSigningKeyText("room.test"));
  if (key === undefined) throw new Error("a new key does not parse");
  const journal = await openJournal({
    store,
    key,
    kinds: room.entries,
    projections,
    clock: systemClock,
    bus,
    shared: false,
  });
  if ("problem" in journal) throw new Error(journal.problem);
  opening.use(journal);
  const dispatcher = dispatching({
    operations: room.operations,
    read: store.read,
    journal,
    mandates: noMandates,
    vault: noVault,
    clock: systemClock,
  });

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
    store,
    bus,
    positions,
    ask,
    call: (name, input, by) => dispatcher.call(name, input, by),
    async must(name, input, by) {
      const answer = await ask(name, input, by);
      if (isRefusal(answer)) throw new Error(`${name} was refused: ${JSON.stringify(answer)}`);
      return answer;
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
