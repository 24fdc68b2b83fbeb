import { isRefusal, packTracks, type Principal, readPicture, type TrackPoint } from "@cordon/kernel";
import { afterAll, beforeAll, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { RunningServer } from "./index.ts";
import { testServer } from "./testing.ts";

let server: RunningServer;
const stack = new AsyncDisposableStack();
const operator: Principal = { kind: "person", id: "p1", roles: ["operator"], contingent: null, unit: null };

beforeAll(async () => {
  server = await testServer(stack, { rehearsing: true });
}, 60_000);
afterAll(() => stack.disposeAsync());

async function call(name: string, input: unknown, by = operator): Promise<Record<string, unknown>> {
  const answer = await server.dispatcher.call(name, input, by);
  if (isRefusal(answer)) throw new Error(`${name}: ${answer.because}`);
  return JSON.parse(JSON.stringify(answer.output));
}

async function socket(): Promise<WebSocket> {
  const opened = new WebSocket(`ws://127.0.0.1:${server.port}/api/live`, {
    headers: { authorization: `Bearer ${server.exerciseToken}` },
  });
  stack.defer(() => opened.terminate());
  await new Promise((resolve, reject) => opened.once("open", resolve).once("error", reject));
  return opened;
}

it("a position in the ocean or in the future is not shown, is counted, and is said to whoever may know whose it is", async () => {
  const registered = async (reference: string, callSign: string) => {
    const { contingent } = await call("command.register-contingent", {
      ...{ reference, name: reference, nation: "FR", languages: ["fr"] },
    });
    const { unit, track } = await call("command.register-unit", { callSign, kind: "patrol", contingent, strength: 2 });
    if (typeof track !== "number") throw new Error("no track");
    return { contingent: String(contingent), unit, track };
  };
  const police = await registered("FR-PN", "P-1");
  const guardia = await registered("ES-GC", "G-1");
  const point = (track: number, lon: number, lat: number, atMs = Date.now()): TrackPoint => ({
    ...{ track, lon, lat, atMs, heading: null, speed: null },
  });

  // Everybody's positions, as a console is sent them.
  const viewer = await socket();
  const seen = new Map<number, readonly [number, number]>();
  const everSeen = new Set<string>();
  viewer.on("message", (data: Buffer, isBinary: boolean) => {
    if (!isBinary) return;
    readPicture(new DataView(data.buffer, data.byteOffset, data.byteLength), {
      begin: (everything) => everything && seen.clear(),
      gone: (track) => seen.delete(track),
      position(track, lon, lat) {
        seen.set(track, [lon, lat]);
        everSeen.add(`${track} ${lon.toFixed(1)} ${lat.toFixed(1)}`);
      },
    });
  });
  viewer.send(JSON.stringify({ type: "subscribe", from: null, area: [-180, -90, 180, 90], contract: null }));
  const sender = await socket();
  const send = (...points: TrackPoint[]) => sender.send(new Uint8Array(packTracks(points, Date.now()).buffer));

  // Without a place nobody knows where the operation is.
  await expect
    .poll(() => {
      send(point(police.track, -40, 30), point(guardia.track, -40, 30));
      return [seen.get(police.track)?.map(Math.round), seen.get(guardia.track)?.map(Math.round)];
    })
    .toEqual([
      [-40, 30],
      [-40, 30],
    ]);

  await call("command.draw-place", {
    ...{ reference: "trocadero", kind: "post", name: { fr: "Trocadéro", en: "Trocadéro" }, regime: null },
    shape: { type: "Point", coordinates: [2.2885, 48.8617] },
  });
  send(point(police.track, 2.29, 48.86), point(guardia.track, 2.3, 48.86));
  await expect.poll(() => seen.get(guardia.track)?.[0]).toBeCloseTo(2.3, 3);
  await expect.poll(() => seen.get(police.track)?.[0]).toBeCloseTo(2.29, 3);
  everSeen.clear();

  send(point(police.track, -35, 30), point(guardia.track, 0, 0));
  // A phone whose clock is two minutes ahead.
  const ahead = Date.now() + 120_000;
  sender.send(new Uint8Array(packTracks([point(police.track, 2.7, 48.8, ahead)], ahead).buffer));
  // 150 km off is a helicopter that fetches somebody.
  send(point(guardia.track, 2.3, 50.2));
  await expect.poll(() => seen.get(guardia.track)?.[1]).toBeCloseTo(50.2, 3);
  expect(seen.get(police.track)?.[0]).toBeCloseTo(2.29, 3);
  expect([...everSeen]).toEqual([`${guardia.track} 2.3 50.2`]);

  const said = await call("command.list-refused-positions", {});
  expect(said).toMatchObject({ counts: { tooFar: 2, future: 1, impossible: 0 } });
  expect(said["units"]).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ callSign: "P-1", because: "future", count: 2 }),
      expect.objectContaining({ callSign: "G-1", because: "tooFar", count: 1 }),
    ]),
  );
  const liaison: Principal = {
    ...operator,
    id: "p2",
    roles: ["liaison"],
    contingent: JSON.parse(JSON.stringify(guardia.contingent)),
  };
  expect(await call("command.list-refused-positions", {}, liaison)).toMatchObject({ units: [{ callSign: "G-1" }] });

  // A unit that is handed off takes what was said of it along.
  await call("command.withdraw-unit", { unit: guardia.unit });
  await expect
    .poll(async () => (await call("command.list-refused-positions", {}))["units"])
    .toMatchObject([{ callSign: "P-1" }]);
});
