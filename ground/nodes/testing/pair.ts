import { DeviceId, entry, isRefusal, type NewEntry, type Principal } from "@cordon/kernel";
import { sql } from "kysely";
import { pino } from "pino";
import { z } from "zod";
import { capability } from "../../capability.ts";
import { newDeviceKeyPair, proveDevice, publicDeviceKey } from "../../identity/device-key.ts";
import { ORIGIN, type TestHouse, testHouse } from "../../identity/testing/house.ts";
import { projecting } from "../../projection.ts";
import { tablesOf } from "../../store/schema.ts";
import { deviceTraffic } from "../devices.ts";
import { nodes } from "../index.ts";
import type { Asked, Centre } from "../mirror/centre.ts";
import { Down } from "../mirror/down.ts";
import { Standing } from "../mirror/standing.ts";
import { Up } from "../mirror/up.ts";
import { type NodeTraffic, upward } from "../traffic.ts";

/** Something that is noted at a place, and must be known at the other once. `set-aside`: the centre will not have it. */
export const Noted = entry("test.noted", z.object({ where: z.enum(["centre", "node", "set-aside"]), n: z.int() }), {
  roles: ["operator"],
});
/** Of no interest to the other side. */
export const Local = entry("test.local", z.object({ n: z.int() }), { roles: ["operator"] });

interface NoteTables {
  test_note: { readonly seq: number; readonly place: string; readonly n: number };
}
const project = projecting<NoteTables>();

/** Its key lets no note be there twice. */
const notes = capability({
  name: "test",
  entries: [Noted, Local],
  operations: [],
  migrations: [
    {
      capability: "test",
      name: "0001-notes",
      async up(db) {
        await sql`create table test_note (seq bigint not null, place text not null, n int not null, primary key (place, n))`.execute(
          db,
        );
      },
    },
  ],
  tables: [{ name: "test_note", key: ["place", "n"], derivedFrom: "journal" }],
  projections: [
    project(Noted, (tx, { seq, data }) =>
      tx.insertInto("test_note").values({ seq, place: data.where, n: data.n }).execute(),
    ),
  ],
  workers: [],
});

export const traffic: NodeTraffic = {
  down: [...deviceTraffic.down, { kind: Noted }],
  up: [
    ...deviceTraffic.up,
    upward(Noted, async (data, { mandate }) =>
      data.where === "set-aside"
        ? { refused: "not-permitted", because: "Not at this site." }
        : [Noted.of(data, mandate)],
    ),
  ],
};

/** What happens to one question on its way: it never arrives, or its answer does not come back. */
export type Fate = "well" | "question-lost" | "answer-lost";

/** A centre and the node of its site `trocadero`, each with a database and a journal of its own; the link between them does as it is told. */
export interface Pair extends AsyncDisposable {
  readonly centre: TestHouse;
  readonly node: TestHouse;
  readonly device: DeviceId;
  /** The fates of the next questions, first to last; then all is well. */
  readonly fates: Fate[];
  readonly standing: () => Standing;
  follow(): Promise<string>;
  report(heartbeat?: boolean): Promise<string>;
  /** The node's process ends and starts again: what it only remembered is gone. */
  restart(): Promise<void>;
  /** Goes on until neither side has anything to say. */
  settle(): Promise<void>;
  notes(house: TestHouse): Promise<readonly string[]>;
}

export async function append(house: TestHouse, ...entries: readonly NewEntry[]): Promise<void> {
  const done = await house.journal.run({
    by: { kind: "system", id: "test" },
    operation: "test.append",
    decide: async () => ({ entries, output: null }),
  });
  if (isRefusal(done)) throw new Error(done.because);
}

export async function offer(house: TestHouse, kind: "node" | "gate", site: string | null) {
  const answer = await house.callAs({ roles: ["operator"] }, "identity.offer-enrolment", {
    kind,
    unit: null,
    contingent: null,
    label: `A ${kind}`,
    site,
  });
  return z.object({ device: DeviceId, code: z.string(), link: z.string() }).parse(answer);
}

/** Takes an offered enrolment up, with a key of its own. */
export async function enrol(house: TestHouse, code: string): Promise<DeviceId> {
  const caller = house.caller();
  const begun = z
    .object({ device: DeviceId, challenge: z.string() })
    .parse(await caller.call("identity.begin-enrolment", { code }));
  const pair = await newDeviceKeyPair();
  const proof = await proveDevice(pair, "enrol", { origin: ORIGIN, ...begun });
  const key = await publicDeviceKey(pair);
  await caller.call("identity.enrol-device", { code, key, challenge: begun.challenge, proof });
  return begun.device;
}

export async function openPair(): Promise<Pair> {
  await using opening = new AsyncDisposableStack();
  const house = () => testHouse({ others: [notes, nodes(traffic, null)] });
  const centre = opening.use(await house());
  const node = opening.use(await house());
  const device = await enrol(centre, (await offer(centre, "node", "trocadero")).code);
  const by: Principal = { kind: "device", id: device, roles: ["node-device"], contingent: null, unit: null };
  const fates: Fate[] = [];
  const log = pino({ level: "silent" });

  async function ask<Output>(name: string, input: object, output: z.ZodType<Output>): Promise<Asked<Output>> {
    const fate = fates.shift() ?? "well";
    if (fate === "question-lost") return { came: "cut", because: "lost on the way" };
    // As it would arrive over HTTP.
    const answer = await centre.dispatcher.call(name, JSON.parse(JSON.stringify(input)), by);
    if (fate === "answer-lost") return { came: "cut", because: "the answer was lost" };
    if (isRefusal(answer))
      return { came: answer.refused === "stale-client" ? "other-version" : "refused", because: answer.because };
    return { came: "answer", output: output.parse(JSON.parse(JSON.stringify(answer.output))), tookMs: 0 };
  }
  const link: Centre = { query: ask, command: ask };
  const kinds = new Map(traffic.down.map(({ kind }) => [kind.kind, kind]));
  const start = async () => {
    const standing = new Standing(node.clock, () => {});
    const { journal, clock, store } = node;
    const parts = { read: store.read, journal, clock, log, centre: link, standing };
    const up = new Up({
      ...parts,
      kinds: traffic.up.map(({ kind }) => kind),
      site: "trocadero",
      origin: () => "https://node.trocadero.example",
    });
    return { standing, up, down: await Down.open({ ...parts, kinds }) };
  };
  let process = await start();

  const resources = opening.move();
  const pair: Pair = {
    centre,
    node,
    device,
    fates,
    standing: () => process.standing,
    follow: () => process.down.round(),
    report: (heartbeat = false) => process.up.round(heartbeat),
    async restart() {
      process = await start();
    },
    async settle() {
      fates.length = 0;
      for (let round = 0; round < 200; round++) {
        const went = [await process.down.round(), await process.up.round(false)];
        if (went.every((each) => each === "idle")) return;
      }
      throw new Error("the two never settle");
    },
    async notes(of) {
      const rows = await tablesOf<NoteTables>(of.store.read)
        .selectFrom("test_note")
        .select(["place", "n"])
        .orderBy("seq")
        .execute();
      return rows.map(({ place, n }) => `${place} ${n}`);
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
  return pair;
}
