import {
  type ApiOf,
  type Bus,
  type Clock,
  DeviceRevoked,
  type Dispatcher,
  EnrolmentOffered,
  type mandates,
  type OpenJournal,
  type Store,
  type WorkerContext,
} from "@cordon/ground";
import { type Calls, callsOf, testGround } from "@cordon/ground/testing/ground.ts";
import { type Envelope, PlaceDrawn, PlaceRemoved, SignalRaised } from "@cordon/kernel";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { access, issuerIn, type NoIssuer } from "../index.ts";
import type { Issuer } from "../issuer/issuer.ts";

type Api = ApiOf<ReturnType<typeof access>["operations"]> & ApiOf<typeof mandates.operations>;

/** The room on a real PostgreSQL, journal and mandate book, with its workers at work, called through the one door every call goes through. */
export interface Room extends Calls<Api>, AsyncDisposable {
  readonly journal: OpenJournal;
  readonly bus: Bus;
  readonly store: Store;
  readonly dispatcher: Dispatcher;
  readonly issuer: Issuer | NoIssuer;
  /** What its workers are given. */
  readonly context: WorkerContext;
  /** Where its keys are. */
  readonly folder: string;
  /** Every entry so far. */
  entries(): Promise<readonly Envelope[]>;
}

export interface RoomOptions {
  readonly clock?: Clock;
  /** A server without keys, a node say. */
  readonly issuer?: NoIssuer;
}

export async function openRoom({ clock, issuer: none }: RoomOptions = {}): Promise<Room> {
  await using opening = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "cordon-access-"));
  opening.defer(() => rm(folder, { recursive: true, force: true }));
  const issuer = none ?? issuerIn(folder);
  if ("problem" in issuer) throw new Error(issuer.message);
  if (issuer.issues) opening.use(issuer);
  const room = access({ issuer, timeZone: "Europe/Paris" });
  const foreign = [PlaceDrawn, PlaceRemoved, SignalRaised, EnrolmentOffered, DeviceRevoked];
  const ground = opening.use(await testGround([room], { foreign, ...(clock && { clock }) }));
  const { journal, store, dispatcher, context, entries } = ground;
  for (const worker of room.workers) opening.use(await worker.start(context));
  const resources = opening.move();
  return {
    ...callsOf<Api>(dispatcher),
    ...{ journal, bus: context.bus, store, dispatcher, issuer, context, folder, entries },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
