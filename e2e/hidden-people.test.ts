import { type Scene, type SceneOptions, scene } from "@cordon/scenes";
import { Analyser, makeWasmKernels, readScene } from "@cordon/watch";
import { describe, expect, it } from "vitest";

/*
 * Heads that can be seen in a picture, against what is hidden of it, on scenes whose truth is exact: in every frame, also in those between two
 * analysed pictures, of everybody who came after the background was known.
 */

const CAMERA = { x: 0, y: -14, heightMetres: 5, headingDegrees: 0, tiltDegrees: 18, fieldOfViewDegrees: 62 };
const SIZE = { widthPx: 640, heightPx: 360 };
const FRAMES_A_SECOND = 12;
const ANALYSE_EVERY = 2;
const EMPTY_SECONDS = 2;
/** Of a standing person, the head is the upper seventh (Drillis and Contini 1966). */
const HEAD_SHARE = 1 / 7;
/** Of a whole person, in pixels: whoever is smaller has a head of four pixels, and is not always seen by the analysis in rain. */
const LEAST_HEIGHT = 30;

interface Found {
  readonly head: number;
  readonly bare: number;
  readonly wide: number;
  readonly hiddenShare: number;
}

function heads(drawn: Scene, seconds: number): Found {
  const read = readScene({ events: [{ kind: "zone-entry" }] });
  if (read.outcome !== "scene") throw new Error(read.message);
  const analyser = new Analyser(read.scene, { width: SIZE.widthPx, height: SIZE.heightPx }, makeWasmKernels);
  const seen: { readonly seconds: number; readonly heads: readonly { at: number[]; width: number }[] }[] = [];
  const found = { head: 0, bare: 0, wide: 0, hidden: 0, all: 0 };
  for (let frame = 0; frame < seconds * FRAMES_A_SECOND; frame++) {
    const picture = drawn.picture(frame / FRAMES_A_SECOND);
    seen.push({ seconds: picture.seconds, heads: headsOf(picture) });
    if (frame % ANALYSE_EVERY !== 0) continue;
    analyser.step(picture.seconds, picture.luma);
    // What waited for the analysis of what follows it.
    for (const shown of seen.splice(0)) {
      const hidden = blocksAt(analyser, shown.seconds);
      found.all += hidden.length;
      for (const block of hidden) if (block > 0) found.hidden++;
      for (const { at, width } of shown.heads) {
        for (const pixel of at) {
          found.head++;
          const block = hidden[pixel] ?? 0;
          if (block === 0) found.bare++;
          else found.wide = Math.max(found.wide, width / block);
        }
      }
    }
  }
  return { head: found.head, bare: found.bare, wide: found.wide, hiddenShare: found.hidden / found.all };
}

function headsOf({ truth }: ReturnType<Scene["picture"]>) {
  return truth.people.flatMap(({ box, label, posture, visible }) => {
    if (box === null || posture !== "upright" || visible < 0.9 || box.height < LEAST_HEIGHT) return [];
    const at: number[] = [];
    for (let y = Math.floor(box.y); y < box.y + HEAD_SHARE * box.height; y++) {
      for (let x = Math.floor(box.x); x < box.x + box.width; x++) {
        const pixel = y * SIZE.widthPx + x;
        if (truth.labels[pixel] === label) at.push(pixel);
      }
    }
    return [{ at, width: HEAD_SHARE * box.height }];
  });
}

/** The size of the block that each pixel is in; 0 where it is shown. */
function blocksAt(analyser: Analyser, seconds: number): Uint16Array {
  const cover = analyser.pixelation.at(seconds);
  const blocks = new Uint16Array(SIZE.widthPx * SIZE.heightPx);
  if (cover.whole) return blocks.fill(cover.block);
  for (const { box, block } of cover.areas) {
    const right = Math.min(SIZE.widthPx, Math.ceil(box.right));
    for (let y = Math.max(0, Math.floor(box.top)); y < Math.min(SIZE.heightPx, box.bottom); y++) {
      for (let x = Math.max(0, Math.floor(box.left)); x < right; x++) {
        const pixel = y * SIZE.widthPx + x;
        blocks[pixel] = Math.max(blocks[pixel] ?? 0, block);
      }
    }
  }
  return blocks;
}

function street(over: Partial<SceneOptions>): Scene {
  return scene({
    camera: CAMERA,
    size: SIZE,
    seed: 4,
    actors: [
      {
        name: "stops",
        at: [-12, 0],
        fromSeconds: EMPTY_SECONDS,
        deeds: [
          { do: "walk", to: [-1, 1], metresPerSecond: 1.9 },
          { do: "stay", seconds: 30 },
        ],
      },
      {
        name: "runs",
        at: [12, 2],
        fromSeconds: EMPTY_SECONDS + 1,
        deeds: [{ do: "walk", to: [-14, 3], metresPerSecond: 4.5 }],
      },
      {
        name: "comes",
        at: [3, 30],
        fromSeconds: EMPTY_SECONDS,
        deeds: [{ do: "walk", to: [1, -8], metresPerSecond: 2.4 }],
      },
      {
        name: "goes",
        at: [5, -9],
        fromSeconds: EMPTY_SECONDS,
        deeds: [{ do: "walk", to: [4, 25], metresPerSecond: 1.5 }],
      },
    ],
    ...over,
  });
}

describe("the heads of people in a picture", { timeout: 120_000 }, () => {
  for (const [name, over] of [
    ["on a plain day", {}],
    [
      "in rain, shaken, with shadows",
      { weather: { grain: 3, rain: 0.5, shakePixels: 0.7, sun: { azimuthDegrees: 230, elevationDegrees: 35 } } },
    ],
  ] as const) {
    it(`are hidden to 99 %, ${name}, in blocks of which a head is no more than four wide`, () => {
      const found = heads(street(over), 12);
      expect(found.head).toBeGreaterThan(5_000);
      expect(1 - found.bare / found.head).toBeGreaterThanOrEqual(0.99);
      expect(found.wide).toBeLessThanOrEqual(4);
      // And the street is still to be seen.
      expect(found.hiddenShare).toBeLessThan(0.6);
    });
  }
});
