import { describe, expect, it } from "vitest";
import type { AnalysedPicture } from "../event.ts";
import type { Appearance } from "../picture/appearance.ts";
import type { Region } from "../tracks/region.ts";
import { Tracker } from "../tracks/tracks.ts";
import { Births } from "./births.ts";
import { type Candidate, candidateFrom, look } from "./candidate.ts";
import { TakenThings } from "./moved-thing.ts";
import { NEARBY } from "./owner.ts";
import { type Context, verdictOf } from "./verdict.ts";

const DWELL_SECONDS = 10;
const RATE = 6;
const CAME_SECONDS = 5;
const regionOf = (left: number, top: number, width: number, height: number): Region => ({
  ...{ label: 1, area: 0.8 * width * height, left, top, right: left + width, bottom: top + height },
});
const NOTHING = new Uint8Array(0);
const PLANES: AnalysedPicture["planes"] = {
  ...{ width: 640, height: 360, stride: 640, trembles: false },
  ...{ frame: NOTHING, previous: NOTHING, mean: NOTHING, spread: NOTHING, mask: NOTHING, age: NOTHING },
  ...{ moverLabels: new Uint16Array(0), stillLabels: new Uint16Array(0) },
};
const THING = regionOf(300, 180, 30, 30);
const PLAIN: Appearance = {
  ...{ edges: 0.7, onlyLight: false, motion: 0, stir: 0.6, attached: 0, contrast: 60, stillSeconds: 1 },
};

/** A thing that came at five seconds and has been seen by itself until `seconds`. */
function thing(seconds: number, appearance: Appearance = PLAIN, region = THING): Candidate {
  const found = { id: 1, seconds: CAME_SECONDS, stillSeconds: 0 };
  const candidate = candidateFrom({ region, appearance: { ...appearance, stillSeconds: 0 } }, found, NEARBY);
  for (let step = CAME_SECONDS * RATE; step <= seconds * RATE; step++) look(candidate, appearance, false);
  const sinceSeconds = seconds - CAME_SECONDS;
  return Object.assign(candidate, {
    ...{ seenSeconds: seconds, aloneSeconds: sinceSeconds, watchedSeconds: sinceSeconds },
  });
}

const pictureAt = (seconds: number, more: Partial<AnalysedPicture> = {}): AnalysedPicture => ({
  ...{ seconds, elapsedSeconds: 1 / RATE, knownSeconds: seconds, pictureArea: 640 * 360 },
  planes: PLANES,
  ...{ still: [], movers: [], things: [], tracks: [], detections: undefined, jolted: false, present: [] },
  ...{ foregroundIn: () => 1, foregroundBeside: () => 0, isOnlyMoved: () => false, walkers: () => [] },
  flowIn: () => {
    throw new Error("nothing flows here");
  },
  ...more,
});

const context = (more: Partial<Context> = {}): Context => ({
  ...{ dwellSeconds: DWELL_SECONDS, others: [], taken: new TakenThings(), births: new Births() },
  ...{ isInZone: () => true, isSomebody: () => false },
  ...more,
});

/** Somebody so tall comes to the thing, and goes out of sight to the left. */
function gone(candidate: Candidate, tall: number): void {
  const tracker = new Tracker();
  for (let step = 0; step <= 20 * RATE; step++) {
    const seconds = step / RATE;
    const middle = seconds < CAME_SECONDS ? 290 - 40 * (CAME_SECONDS - seconds) : 290 - 40 * (seconds - CAME_SECONDS);
    const tracks = tracker.step(seconds, middle > 12 ? [regionOf(middle - 12, 210 - tall, 24, tall)] : []);
    const around = { seconds, tracks, width: 640, height: 360, foregroundBeside: () => 0 };
    candidate.owners.step(THING, { sinceSeconds: CAME_SECONDS, partedSeconds: Number.NEGATIVE_INFINITY }, around);
  }
}

describe("a thing nobody was followed from", () => {
  const carrier = regionOf(290, 120, 40, 90);
  const brought = { carrier, sizeLeft: carrier.area };
  const verdict = (candidate: Candidate, more: Partial<AnalysedPicture> = {}) =>
    verdictOf(candidate, pictureAt(20, more), context());

  it("was left when somebody much longer brought it, was seen beside it, and is not near any more", () => {
    expect(verdict(Object.assign(thing(20), brought))).toBe("report");
    expect(verdict(thing(20))).toBe("wait");
    expect(verdict(Object.assign(thing(20), brought, { sizeLeft: 0 }))).toBe("wait");
    expect(verdict(Object.assign(thing(20), brought), { things: [regionOf(335, 130, 30, 80)] })).toBe("wait");
  });

  it("is nobody who sits down: as long as who was there, faint, or swaying", () => {
    const seated = Object.assign(thing(20), { ...brought, carrier: regionOf(290, 160, 40, 50) });
    expect(verdict(seated)).toBe("wait");
    expect(verdict(Object.assign(thing(20, { ...PLAIN, contrast: 40 }), brought))).toBe("wait");
    expect(verdict(Object.assign(thing(20, { ...PLAIN, edges: 0.3 }), brought))).toBe("wait");
    expect(verdict(Object.assign(thing(20, { ...PLAIN, stir: 1.3 }), brought))).toBe("wait");
  });

  it("is asked less of while the camera is pushed, when nobody can be followed, and never nothing", () => {
    const swaying = { ...PLAIN, stir: 1.3 };
    expect(verdict(Object.assign(thing(20, swaying), brought, { jolted: true }))).toBe("report");
    expect(verdict(Object.assign(thing(20, { ...PLAIN, contrast: 40 }), brought, { jolted: true }))).toBe("wait");
  });
});

describe("a thing that seemed to come by itself", () => {
  const placed = (candidate: Candidate): Candidate => Object.assign(candidate, { camePlaced: true });

  it("is judged when it has lain for the dwell, and is dismissed if nobody went", () => {
    expect(verdictOf(placed(thing(12)), pictureAt(12), context())).toBe("wait");
    expect(verdictOf(placed(thing(20)), pictureAt(20), context())).toBe("dismiss");
  });

  it("was left when somebody much longer than it went, and not when somebody went who is hardly longer", () => {
    const [left, stayed] = [placed(thing(20)), placed(thing(20))];
    gone(left, 70);
    gone(stayed, 45);
    expect(left.owners.departedTimes(THING)).toBeGreaterThan(1.8);
    expect(stayed.owners.haveGoneFrom(THING)).toBe(true);
    expect(verdictOf(left, pictureAt(20), context())).toBe("report");
    expect(verdictOf(stayed, pictureAt(20), context())).toBe("dismiss");
  });
});

it("the edge of a cloud that passes is no thing that was taken beside it", () => {
  const taken = new TakenThings();
  const beside = regionOf(340, 180, 30, 30);
  verdictOf(thing(8, { ...PLAIN, edges: -0.4, contrast: 14 }, beside), pictureAt(20), context({ taken }));
  expect(taken.haveMovedTo(THING, 15)).toBe(false);
  verdictOf(thing(8, { ...PLAIN, edges: -0.4, contrast: 40 }, beside), pictureAt(20), context({ taken }));
  expect(taken.haveMovedTo(THING, 15)).toBe(true);
});
