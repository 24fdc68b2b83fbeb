import { createHash } from "node:crypto";
import { mkdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CameraId, type Envelope, ScoreRunId } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type House, openHouse } from "../../testing/house.ts";
import { cameraAt, mandateOrder, walkerFilm } from "../../testing/visit.ts";
import { CameraView } from "../../words.ts";
import { LabelledClip, ScoreRun } from "../../words/score.ts";
import { Scorer } from "./score-clips.ts";

const film = walkerFilm();

const scene = {
  events: [{ kind: "zone-entry", zone: "strip" }],
  zones: {
    strip: [
      [120, 0],
      [200, 0],
      [200, 239],
      [120, 239],
    ],
  },
};

async function labelled(house: House, label: object = {}): Promise<string> {
  const folder = join(house.folder, "labelled");
  await mkdir(folder, { recursive: true });
  const bytes = await film;
  await writeFile(join(folder, "walk.mp4"), bytes);
  const truth = {
    clip: "walk.mp4",
    sha256: createHash("sha256").update(bytes).digest("hex"),
    labelledBy: "the renderer",
    scene,
    events: [1.7, 7.4].map((fromSeconds) => ({
      kind: "zone-entry",
      zone: "strip",
      fromSeconds,
      toSeconds: fromSeconds + 1.2,
    })),
    ...label,
  };
  await writeFile(join(folder, "walk.json"), JSON.stringify(truth));
  return folder;
}

const tuning = (house: House) =>
  house.must("mandates.grant", mandateOrder({ reference: "T-2", purpose: "tuning", retentionDays: 30 }));

async function withCamera(house: House): Promise<CameraId> {
  const camera = cameraAt("/nowhere/film.mp4", { purpose: "operation", scene });
  return z.object({ camera: CameraId }).parse(await house.must("watch.register-camera", camera)).camera;
}

const runs = async (house: House) =>
  z.object({ runs: z.array(ScoreRun) }).parse(await house.must("watch.list-scores", {})).runs;
const clips = async (house: House) =>
  z.object({ clips: z.array(LabelledClip) }).parse(await house.must("watch.list-labelled", {})).clips;
const ask = async (house: House, input: object) =>
  z.object({ run: ScoreRunId }).parse(await house.must("watch.score-recording", { clip: "walk.mp4", ...input })).run;
const kindsOf = (entries: readonly Envelope[], ...wanted: string[]) =>
  entries.map(({ kind }) => kind).filter((kind) => wanted.some((each) => kind.startsWith(each)));

describe("a labelled clip", () => {
  it("is replayed under a mandate for tuning alone, scored for each setting, and its best setting kept and applied", async () => {
    await using house = await openHouse();
    const camera = await withCamera(house);
    await using scorer = new Scorer(house.context, await labelled(house));
    await scorer.open();
    expect(await clips(house)).toMatchObject([{ clip: "walk.mp4", kinds: ["zone-entry"], events: 2, problem: null }]);
    const sweep = { kind: "zone-entry", name: "dwellSeconds", values: [0, 5] };
    expect(await house.call("watch.score-recording", { camera, clip: "walk.mp4", sweep })).toMatchObject({
      refused: "no-mandate",
    });
    await tuning(house);
    expect(await house.call("watch.score-recording", { camera, clip: "other.mp4", sweep })).toMatchObject({
      refused: "not-found",
    });
    const run = await ask(house, { camera, sweep });
    await house.until("watch.score.done");
    const [done] = await runs(house);
    expect(done).toMatchObject({ id: run, state: "done", progress: null });
    const [eager, patient] = done?.lines ?? [];
    expect(eager).toMatchObject({
      setting: { value: 0 },
      truePositives: 2,
      falsePositives: 0,
      missed: 0,
      precision: 1,
      recall: 1,
    });
    expect(Math.abs(eager?.delaySeconds?.median ?? 9)).toBeLessThan(1);
    // Nobody stays five seconds: nothing to find and nothing said, so nothing known.
    expect(patient).toMatchObject({
      setting: { value: 5 },
      truePositives: 0,
      precision: null,
      recall: null,
      delaySeconds: null,
    });

    await house.must("watch.keep-score", { run, kind: "zone-entry", value: 5, apply: true });
    const { cameras } = z.object({ cameras: z.array(CameraView) }).parse(await house.must("watch.list-cameras", {}));
    expect(cameras[0]?.scene.events).toEqual([{ kind: "zone-entry", zone: "strip", dwellSeconds: 5 }]);
    const quality = await house.must("watch.read-quality", { camera });
    expect(quality).toMatchObject({ events: [{ score: { run, clip: "walk.mp4", applied: true, precision: null } }] });
    expect(kindsOf(await house.entries(), "watch.score", "mandate.use")).toEqual([
      "watch.score.asked",
      "watch.score.started",
      "mandate.used",
      "watch.score.done",
      "mandate.use-ended",
      "watch.score.kept",
    ]);
    expect(await house.rebuild()).toMatchObject({ ok: true, differences: [] });
  });

  it("is given up when somebody cancels it, waiting or running, and when its mandate ends", async () => {
    await using house = await openHouse();
    const camera = await withCamera(house);
    const { mandate } = z.object({ mandate: z.string() }).parse(await tuning(house));
    await using scorer = new Scorer(house.context, await labelled(house));
    await scorer.open();
    const sweep = { kind: "zone-entry", name: "dwellSeconds", values: Array.from({ length: 20 }, (_, i) => i) };
    const first = await ask(house, { camera, sweep });
    const second = await ask(house, { camera });
    const third = await ask(house, { camera, sweep });
    await house.until("watch.score.started");
    await house.must("watch.cancel-score", { run: second });
    await house.must("watch.cancel-score", { run: first });
    expect(await house.call("watch.cancel-score", { run: first })).toMatchObject({ refused: "not-possible-now" });
    await house.until("watch.score.started", 2);
    await house.must("mandates.withdraw", { mandate, because: "the tuning is over" });
    await house.until("watch.score.failed");
    const states = new Map((await runs(house)).map(({ id, state }) => [id, state]));
    expect([first, second, third].map((id) => states.get(id))).toEqual(["cancelled", "cancelled", "failed"]);
    expect(kindsOf(await house.entries(), "watch.score.done")).toEqual([]);
    await house.until("mandate.use-ended", 2);
  });

  it("is refused with its reason: a label of another file, of another place, none at all, or pictures kept too long", async () => {
    await using house = await openHouse();
    const camera = await withCamera(house);
    await tuning(house);
    const folder = await labelled(house, { sha256: "0".repeat(64) });
    await writeFile(join(folder, "bare.mp4"), "no video");
    await using scorer = new Scorer(house.context, folder);
    await scorer.open();
    expect((await clips(house)).map(({ clip, problem }) => [clip, problem])).toEqual([
      ["bare.mp4", "there is no label bare.json"],
      ["walk.mp4", null],
    ]);
    expect(await house.call("watch.score-recording", { camera, clip: "bare.mp4" })).toMatchObject({
      refused: "not-possible-now",
    });
    await ask(house, { camera });
    expect((await house.until("watch.score.failed")).data).toMatchObject({
      because: expect.stringContaining("another file"),
    });
    await labelled(house, { events: [{ kind: "zone-entry", zone: "moon", fromSeconds: 1, toSeconds: 2 }] });
    await ask(house, { camera });
    expect((await house.until("watch.score.failed", 2)).data).toMatchObject({
      because: expect.stringContaining("moon"),
    });
    // Thirty days are what this mandate allows.
    const old = new Date(Date.now() - 31 * 86_400_000);
    await utimes(join(folder, "walk.mp4"), old, old);
    await ask(house, { camera });
    expect((await house.until("watch.score.failed", 3)).data).toMatchObject({
      because: expect.stringContaining("had to be erased"),
    });
  });
});
