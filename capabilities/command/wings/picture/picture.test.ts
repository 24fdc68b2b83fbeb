import { Hub } from "@cordon/ground";
import { isRefusal, type Principal, SignalRaised } from "@cordon/kernel";
import { afterAll, describe, expect, it, vi } from "vitest";
import { openCrew } from "../../testing/crew.ts";
import { operator, trocadero } from "../../testing/standing.ts";
import { sharingOf } from "./rules/sharing.ts";
import { SharingBook } from "./sharing-book.ts";
import { followTracks } from "./workers/follow-tracks.ts";
import { FenceCrossed } from "./words.ts";
import { watchFences } from "./workers/watch-fences.ts";

const crew = await openCrew();
const { room, police, guardia, medics, phone, liaison, size } = crew;
afterAll(() => crew[Symbol.asyncDispose]());

const why = (answer: unknown) => (isRefusal(answer) ? answer.refused : null);
const medicsPhone: Principal = { kind: "device", id: "d2", roles: ["field-device"], contingent: guardia, unit: medics };

describe("sharing a position", () => {
  it("is for those on duty who have not paused", () => {
    const duty = { withdrawn: false, rostered: true, shiftOn: false, openTasks: 0, paused: false };
    expect(sharingOf(duty)).toBe("off-duty");
    expect(sharingOf({ ...duty, shiftOn: true })).toBe("shared");
    expect(sharingOf({ ...duty, openTasks: 1 })).toBe("shared");
    expect(sharingOf({ ...duty, rostered: false })).toBe("shared");
    expect(sharingOf({ ...duty, shiftOn: true, openTasks: 1, paused: true })).toBe("paused");
    expect(sharingOf({ ...duty, shiftOn: true, withdrawn: true })).toBe("off-duty");
  });

  it("is paused by the unit with a reason: its position is gone at once, whoever sends it, and comes back when it says so", async () => {
    await using opened = new AsyncDisposableStack();
    const hub = opened.use(new Hub({ journal: room.journal, kinds: [], nowMs: () => Date.now() }));
    const book = new SharingBook();
    opened.use(await followTracks(book).start({ ...room.context, live: hub }));
    const { track } = await room.must("command.my-sharing", {}, phone);
    const report = () =>
      hub.report([{ track, lon: 2.29, lat: 48.86, heading: null, speed: null, atMs: Date.now() }]).taken;
    expect(report()).toBe(1);
    expect(book.mayReport(phone, track)).toBe(true);
    expect(book.mayReport(medicsPhone, track)).toBe(false);
    await room.must("command.pause-sharing", { because: "Lunch" }, phone);
    expect(hub.position(track)).toBeNull();
    expect(report()).toBe(0);
    expect((await room.must("command.list-pauses", {}, operator)).pauses).toMatchObject([
      { callSign: "K9-2", because: "Lunch" },
    ]);
    expect((await room.must("command.list-pauses", {}, liaison)).pauses).toEqual([]);
    const before = size();
    await room.must("command.pause-sharing", { because: "Still lunch" }, phone);
    expect(size()).toBe(before);
    expect(await room.must("command.my-sharing", {}, phone)).toMatchObject({ sharing: "paused", because: "Lunch" });
    await room.must("command.resume-sharing", {}, phone);
    await expect.poll(report).toBe(1);
    expect(why(await room.ask("command.pause-sharing", { because: "t" }, operator))).toBe("not-permitted");
  });
});

describe("a fence", () => {
  it("raises a signal when a unit it is about enters, and another when it leaves", async () => {
    await using opened = new AsyncDisposableStack();
    let nowMs = Date.now() - 600_000;
    const hub = opened.use(new Hub({ journal: room.journal, kinds: [], nowMs: () => Date.now() }));
    opened.use(await followTracks(new SharingBook()).start({ ...room.context, live: hub }));
    const [lon, lat] = trocadero;
    const ring = [
      [lon - 0.001, lat - 0.001],
      [lon + 0.001, lat - 0.001],
      [lon + 0.001, lat + 0.001],
      [lon - 0.001, lat + 0.001],
      [lon - 0.001, lat - 0.001],
    ] as const;
    const area = { type: "Polygon", coordinates: [ring] } as const;
    const { fence } = await room.must(
      "command.draw-fence",
      { name: "Terrace", area, kinds: ["dog-team"], on: "both" },
      operator,
    );
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    try {
      const clock = room.context.clock;
      opened.use(await watchFences.start({ ...room.context, live: hub, clock }));
      // Another server that hears of the same units.
      opened.use(await watchFences.start({ ...room.context, live: hub, clock }));
      const tracks = new Map(
        (await room.must("command.list-units", {}, operator)).units.map((unit) => [unit.callSign, unit.track]),
      );
      const be = async (where: readonly [number, number], times: number) => {
        for (let time = 0; time < times; time++) {
          nowMs += 4000;
          for (const callSign of ["K9-2", "MED-1"])
            hub.report([
              {
                ...{ track: tracks.get(callSign) ?? 0, lon: where[0], lat: where[1] },
                ...{ heading: null, speed: null, atMs: nowMs },
              },
            ]);
          await vi.advanceTimersByTimeAsync(1000);
        }
      };
      const before = size();
      const raised = async () =>
        (await room.journal.read(before, 50)).filter(SignalRaised.is).map(({ data }) => [data.kind, data.zone]);
      const crossedBy = async (by: Principal) =>
        (await room.must("command.list-signals", {}, by)).signals
          .filter(({ kind }) => kind.startsWith("fence"))
          .map(({ kind, note, crossed }) => [kind, note, crossed?.callSign ?? null]);
      await be([lon + 0.01, lat], 2);
      await be(trocadero, 4);
      await expect.poll(raised).toEqual([["fence-entered", "Terrace"]]);
      expect(await crossedBy(operator)).toEqual([["fence-entered", "", "K9-2"]]);
      // Of another contingent: that somebody entered, and not who.
      expect(await crossedBy(liaison)).toEqual([["fence-entered", "", null]]);
      const entered = (await room.journal.read(before, 50)).find(FenceCrossed.is);
      expect(entered && FenceCrossed.contingentOf?.(entered.data)).toBe(police);
      await be([lon + 0.01, lat], 3);
      await expect.poll(raised).toEqual([
        ["fence-entered", "Terrace"],
        ["fence-left", "Terrace"],
      ]);
      await room.must("command.remove-fence", { fence }, operator);
      await be(trocadero, 4);
      expect(await raised()).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
    expect((await room.must("command.list-fences", {}, operator)).fences).toEqual([]);
    const period = { from: "2026-07-26T18:00:00.000Z", until: "2026-07-26T17:00:00.000Z" };
    expect(why(await room.ask("command.draw-fence", { name: "t", area, ...period }, operator))).toBe("invalid");
  });
});

describe("an overlay", () => {
  const line = {
    type: "LineString",
    coordinates: [
      [2.28, 48.86],
      [2.29, 48.86],
    ],
  } as const;
  const seenBy = async (by: Principal) =>
    (await room.must("command.list-overlays", {}, by)).overlays.map(({ name, version }) => `${name} ${version}`);

  it("is seen by those it was drawn for, in its last version", async () => {
    const { incident } = await crew.ordered(medics);
    const draw = { style: "arrow", shape: line } as const;
    const { overlay } = await room.must("command.draw-overlay", { ...draw, name: "Way in" }, operator);
    await room.must(
      "command.draw-overlay",
      { ...draw, name: "Police", audience: { to: "contingent", contingent: police } },
      operator,
    );
    await room.must(
      "command.draw-overlay",
      { ...draw, name: "Cordon", audience: { to: "incident", incident } },
      operator,
    );
    expect(await seenBy(operator)).toEqual(["Way in 1", "Police 1", "Cordon 1"]);
    expect(await seenBy(phone)).toEqual(["Way in 1", "Police 1"]);
    expect(await seenBy(medicsPhone)).toEqual(["Way in 1", "Cordon 1"]);
    expect(await seenBy(liaison)).toEqual(["Way in 1", "Cordon 1"]);
    const again = { ...draw, id: overlay, name: "Way out", version: 1 };
    await room.must("command.draw-overlay", again, operator);
    const before = size();
    await room.must("command.draw-overlay", { ...again, version: 2 }, operator);
    expect(size()).toBe(before);
    expect(why(await room.ask("command.draw-overlay", { ...again, name: "Mine", version: 1 }, operator))).toBe(
      "conflict",
    );
    expect((await seenBy(phone))[0]).toBe("Way out 2");
    await room.must("command.withdraw-overlay", { overlay }, operator);
    expect(await seenBy(phone)).toEqual(["Police 1"]);
    expect(why(await room.ask("command.draw-overlay", { name: "t", style: "area", shape: line }, operator))).toBe(
      "invalid",
    );
    expect(
      why(
        await room.ask(
          "command.draw-overlay",
          { ...draw, name: "t", audience: { to: "contingent", contingent: police } },
          liaison,
        ),
      ),
    ).toBe("not-found");
  });

  it("travels as GeoJSON, and importing an export changes nothing", async () => {
    const collection = {
      type: "FeatureCollection" as const,
      features: [
        {
          type: "Feature" as const,
          geometry: { type: "Point" as const, coordinates: trocadero },
          properties: { name: "Meet here", style: "text" as const, text: "RV 1", affiliation: "neutral" as const },
        },
      ],
    };
    expect(await room.must("command.import-overlays", { collection }, operator)).toEqual({ drawn: 1, unchanged: 0 });
    const all = await room.must("command.export-overlays", {}, operator);
    const mine = { ...all, features: all.features.filter(({ properties }) => properties.name === "Meet here") };
    expect(await room.must("command.import-overlays", { collection: mine }, operator)).toEqual({
      drawn: 0,
      unchanged: 1,
    });
    const [meet] = mine.features;
    expect(meet?.properties.affiliation).toBe("neutral");
    // Whose it is belongs to the drawing: changed, it is the next version; and what is drawn without stays without.
    const { name, style, text } = meet?.properties ?? { name: "", style: "text" as const, text: "" };
    const anew = { id: meet?.id, name, style, text, shape: { type: "Point" as const, coordinates: trocadero } };
    await room.must("command.draw-overlay", { ...anew, affiliation: "hostile" }, operator);
    const listed = async () =>
      (await room.must("command.list-overlays", {}, operator)).overlays.find(({ id }) => id === meet?.id);
    expect(await listed()).toMatchObject({ version: 2, affiliation: "hostile" });
    await room.must("command.draw-overlay", anew, operator);
    expect(await listed()).toMatchObject({ version: 3 });
    expect(await listed()).not.toHaveProperty("affiliation");
    expect(
      why(await room.ask("command.draw-overlay", { ...anew, affiliation: "suspect" as "hostile" }, operator)),
    ).toBe("invalid");
    const long = Array.from({ length: 1001 }, (_, at) => [2 + at / 1e4, 48] as const);
    expect(
      why(
        await room.ask(
          "command.draw-overlay",
          { name: "t", style: "line", shape: { type: "LineString", coordinates: long } },
          operator,
        ),
      ),
    ).toBe("invalid");
  });
});
