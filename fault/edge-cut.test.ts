import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { onnx } from "@cordon/watch/testing/onnx.ts";
import { cameraAt, mandateOrder, passersFilm } from "@cordon/watch/testing/visit.ts";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Spooled, spooled, startEdge } from "./edge-process.ts";
import { hasSecondLoopback, linkTo } from "./link.ts";
import { entriesOf, startedProcess, temporaryFolder, until } from "./server-process.ts";
import { Doors } from "./site.ts";

const Signals = z.object({
  signals: z.array(
    z.looseObject({
      id: z.string(),
      kind: z.string(),
      seenUntil: z.string().nullable(),
      exhibits: z.array(z.looseObject({ role: z.string() })),
    }),
  ),
});
const Cameras = z.object({ cameras: z.array(z.looseObject({ state: z.string(), edge: z.string().nullable() })) });

const Ended = z.object({ signal: z.string() });
const film = passersFilm();

/** A centre with a camera that an edge is to analyse, and the line between them. */
async function quay(environment: Readonly<Record<string, string>> = {}) {
  await using opening = new AsyncDisposableStack();
  const home = opening.use(temporaryFolder());
  const centre = opening.use(await startedProcess(join(home.path, "centre"), [], { environment }));
  const doors = new Doors(() => centre);
  const { mandate } = await doors.tell("mandates.grant", mandateOrder(), z.object({ mandate: z.string() }));
  const link = opening.use(await linkTo(Number(new URL(centre.url).port)));
  const offered = await doors.tell(
    "identity.offer-enrolment",
    { kind: "edge", unit: null, contingent: null, label: "Quai" },
    z.object({ device: z.string(), code: z.string() }),
  );
  const address = join(home.path, "film.mp4");
  await writeFile(address, await film);
  await doors.tell("watch.register-camera", cameraAt(address, { edge: offered.device }), z.object({}));
  const all = opening.move();
  return { home, centre, doors, mandate, link, offered, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

describe.skipIf(!hasSecondLoopback)("an edge whose line is cut", { timeout: 240_000 }, () => {
  it("keeps what it notices, and that it is over, through a kill, and brings it once when the line is back", async () => {
    await using at = await quay();
    const { home, centre, doors, mandate, link, offered } = at;
    const folder = join(home.path, "edge");
    const there = async () => (await doors.ask("command.list-signals", Signals, { state: "all" })).signals;
    const visits = async () => (await there()).filter(({ kind }) => kind === "zone-entry");
    const camera = async () => (await doors.ask("watch.list-cameras", Cameras)).cameras[0];

    const edge = startEdge(folder, link.origin, offered.code);
    await until(async () => (await visits()).some(({ exhibits }) => exhibits.length === 2), 40_000);
    await until(async () => (await visits()).some(({ seenUntil }) => seenUntil !== null), 20_000);
    expect(await camera()).toMatchObject({ state: "running", edge: offered.device });

    await link.cut();
    const ended = () => new Set(spooled(folder).flatMap(({ item, signal }) => (item === "ended" ? [signal] : [])));
    const isOver = ({ item, signal }: Spooled) => item === "signal" && ended().has(signal);
    await until(() => spooled(folder).filter(isOver).length >= 2, 40_000);
    await edge.kill();
    const kept = spooled(folder).filter(({ item }) => item === "signal");
    const over = ended();
    const before = new Set((await visits()).map(({ id }) => id));
    expect(kept.every(({ signal }) => !before.has(signal))).toBe(true);

    // It comes back while nobody can be asked: it has no orders, watches nothing, and loses nothing.
    await using again = startEdge(folder, link.origin);
    await until(() => again.said().includes("out of reach"));
    expect(spooled(folder).filter(({ item }) => item === "signal")).toEqual(kept);
    await link.heal();
    await until(async () => {
      const arrived = new Set((await visits()).map(({ id }) => id));
      return kept.every(({ signal }) => arrived.has(signal));
    }, 40_000);
    await until(() => spooled(folder).every(({ signal }) => !kept.some((each) => each.signal === signal)));
    for (const { id, seenUntil } of await visits()) if (over.has(id)) expect(seenUntil).not.toBe(null);
    const ids = (await visits()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { exhibits } of (await visits()).filter(({ id }) => kept.some(({ signal }) => signal === id)))
      expect(exhibits.filter(({ role }) => role === "still")).toHaveLength(1);

    // The order is withdrawn: the edge goes dark as the centre would.
    await until(async () => (await camera())?.state === "running");
    await doors.tell("mandates.withdraw", { mandate, because: "no longer needed" }, z.object({}));
    await until(async () => (await camera())?.state === "stopped");
    await until(() => spooled(folder).length === 0, 10_000);
    const afterEnd = (await there()).length;
    await sleep(2_000);
    expect((await there()).length).toBe(afterEnd);
    expect(again.said()).not.toContain("film.mp4");

    await centre[Symbol.asyncDispose]();
    const ends = (await entriesOf(join(home.path, "centre"))).flatMap(({ kind, data }) =>
      kind === "signal.ended" ? [Ended.parse(data).signal] : [],
    );
    expect(ends).toEqual([...new Set(ends)]);
    expect(ends).toEqual(expect.arrayContaining([...over]));
  });

  it("looks with the centre's detector, before and after a kill, until the centre uses none", async () => {
    await using at = await quay();
    const folder = join(at.home.path, "edge");
    const model = onnx({
      outputs: [{ name: "output0", shape: [1, 6, 84], values: () => 0 }],
      metadata: { names: "{0: 'person', 1: 'suitcase'}" },
    });
    const sha256 = createHash("sha256").update(model).digest("hex");
    const source = join(at.home.path, "small.onnx");
    await writeFile(source, model);
    const nothing = z.object({});
    await at.doors.tell("watch.add-model", { sha256, name: "small", source, licence: "MIT" }, nothing);
    const ready = z.object({ models: z.array(z.looseObject({ state: z.literal("ready") })).length(1) });
    const models = z.object({ models: z.array(z.looseObject({})) });
    await until(async () => ready.safeParse(await at.doors.ask("watch.list-models", models)).success, 40_000);
    await using edge = startEdge(folder, at.link.origin, at.offered.code);
    await until(() => edge.said().includes("the centre is in reach") || edge.said().includes(" to send"), 40_000);
    expect(edge.said()).not.toContain("detector");
    await at.doors.tell("watch.use-model", { sha256 }, nothing);
    await until(() => edge.said().includes(`cameras look with the detector ${sha256}`), 40_000);
    expect(readdirSync(join(folder, "model"))).toEqual([sha256]);
    await edge.kill();
    await using again = startEdge(folder, at.link.origin);
    await until(() => again.said().includes(`cameras look with the detector ${sha256}`), 40_000);
    await at.doors.tell("watch.use-model", { sha256: null }, nothing);
    await until(() => readdirSync(join(folder, "model")).length === 0, 20_000);
    const noticed = z.object({ signals: z.array(z.looseObject({ kind: z.literal("zone-entry") })).min(1) });
    await until(
      async () => noticed.safeParse(await at.doors.ask("command.list-signals", Signals, { state: "all" })).success,
      40_000,
    );
  });

  it("goes dark when its lease is over, while the centre can say nothing", async () => {
    await using at = await quay({ CORDON_EDGE_LEASE: "10" });
    const folder = join(at.home.path, "edge");
    await using edge = startEdge(folder, at.link.origin, at.offered.code);
    const running = z.object({ cameras: z.array(z.looseObject({ state: z.literal("running") })).length(1) });
    await until(async () => running.safeParse(await at.doors.ask("watch.list-cameras", Cameras)).success, 40_000);
    at.link.freeze();
    await until(() => spooled(folder).some(({ item }) => item === "signal"), 10_000);
    await until(() => edge.said().includes("lease is over"), 15_000);
    const noticed = spooled(folder).length;
    await sleep(5_000);
    expect(spooled(folder)).toHaveLength(noticed);
  });
});
