import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Analyser, alertsOf, makeWasmKernels, match, Passages, type ReadPicture, readPictures } from "@cordon/watch";
import type { Measurement } from "./measurement.ts";
import { laneStories } from "./watch/lane-stories.ts";
import type { LaneStory } from "./watch/lane-story.ts";

const RECORDINGS = fileURLToPath(new URL("../../shared/data/video/", import.meta.url));
const LABELS = fileURLToPath(new URL("../capabilities/watch/truth/passages/", import.meta.url));
/** As recordings and cameras with a lane are analysed; and what is left of that on a machine with too many of them. */
const RATES = { usual: 10, hurried: 6 } as const;
/** A label's times are of when somebody who looks says it stands in the lane; far away that is not to the second. */
const TOLERANCE = { seconds: 1.5, overlap: 0 };

/** What was to be found, was found, was told twice; and what went the right way and was told of all the same. */
interface Tally {
  readonly wrongWay: number;
  readonly found: number;
  readonly twice: number;
  readonly rightWay: number;
  readonly falsely: number;
}
const NOTHING: Tally = { wrongWay: 0, found: 0, twice: 0, rightWay: 0, falsely: 0 };

const added = (a: Tally, b: Tally): Tally => ({
  wrongWay: a.wrongWay + b.wrongWay,
  found: a.found + b.found,
  twice: a.twice + b.twice,
  rightWay: a.rightWay + b.rightWay,
  falsely: a.falsely + b.falsely,
});

/**
 * Wrong direction, on every traffic clip there is: forwards nobody goes the wrong way and backwards everybody; and once more each with the
 * headings turned round, when it is the other way about. Then on rendered lanes of people and cars, under all weathers.
 */
export async function* watchDirectionBench(): AsyncGenerator<Measurement> {
  let [usual, hurried] = [NOTHING, NOTHING];
  for (const label of await labels()) {
    const clip = await clipOf(label);
    if (clip === undefined) continue;
    const forClip = clipTally(label, await picturesOf(clip, RATES.usual));
    yield* linesOf(forClip, label.clip, false);
    usual = added(usual, forClip);
    hurried = added(hurried, clipTally(label, await picturesOf(clip, RATES.hurried)));
  }
  let rendered = NOTHING;
  for await (const story of laneStories(RECORDINGS)) {
    const forStory = storyTally(story);
    yield* linesOf(forStory, `rendered ${story.name}`, false);
    rendered = added(rendered, forStory);
  }
  if (hurried.wrongWay > 0) yield* linesOf(hurried, `real clips at ${RATES.hurried} pictures a second`, false);
  if (rendered.wrongWay > 0) yield* linesOf(rendered, "rendered", false);
  if (usual.wrongWay > 0) yield* linesOf(usual, "real clips", true);
}

/** @param isWhole the two numbers that must be reached */
function* linesOf(tally: Tally, what: string, isWhole: boolean): Generator<Measurement> {
  const line = (metric: string, part: number, whole: number, target: number): Measurement => ({
    bench: "watch-direction",
    metric: isWhole ? metric : `${metric} ${what}`,
    value: whole === 0 ? 0 : Math.round((10000 * part) / whole) / 10000,
    unit: "share",
    reference: { what: `passages labelled, ${what}`, value: whole },
    ratio: whole === 0 ? 0 : Math.round((10000 * part) / whole) / 10000,
    target,
  });
  if (tally.wrongWay > 0) yield line("recall", tally.found, tally.wrongWay, 0.99);
  if (tally.rightWay > 0) yield line("false-positive-rate", tally.falsely, tally.rightWay, 0.005);
  if (tally.wrongWay > 0) yield line("told-twice", tally.twice, tally.wrongWay, 0.1);
}

async function labels(): Promise<Passages[]> {
  const names = (await readdir(LABELS)).filter((name) => name.endsWith(".json"));
  return Promise.all(names.map(async (name) => Passages.parse(JSON.parse(await readFile(LABELS + name, "utf8")))));
}

/** Where the labelled clip lies; undefined when the data is not here. A clip that is another one than was labelled is refused. */
async function clipOf({ clip, sha256 }: Passages): Promise<string | undefined> {
  const bytes = await readFile(RECORDINGS + clip).catch(() => undefined);
  if (bytes === undefined) return undefined;
  if (createHash("sha256").update(bytes).digest("hex") !== sha256)
    throw new Error(`${clip} is not the clip that was labelled`);
  return RECORDINGS + clip;
}

async function picturesOf(clip: string, rate: number): Promise<readonly ReadPicture[]> {
  const reading = await readPictures(clip, rate, AbortSignal.timeout(60_000));
  if (reading.outcome !== "read") throw new Error(`${clip} could not be read: ${reading.outcome}`);
  return reading.pictures;
}

/** The clip forwards and backwards, with its headings and with them turned round. */
function clipTally(label: Passages, pictures: readonly ReadPicture[]): Tally {
  const end = Math.max(...pictures.map(({ seconds }) => seconds));
  const backwards = pictures.toReversed().map((picture) => ({ ...picture, seconds: end - picture.seconds }));
  let sum = NOTHING;
  for (const isBackwards of [false, true]) {
    for (const isTurned of [false, true]) {
      const scene = isTurned ? turned(label.scene) : label.scene;
      const alerts = alertsOf(sightingsOf(scene, isBackwards ? backwards : pictures));
      const events = label.passages.map(({ zone, sure, fromSeconds, toSeconds }) => ({
        ...{ kind: "wrong-direction" as const, zone, sure },
        fromSeconds: isBackwards ? Math.max(0, end - toSeconds) : fromSeconds,
        toSeconds: isBackwards ? end - fromSeconds : toSeconds,
      }));
      const count = events.filter(({ sure }) => sure).length;
      if (isBackwards === isTurned) {
        sum = added(sum, { ...NOTHING, rightWay: count, falsely: alerts.length });
      } else {
        const { found, wrong } = match({ scene, events }, alerts, TOLERANCE);
        sum = added(sum, { ...NOTHING, wrongWay: count, found: found.length, twice: wrong.length });
      }
    }
  }
  return sum;
}

function storyTally(story: LaneStory): Tally {
  const { scene } = story;
  const alerts = alertsOf(sightingsOf(scene, story.pictures()));
  const { wrongWay, rightWay } = story;
  const { found, wrong } = match({ scene, events: [...wrongWay] }, alerts, TOLERANCE);
  // In a story with nobody who goes the wrong way an alert is false; beside somebody who does, one at that time is a second one.
  const twice = wrong.filter(({ raisedSeconds }) =>
    wrongWay.some(({ fromSeconds, toSeconds }) => raisedSeconds >= fromSeconds && raisedSeconds <= toSeconds + 1),
  ).length;
  return {
    wrongWay: wrongWay.length,
    found: found.length,
    twice,
    rightWay,
    falsely: wrong.length - twice,
  };
}

function sightingsOf(scene: Passages["scene"], pictures: Iterable<ReadPicture>) {
  let analyser: Analyser | undefined;
  const sightings = [];
  for (const { seconds, luma } of pictures) {
    analyser ??= new Analyser(scene, { width: luma.width, height: luma.height }, makeWasmKernels);
    sightings.push(...analyser.step(seconds, luma));
  }
  return [...sightings, ...(analyser?.end() ?? [])];
}

/** The same lanes with their headings turned round. */
function turned(scene: Passages["scene"]): Passages["scene"] {
  const events = scene.events.map((event) =>
    event.kind === "wrong-direction" && event.heading !== undefined
      ? { ...event, heading: { from: event.heading.to, to: event.heading.from } }
      : event,
  );
  return { ...scene, events };
}
