import { createHash } from "node:crypto";
import { newId } from "@cordon/ground";
import {
  BlobHash,
  CameraId,
  DeviceId,
  instantOf,
  millisecondsOf,
  SignalEnded,
  SignalId,
  SignalRaised,
} from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type House, openHouse } from "../testing/house.ts";
import { cameraAt, mandateOrder } from "../testing/visit.ts";
import type { EdgeItem } from "../words/edge.ts";
import { HealthBook } from "../workers/cameras/health-book.ts";
import { EdgeDesk } from "./desk.ts";

const edge = newId(DeviceId);
const pulse = {
  widthPixels: 640,
  heightPixels: 360,
  codec: "h264",
  decodedBy: "software",
  stream: "sub",
  analysedPerSecond: 6,
  looksPerSecond: null,
  droppedPerSecond: 0,
  damagedPerSecond: 0,
  lagSeconds: 0,
  behind: false,
  blind: null,
  clockJumps: 0,
  reconnects: 0,
  group: 0,
} as const;

const grant = async (house: House): Promise<string> =>
  z.object({ mandate: z.string() }).parse(await house.must("mandates.grant", mandateOrder())).mandate;

const register = async (house: House): Promise<CameraId> => {
  const subAddress = "rtsp://user:pw@127.0.0.1:9/sub";
  const camera = cameraAt("rtsp://user:pw@127.0.0.1:9/main", { subAddress, edge });
  return z.object({ camera: CameraId }).parse(await house.must("watch.register-camera", camera)).camera;
};

/** A desk in a house, whose clock a test moves. */
async function openDesk() {
  const house = await openHouse();
  const health = new HealthBook();
  const desk = new EdgeDesk(health, 60);
  let elapsedMs = 0;
  const clock = { ...house.context.clock, now: () => house.context.clock.now(), elapsedMs: () => elapsedMs };
  const open = desk.open({ ...house.context, clock });
  return {
    house,
    desk,
    health,
    pass: (ms: number) => {
      elapsedMs += ms;
    },
    async [Symbol.asyncDispose]() {
      await open[Symbol.asyncDispose]();
      await house[Symbol.asyncDispose]();
    },
  };
}

const signalOf = (camera: CameraId, over: Partial<Extract<EdgeItem, { item: "signal" }>> = {}): EdgeItem => ({
  item: "signal",
  signal: newId(SignalId),
  camera,
  kind: "zone-entry",
  since: instantOf(Date.now() - 1000),
  noticedAt: instantOf(Date.now()),
  confidence: 0.9,
  zone: null,
  box: { x: 1, y: 2, width: 3, height: 4 },
  still: null,
  ...over,
});

const raised = async (house: House) => (await house.entries()).filter((each) => SignalRaised.is(each));

describe("the desk of the edges", () => {
  it("orders an edge its own cameras, under a mandate and for a lease; the centre leaves them to it", async () => {
    await using at = await openDesk();
    const camera = await register(at.house);
    const without = await at.desk.orders(edge, null);
    expect(without?.cameras).toEqual([]);
    // Who waits with the orders it has is answered when they change.
    const waiting = at.desk.orders(edge, without?.mark ?? null);
    const mandate = await grant(at.house);
    const orders = await waiting;
    expect(orders?.cameras).toMatchObject([
      {
        camera,
        address: "rtsp://user:pw@127.0.0.1:9/main",
        subAddress: "rtsp://user:pw@127.0.0.1:9/sub",
        leaseSeconds: 60,
      },
    ]);
    expect((await at.desk.orders(newId(DeviceId), null))?.cameras).toEqual([]);
    expect(at.house.supervisor.pid).toBeUndefined();

    await at.desk.report(edge, [{ state: "seeing", camera, pulse }], []);
    await at.house.until("watch.camera.started");
    expect(at.health.all(instantOf(Date.now()))).toMatchObject([{ camera, analysedBy: edge, stream: "sub" }]);
    await at.house.must("mandates.withdraw", { mandate, because: "no longer needed" });
    expect((await at.desk.orders(edge, null))?.cameras).toEqual([]);
    const stopped = await at.house.until("watch.camera.stopped");
    expect(stopped.data).toMatchObject({ because: "mandate-ended" });
  });

  it("writes down once what is sent twice, asks for the pictures it needs, and sets aside what no mandate covered", async () => {
    await using at = await openDesk();
    const camera = await register(at.house);
    await grant(at.house);
    const jpeg = Buffer.from("a still");
    const hash = BlobHash.parse(createHash("sha256").update(jpeg).digest("hex"));
    const content = { hash, bytes: jpeg.length };
    const shown = signalOf(camera, { still: content });
    const early = signalOf(camera, { noticedAt: instantOf(Date.now() - 120_000) });
    const items = [early, shown];
    expect(await at.desk.report(edge, [], items)).toEqual({ settled: 1, missing: [hash] });
    expect(at.desk.upload(hash, 0, jpeg.subarray(0, 3))).toBe(3);
    // A piece whose answer was lost comes again.
    expect(at.desk.upload(hash, 0, jpeg.subarray(0, 3))).toBe(3);
    expect(at.desk.upload(hash, 3, jpeg.subarray(3))).toBe(jpeg.length);
    expect(await at.desk.report(edge, [], items)).toEqual({ settled: 2, missing: [] });
    expect(await at.desk.report(edge, [], items)).toEqual({ settled: 2, missing: [] });
    const clip: EdgeItem = { item: "clip", signal: shown.signal, camera, clip: content };
    expect(await at.desk.report(edge, [], [clip])).toMatchObject({ settled: 0, missing: [hash] });
    at.desk.upload(hash, 0, jpeg);
    expect(await at.desk.report(edge, [], [clip, clip])).toEqual({ settled: 2, missing: [] });
    const blind: EdgeItem = {
      item: "camera",
      signal: newId(SignalId),
      camera,
      because: "covered",
      since: instantOf(Date.now() - 20_000),
      noticedAt: instantOf(Date.now()),
    };
    await at.desk.report(edge, [], [blind, blind]);
    // Another edge speaks for none of it.
    await at.desk.report(newId(DeviceId), [{ state: "seeing", camera, pulse }], [signalOf(camera)]);

    const entries = await raised(at.house);
    expect(entries.map(({ data }) => data)).toMatchObject([
      { id: shown.signal, kind: "zone-entry", exhibits: [{ role: "still", blob: hash }] },
      { id: blind.signal, kind: "camera-blind", note: expect.stringContaining("masqué") },
    ]);
    expect((await at.house.entries()).filter(({ kind }) => kind === "signal.exhibits-added")).toHaveLength(1);
    expect((await at.house.entries()).filter(({ kind }) => kind === "watch.camera.started")).toEqual([]);
  });

  it("writes down once that a signal is over, though another desk is told of it again, and what it counted", async () => {
    await using at = await openDesk();
    const camera = await register(at.house);
    await grant(at.house);
    const measure = { people: 312, error: 20.5, personsPerSquareMetre: 3.1 };
    const crowd = signalOf(camera, { measure });
    const seenUntil = instantOf(Date.now() - 500);
    const ended: EdgeItem = { item: "ended", signal: crowd.signal, camera, seenUntil };
    const unheard: EdgeItem = { ...ended, signal: newId(SignalId) };
    // Before its signal there is nothing that could be over.
    expect(await at.desk.report(edge, [], [unheard, crowd, ended, ended])).toEqual({ settled: 4, missing: [] });
    // The answer was lost, and the centre began anew meanwhile.
    const again = new EdgeDesk(new HealthBook());
    await using _open = again.open(at.house.context);
    expect(await again.report(edge, [], [crowd, { ...ended, seenUntil: instantOf(Date.now()) }])).toMatchObject({
      settled: 2,
    });
    expect((await raised(at.house)).map(({ data }) => data)).toMatchObject([{ note: expect.stringContaining("312") }]);
    const ends = (await at.house.entries()).filter((each) => SignalEnded.is(each));
    expect(ends.map(({ data }) => data)).toEqual([{ signal: crowd.signal, seenUntil }]);
  });

  it("says that cameras are lost whose edge is silent for half a minute, and found when it speaks", async () => {
    await using at = await openDesk();
    const camera = await register(at.house);
    await grant(at.house);
    await at.desk.report(edge, [{ state: "seeing", camera, pulse: null }], []);
    const started = await at.house.until("watch.camera.started");
    at.pass(29_000);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect((await at.house.entries()).map(({ kind }) => kind)).not.toContain("watch.camera.lost");
    at.pass(2_000);
    const lost = await at.house.until("watch.camera.lost");
    expect(lost.data).toMatchObject({ because: "edge-silent" });
    expect(millisecondsOf(lost.at)).toBeGreaterThan(millisecondsOf(started.at));
    expect((await raised(at.house)).map(({ data }) => data)).toMatchObject([{ kind: "camera-lost" }]);
    await at.desk.report(edge, [{ state: "seeing", camera, pulse: null }], []);
    await at.house.until("watch.camera.recovered");
  });
});
