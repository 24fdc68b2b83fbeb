import type { ApiOf, Bus, OpenJournal, Store, WorkerContext } from "@cordon/ground";
import { type Calls, callsOf, testGround } from "@cordon/ground/testing/ground.ts";
import type { TrackPoint } from "@cordon/kernel";
import { command } from "../index.ts";

type Api = ApiOf<ReturnType<typeof command>["operations"]>;

/** The room on a real PostgreSQL and a real journal, called through the one door every call goes through. */
export interface Room extends Calls<Api>, AsyncDisposable {
  readonly journal: OpenJournal;
  readonly bus: Bus;
  readonly store: Store;
  /** What its workers are given. */
  readonly context: WorkerContext;
  /** Where units were last seen, as the test says. */
  readonly positions: Map<number, TrackPoint>;
}

export async function openRoom(): Promise<Room> {
  const positions = new Map<number, TrackPoint>();
  const room = command({
    positions: {
      position: (track) => positions.get(track) ?? null,
      each(take) {
        for (const { track, lon, lat, heading, speed, atMs } of positions.values())
          take(track, lon, lat, heading ?? Number.NaN, speed ?? Number.NaN, atMs);
      },
    },
  });
  const ground = await testGround([room]);
  const { journal, store, context, dispatcher } = ground;
  return {
    ...callsOf<Api>(dispatcher),
    ...{ journal, store, context, bus: context.bus, positions },
    [Symbol.asyncDispose]: () => ground[Symbol.asyncDispose](),
  };
}
