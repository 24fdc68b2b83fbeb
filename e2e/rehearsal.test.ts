/** The rehearsal on a real server: what it puts there, that a second start adds nothing, that orders follow its clock. */
import { readPicture } from "@cordon/kernel";
import { at } from "@cordon/seine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { z } from "zod";
import { openRehearsal, type Rehearsal } from "./rehearsal-house.ts";

const Listed = z.object({
  cameras: z.array(z.object({ reference: z.string(), state: z.string() })).default([]),
  units: z.array(z.object({ callSign: z.string() })).default([]),
  mandates: z.array(z.object({ reference: z.string(), state: z.string() })).default([]),
  signals: z
    .array(
      z.object({
        kind: z.string(),
        zone: z.string().nullable(),
        exhibits: z.array(z.object({ role: z.string() })),
      }),
    )
    .default([]),
  features: z.array(z.object({ properties: z.object({ reference: z.string() }) })).default([]),
});

let rehearsal: Rehearsal;
const call = (operation: string, told?: object) => rehearsal.call(operation, Listed, told);

/** Cameras are the last thing the rehearsal puts there. */
async function prepared(): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    if ((await call("watch.list-cameras")).cameras.length === 14) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error(`the rehearsal did not register its cameras: ${JSON.stringify(rehearsal.failures)}`);
}

beforeAll(async () => {
  rehearsal = await openRehearsal();
  rehearsal.play();
  await prepared();
}, 180_000);

afterAll(() => rehearsal[Symbol.asyncDispose](), 30_000);

describe("the rehearsal", { timeout: 60_000 }, () => {
  it("puts its units, places and orders into the system", async () => {
    expect((await call("command.list-units")).units).toHaveLength(45);
    const references = (await call("command.list-places")).features.map((feature) => feature.properties.reference);
    expect(references).toEqual(
      expect.arrayContaining(["gate-01", "gate-29", "zone-grey-louvre", "quay-debilly", "river"]),
    );
    const { mandates } = await call("mandates.list");
    expect(mandates.map(({ state }) => state)).toEqual(["in-force", "in-force", "in-force", "in-force"]);
  });

  it("sends the positions of all its units, which an area narrows", async () => {
    const { server } = rehearsal;
    const seen = async (area: readonly number[]): Promise<Set<number>> => {
      const tracks = new Set<number>();
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}/api/live`, {
        headers: { authorization: `Bearer ${server.exerciseToken}` },
      });
      socket.on("open", () => socket.send(JSON.stringify({ type: "subscribe", from: null, area, contract: null })));
      socket.on("message", (data, isBinary) => {
        if (!isBinary || !(data instanceof Buffer)) return;
        readPicture(new DataView(data.buffer, data.byteOffset, data.byteLength), {
          begin: () => {},
          gone: () => {},
          position: (track) => tracks.add(track),
        });
      });
      await new Promise((resolve) => setTimeout(resolve, 3000));
      socket.terminate();
      return tracks;
    };
    const [everywhere, aroundIena] = await Promise.all([
      seen([2.2, 48.8, 2.4, 48.9]),
      seen([2.288, 48.857, 2.297, 48.863]),
    ]);
    expect(everywhere.size).toBe(45);
    expect(aroundIena.size).toBeGreaterThan(3);
    expect(aroundIena.size).toBeLessThan(25);
  });

  it("adds nothing when it is started a second time on the same data", async () => {
    await rehearsal.stop();
    const counts = async () => ({
      units: (await call("command.list-units")).units.length,
      places: (await call("command.list-places")).features.length,
      mandates: (await call("mandates.list")).mandates.length,
      cameras: (await call("watch.list-cameras")).cameras.length,
    });
    const before = await counts();
    rehearsal.play();
    await new Promise((resolve) => setTimeout(resolve, 6000));
    expect(await counts()).toEqual(before);
  });

  it("withdraws the order for the quay when its clock passes 20:40, and renews it when the clock is sent back", async () => {
    const quay = async () =>
      (await call("mandates.list")).mandates
        .filter(({ reference }) => reference.startsWith("EX-2024-0726-02"))
        .map(({ state }) => state)
        .sort();
    expect(await quay()).toEqual(["in-force"]);
    await call("exercise.set-clock", { command: { kind: "seek", seconds: 5998 } });
    await expect.poll(quay, { timeout: 10_000 }).toEqual(["withdrawn"]);
    await call("exercise.set-clock", { command: { kind: "seek", seconds: 4440 } });
    await expect.poll(quay, { timeout: 10_000 }).toEqual(["in-force", "withdrawn"]);
  });

  it("leaves a bag before a camera, and its own analysis signals it with a still and a clip", async () => {
    await expect
      .poll(
        async () => (await call("watch.list-cameras")).cameras.find(({ reference }) => reference === "cam-07")?.state,
        { timeout: 90_000 },
      )
      .toBe("running");
    // A background is learned in the seconds before the bag is put down at 20:14:28.
    await call("exercise.set-clock", { command: { kind: "seek", seconds: at(20, 14, 12) } });
    const seen = async () =>
      (await call("command.list-signals")).signals.find(({ kind }) => kind === "abandoned-object");
    await expect.poll(seen, { timeout: 120_000, interval: 1000 }).toMatchObject({
      zone: "tete-de-pont",
      exhibits: expect.arrayContaining([
        expect.objectContaining({ role: "still" }),
        expect.objectContaining({ role: "clip" }),
      ]),
    });
  }, 240_000);

  it("was refused nothing", () => {
    expect(rehearsal.failures).toEqual([]);
  });
});
