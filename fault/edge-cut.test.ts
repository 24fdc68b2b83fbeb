import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { instantOf } from "@cordon/kernel";
import { recordingOf } from "@cordon/watch/testing/recording.ts";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { spooled, startEdge } from "./edge-process.ts";
import { hasSecondLoopback, linkTo } from "./link.ts";
import { startedProcess, temporaryFolder, until } from "./server-process.ts";
import { Doors } from "./site.ts";

const Signals = z.object({
  signals: z.array(
    z.looseObject({ id: z.string(), kind: z.string(), exhibits: z.array(z.looseObject({ role: z.string() })) }),
  ),
});
const Cameras = z.object({ cameras: z.array(z.looseObject({ state: z.string(), edge: z.string().nullable() })) });

const area = {
  type: "Polygon",
  coordinates: [
    [
      [2.29, 48.85],
      [2.31, 48.85],
      [2.31, 48.87],
      [2.29, 48.87],
      [2.29, 48.85],
    ],
  ],
};

/** Somebody comes by every three seconds. */
const film = recordingOf(
  {
    width: 160,
    height: 120,
    seed: 3,
    noise: 1.5,
    texture: 20,
    ground: 130,
    draw: (seconds) => [
      { what: "person", x: (70 * seconds) % 210, y: 100, width: 16, height: 40, level: 40, stride: 7 * seconds },
    ],
  },
  120,
  6,
);

describe.skipIf(!hasSecondLoopback)("an edge whose line is cut", { timeout: 120_000 }, () => {
  it("keeps what it notices, through a kill, and brings it once when the line is back", async () => {
    using home = temporaryFolder();
    await using centre = await startedProcess(join(home.path, "centre"));
    const doors = new Doors(() => centre);
    const { mandate } = await doors.tell(
      "mandates.grant",
      {
        reference: "T-1",
        authority: "Préfet (exercice)",
        legalBasis: "Loi 2023-380, art. 10",
        processings: ["algorithmic-video"],
        events: ["zone-entry"],
        purpose: "event-security",
        statement: { fr: "Essai.", en: "Test." },
        area,
        period: { from: instantOf(Date.now() - 60_000), until: instantOf(Date.now() + 3_600_000) },
        retentionDays: 1,
      },
      z.object({ mandate: z.string() }),
    );
    await using link = await linkTo(Number(new URL(centre.url).port));
    const offered = await doors.tell(
      "identity.offer-enrolment",
      { kind: "edge", unit: null, contingent: null, label: "Quai" },
      z.object({ device: z.string(), code: z.string() }),
    );
    const address = join(home.path, "film.mp4");
    await writeFile(address, await film);
    await doors.tell(
      "watch.register-camera",
      {
        reference: "quai-1",
        name: { fr: "Quai", en: "Quay" },
        position: [2.3, 48.86],
        purpose: "event-security",
        scene: { events: [{ kind: "zone-entry" }] },
        address,
        edge: offered.device,
      },
      z.object({}),
    );
    const folder = join(home.path, "edge");
    const there = async () => (await doors.ask("command.list-signals", Signals, { state: "all" })).signals;
    const visits = async () => (await there()).filter(({ kind }) => kind === "zone-entry");
    const camera = async () => (await doors.ask("watch.list-cameras", Cameras)).cameras[0];

    const edge = startEdge(folder, link.origin, offered.code);
    await until(async () => (await visits()).some(({ exhibits }) => exhibits.length === 2), 40_000);
    expect(await camera()).toMatchObject({ state: "running", edge: offered.device });

    await link.cut();
    await until(() => spooled(folder).filter(({ item }) => item === "signal").length >= 2, 40_000);
    await edge.kill();
    const kept = spooled(folder).filter(({ item }) => item === "signal");
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
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect((await there()).length).toBe(afterEnd);
    expect(again.said()).not.toContain("film.mp4");
  });
});
