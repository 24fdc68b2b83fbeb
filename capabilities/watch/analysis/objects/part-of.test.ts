import { describe, expect, it } from "vitest";
import type { AnalysedPicture } from "../event.ts";
import type { Region } from "../tracks/region.ts";
import { type Candidate, candidateFrom } from "./candidate.ts";
import { NEARBY } from "./owner.ts";
import { apartFor } from "./part-of.ts";

const RATE = 6;
const NOTHING = new Uint8Array(0);
const PLANES: AnalysedPicture["planes"] = {
  ...{ width: 640, height: 360, stride: 640, trembles: false },
  ...{ frame: NOTHING, previous: NOTHING, mean: NOTHING, spread: NOTHING, mask: NOTHING, age: NOTHING },
  ...{ moverLabels: new Uint16Array(0), stillLabels: new Uint16Array(0) },
};
const regionOf = (left: number, top: number, width: number, height: number, share = 0.8): Region => ({
  ...{ label: 1, area: share * width * height, left, top, right: left + width, bottom: top + height },
});
/** Somebody with a bag, and the bag alone. */
const BOTH = regionOf(300, 100, 40, 100);
const BAG = regionOf(310, 170, 24, 30);
const PASSER = regionOf(320, 90, 40, 110);

/** What is seen for so many seconds: the region, what else is foreground where the rest was (pixels), and who is there. */
interface Spell {
  readonly seconds: number;
  readonly region: Region;
  readonly beside?: number;
  readonly things?: readonly Region[];
}

/** For how long the rest has been gone after all that. */
function apartAfter(spells: readonly Spell[]): number {
  const [{ region } = { region: BOTH }] = spells;
  const appearance = { edges: 0.6, onlyLight: false, motion: 0, attached: 0, contrast: 40, stillSeconds: 3 };
  const candidate: Candidate = candidateFrom({ region, appearance }, { id: 1, seconds: 0, stillSeconds: 3 }, NEARBY);
  let step = 0;
  for (const spell of spells) {
    for (let left = Math.round(spell.seconds * RATE); left > 0; left--) {
      candidate.region = spell.region;
      candidate.apartSeconds = apartFor(candidate, pictureAt(step++ / RATE, spell), 1 / RATE);
    }
  }
  return candidate.apartSeconds;
}

const pictureAt = (seconds: number, { beside = 0, things = [] }: Spell): AnalysedPicture => ({
  ...{ seconds, elapsedSeconds: 1 / RATE, knownSeconds: seconds, pictureArea: 640 * 360 },
  planes: PLANES,
  ...{ still: [], movers: [], things, tracks: [], detections: undefined, jolted: false, present: [] },
  ...{ foregroundIn: () => 1, foregroundBeside: () => beside, isOnlyMoved: () => false, walkers: () => [] },
  flowIn: () => {
    throw new Error("nothing flows here");
  },
});

describe("who was one with a thing has gone", () => {
  it("since the place of the rest is ground again", () => {
    expect(
      apartAfter([
        { seconds: 5, region: BOTH },
        { seconds: 2, region: BAG },
      ]),
    ).toBeCloseTo(2, 1);
  });

  it("though somebody passed there, for whom it waits", () => {
    const passing = { seconds: 6, region: BAG, beside: 2000, things: [PASSER] };
    const before = [{ seconds: 5, region: BOTH }, { seconds: 1, region: BAG }, passing];
    expect(apartAfter(before)).toBeCloseTo(1, 1);
    expect(apartAfter([...before, { seconds: 1, region: BAG }])).toBeCloseTo(2, 1);
  });

  it("not while what is left there is not ground and nobody's", () => {
    expect(
      apartAfter([
        { seconds: 5, region: BOTH },
        { seconds: 3, region: BAG, beside: 2000 },
      ]),
    ).toBe(0);
  });

  it("not when it dwindled, as what the ground learns does", () => {
    const dwindling = Array.from({ length: 12 }, (_, at) => ({
      seconds: 3,
      region: { ...BOTH, area: BOTH.area * 0.9 ** (at + 1) },
    }));
    expect(
      apartAfter([
        { seconds: 5, region: BOTH },
        ...dwindling,
        { seconds: 3, region: { ...BAG, area: BOTH.area * 0.9 ** 13 } },
      ]),
    ).toBe(0);
  });

  it("also from what had dwindled a little before", () => {
    const less = { ...BOTH, area: 0.8 * BOTH.area };
    expect(
      apartAfter([
        { seconds: 5, region: BOTH },
        { seconds: 10, region: less },
        { seconds: 2, region: BAG },
      ]),
    ).toBeCloseTo(2, 1);
  });

  it("also where a long shadow makes the box wide, of which a little is always foreign", () => {
    const long = regionOf(170, 90, 180, 110, 0.15);
    expect(
      apartAfter([
        { seconds: 5, region: long },
        { seconds: 2, region: BAG, beside: 400 },
      ]),
    ).toBeCloseTo(2, 1);
  });
});
