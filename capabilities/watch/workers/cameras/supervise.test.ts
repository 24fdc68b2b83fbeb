import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type Envelope, millisecondsOf, SignalEnded, SignalExhibitsAdded, SignalRaised } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { type House, openHouse } from "../../testing/house.ts";
import { cameraAt, mandateOrder, walkerFilm } from "../../testing/visit.ts";
import { CameraView } from "../../words.ts";
import { z } from "zod";

const film = walkerFilm();
const order = (over: object = {}): object => mandateOrder({ events: ["zone-entry", "abandoned-object"], ...over });
const camera = cameraAt;

async function filmIn(house: House): Promise<string> {
  const path = join(house.folder, "film.mp4");
  await writeFile(path, await film);
  return path;
}

async function view(house: House): Promise<CameraView> {
  const { cameras } = z.object({ cameras: z.array(CameraView) }).parse(await house.must("watch.list-cameras", {}));
  const [first] = cameras;
  if (first === undefined) throw new Error("there is no camera");
  return first;
}

const reasons = (entries: readonly Envelope[]): unknown[] =>
  entries.flatMap(({ kind, data }) =>
    kind === "watch.camera.stopped" ? [z.object({ because: z.string() }).parse(data).because] : [],
  );

describe("supervise", () => {
  it("runs a camera under its mandate, signals with still and clip, and stops within a second when the mandate ends", async () => {
    await using house = await openHouse();
    const { mandate } = z.object({ mandate: z.string() }).parse(await house.must("mandates.grant", order()));
    await house.must("watch.register-camera", camera(await filmIn(house)));
    const signal = await house.until("signal.raised");
    if (!SignalRaised.is(signal)) throw new Error(signal.kind);
    expect(signal.mandate).toBe(mandate);
    expect(signal.data).toMatchObject({ kind: "zone-entry", position: [2.3, 48.86], zone: null });
    expect(millisecondsOf(signal.data.noticedAt) - millisecondsOf(signal.data.since)).toBeLessThan(5000);
    const added = await house.until("signal.exhibits-added");
    if (!SignalExhibitsAdded.is(added)) throw new Error(added.kind);
    const exhibits = [...signal.data.exhibits, ...added.data.exhibits];
    const [still, clip] = await Promise.all(exhibits.map(({ blob }) => house.blobs.get(blob)));
    expect(exhibits.map(({ role, mediaType }) => `${role} ${mediaType}`)).toEqual([
      "still image/jpeg",
      "clip video/mp4",
    ]);
    expect(still instanceof Uint8Array && [still[0], still[1]]).toEqual([0xff, 0xd8]);
    expect(clip instanceof Uint8Array && Buffer.from(clip.subarray(4, 8)).toString()).toBe("ftyp");
    expect(await view(house)).toMatchObject({ state: "running", mandate, shownAddress: "film.mp4" });

    await house.must("mandates.withdraw", { mandate, because: "no longer needed" });
    const ended = await house.until("mandate.ended");
    const stopped = await house.until("watch.camera.stopped");
    expect(millisecondsOf(stopped.at) - millisecondsOf(ended.at)).toBeLessThan(1000);
    expect(reasons([stopped])).toEqual(["mandate-ended"]);
    const used = await house.until("mandate.used");
    const useEnded = await house.until("mandate.use-ended");
    expect(useEnded.data).toMatchObject({ ...z.looseObject({}).parse(used.data), because: "mandate-ended" });
    const before = (await house.entries()).filter(({ kind }) => kind === "signal.raised").length;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect((await house.entries()).filter(({ kind }) => kind === "signal.raised")).toHaveLength(before);
    expect(house.supervisor.pid).toBeUndefined();
  });

  it("says once that what a signal told of is over, when whoever came has gone", async () => {
    await using house = await openHouse();
    await house.must("mandates.grant", order());
    await house.must("watch.register-camera", camera(await filmIn(house)));
    const signal = await house.until("signal.raised");
    const end = await house.until("signal.ended");
    if (!SignalEnded.is(end) || !SignalRaised.is(signal)) throw new Error("nobody came or went");
    expect(end).toMatchObject({ data: { signal: signal.data.id }, mandate: signal.mandate });
    // Five seconds and a half through the picture; a second of it until somebody is sure.
    const seenSeconds = (millisecondsOf(end.data.seenUntil) - millisecondsOf(signal.data.noticedAt)) / 1000;
    expect(seenSeconds).toBeGreaterThan(2);
    expect(seenSeconds).toBeLessThan(6);
    expect(millisecondsOf(end.at)).toBeGreaterThanOrEqual(millisecondsOf(end.data.seenUntil));
    await house.until("signal.raised", 2);
    const ends = (await house.entries()).filter((each) => SignalEnded.is(each));
    expect(ends.filter(({ data }) => data.signal === signal.data.id)).toHaveLength(1);
  });

  it("does not run without a mandate for place, purpose and events, says why once, and starts when there is one", async () => {
    await using house = await openHouse();
    await house.must("mandates.grant", order({ reference: "T-2", events: ["density"] }));
    await house.must("watch.register-camera", camera(await filmIn(house)));
    await house.until("watch.camera.stopped");
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(reasons(await house.entries())).toEqual(["no-mandate"]);
    expect(await view(house)).toMatchObject({
      state: "stopped",
      because: "no-mandate",
      detail: "no mandate covers all events this camera is to look for",
    });
    expect(house.supervisor.pid).toBeUndefined();
    await house.must("mandates.grant", order());
    await house.until("watch.camera.started");
  });

  it("says of a file that is no video what it is, and does not try again", async () => {
    await using house = await openHouse();
    await house.must("mandates.grant", order());
    const path = join(house.folder, "notes.mp4");
    await writeFile(path, "no pictures here\n".repeat(200));
    await house.must("watch.register-camera", camera(path));
    await house.until("watch.camera.stopped");
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(reasons(await house.entries())).toEqual(["unusable"]);
    expect((await view(house)).detail).toContain("not a video");
    // Another address is another try.
    await house.must("watch.register-camera", camera(await filmIn(house)));
    await house.until("watch.camera.started");
  });

  it("tries a camera on the network again, though what it gave at first was no video", async () => {
    await using house = await openHouse();
    const content = await film;
    let requests = 0;
    const server = createServer((_request, response) => {
      response.writeHead(200, { "content-type": "video/mp4" });
      // It is being started: it hangs up in the middle of its first packet.
      response.end(++requests === 1 ? content.subarray(0, 20) : content);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      await house.must("mandates.grant", order());
      const { port } = server.address() as AddressInfo;
      await house.must("watch.register-camera", camera(`http://127.0.0.1:${port}/live`));
      await house.until("watch.camera.started");
      expect(requests).toBeGreaterThan(1);
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it("tells the operator of a camera that vanishes, and of its return", async () => {
    await using house = await openHouse();
    const content = await film;
    let isThere = true;
    const server = createServer((_request, response) => {
      if (!isThere) return void response.destroy();
      response.writeHead(200, { "content-type": "video/mp4" });
      response.write(content.subarray(0, Math.floor(content.length * 0.7)));
      setTimeout(() => {
        isThere = false;
        response.destroy();
        setTimeout(() => (isThere = true), 1500);
      }, 1500);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const { port } = server.address() as AddressInfo;
      await house.must("mandates.grant", order());
      await house.must(
        "watch.register-camera",
        camera(`http://admin:secret@127.0.0.1:${port}/live`, { playback: "once" }),
      );
      await house.until("watch.camera.started");
      await house.until("watch.camera.lost");
      const signal = (await house.entries()).find((each) => SignalRaised.is(each) && each.data.kind === "camera-lost");
      expect(signal?.data).toMatchObject({ note: expect.stringContaining("Quai") });
      await house.until("watch.camera.recovered");
      expect(JSON.stringify(await house.entries())).not.toContain("secret");
      expect(JSON.stringify(await view(house))).not.toContain("secret");
      expect((await view(house)).shownAddress).toBe(`http://127.0.0.1:${port}/live`);
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it("starts the analysis again when it is killed, and says that cameras were lost meanwhile", async () => {
    await using house = await openHouse();
    await house.must("mandates.grant", order());
    await house.must("watch.register-camera", camera(await filmIn(house)));
    await house.until("watch.camera.started");
    const { pid } = house.supervisor;
    if (pid === undefined) throw new Error("nothing runs");
    process.kill(pid, "SIGKILL");
    const lost = await house.until("watch.camera.lost");
    expect(lost.data).toMatchObject({ because: "analysis-crashed" });
    await house.until("watch.camera.recovered");
    expect(house.supervisor.pid).not.toBe(pid);
  });

  it("registers once, changes in place, and forgets the address of a camera that is removed", async () => {
    await using house = await openHouse();
    const address = "rtsp://user:pw@127.0.0.1:9/a";
    const first = await house.must("watch.register-camera", camera(address));
    expect(await house.must("watch.register-camera", camera(address))).toEqual(first);
    expect(
      (await house.entries()).filter(({ kind }) => kind.startsWith("watch.camera.") && kind !== "watch.camera.stopped"),
    ).toHaveLength(1);
    await house.must("watch.register-camera", camera("rtsp://user:other@127.0.0.1:9/a"));
    await house.until("watch.camera.changed");
    expect(await house.call("watch.register-camera", camera("concat:/etc/passwd"))).toMatchObject({
      refused: "invalid",
    });
    await house.must("watch.remove-camera", first);
    expect(await house.must("watch.list-cameras", {})).toEqual({ cameras: [] });
    expect(await house.call("watch.remove-camera", first)).toMatchObject({ refused: "not-found" });
  });
});
