import {
  type ApiOf,
  type Bus,
  DeviceRevoked,
  type OpenJournal,
  type PastConfig,
  type Store,
  type Worker,
  type WorkerContext,
} from "@cordon/ground";
import { type Calls, callsOf, testGround } from "@cordon/ground/testing/ground.ts";
import { isRefusal, type Principal, type TrackPoint } from "@cordon/kernel";
import { command, type CommandOutside } from "../index.ts";

type Api = ApiOf<ReturnType<typeof command>["operations"]>;

/** The room on a real PostgreSQL and a real journal, called through the one door every call goes through. */
export interface Room extends Calls<Api>, AsyncDisposable {
  readonly journal: OpenJournal;
  readonly bus: Bus;
  readonly store: Store;
  /** What the room's past is kept from. */
  readonly past: Pick<PastConfig, "store" | "migrations" | "projections" | "tables">;
  /** An operation's answer as of a moment. */
  asOf(name: string, input: unknown, by: Principal, at: number | string): Promise<unknown>;
  /** What its workers are given. */
  readonly context: WorkerContext;
  /** Where units were last seen, as the test says. */
  readonly positions: Map<number, TrackPoint>;
  /** What runs beside the requests once a test starts it. */
  readonly workers: readonly Worker[];
}

/** @param outside what the house gives it beside positions */
export async function openRoom(outside: Omit<CommandOutside, "positions"> = {}): Promise<Room> {
  const positions = new Map<number, TrackPoint>();
  const room = command({
    ...outside,
    positions: {
      position: (track) => positions.get(track) ?? null,
      each(take) {
        for (const { track, lon, lat, heading, speed, atMs } of positions.values())
          take(track, lon, lat, heading ?? Number.NaN, speed ?? Number.NaN, atMs);
      },
      moved(since, take) {
        for (const { track, lon, lat, atMs } of positions.values()) take(track, lon, lat, atMs);
        return since;
      },
    },
  });
  const ground = await testGround([room], { foreign: [DeviceRevoked] });
  const { journal, store, context, dispatcher } = ground;
  return {
    ...callsOf<Api>(dispatcher),
    ...{ journal, store, context, bus: context.bus, positions, workers: room.workers },
    past: {
      store,
      migrations: ground.rooms.flatMap(({ migrations }) => [...migrations]),
      projections: ground.rooms.flatMap(({ projections }) => [...projections]),
      tables: ground.rooms.flatMap(({ tables }) => [...tables]),
    },
    async asOf(name, input, by, at) {
      const answer = await dispatcher.call(name, input, by, undefined, String(at));
      return isRefusal(answer) ? answer : JSON.parse(JSON.stringify(answer.output));
    },
    [Symbol.asyncDispose]: () => ground[Symbol.asyncDispose](),
  };
}
