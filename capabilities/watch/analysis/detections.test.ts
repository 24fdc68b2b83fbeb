import { describe, expect, it } from "vitest";
import { makeWasmKernels } from "../kernels/wasm.ts";
import type { Detected, Detection } from "../words/detection.ts";
import { Analyser } from "./analyser.ts";
import { type Drawn, type RenderedScene, renderer } from "./rendered-scene.ts";
import { readScene } from "./scene.ts";

// Twice the size that is analysed: boxes must come and go in pixels of the video.
const SIZE = { width: 1280, height: 720 };
const LEFT_AT = { x: 640, y: 580, side: 65 };
const THING: Drawn = {
  what: "thing",
  x: LEFT_AT.x,
  y: LEFT_AT.y,
  width: LEFT_AT.side,
  height: LEFT_AT.side,
  level: 210,
};
const BOX = { left: 600, top: 510, right: 680, bottom: 585 };

/** Somebody comes, puts a thing down at 5.8 s, goes. */
const rendered: RenderedScene = {
  ...SIZE,
  ...{ seed: 1, noise: 1, texture: 10, ground: 120 },
  draw(seconds) {
    const walked = seconds < 5 ? seconds - 2 : Math.max(3, seconds - 3.5);
    const person: Drawn = {
      what: "person",
      x: walked * 213,
      y: 576,
      width: 80,
      height: 200,
      level: 45,
      stride: 7 * walked,
    };
    return [...(seconds > 5.8 ? [THING] : []), ...(walked >= 0 && walked <= 6 ? [person] : [])];
  },
};

const PICTURES_PER_SECOND = 5;
const draw = renderer(rendered);
/** Drawn once for all. */
const pictures = Array.from({ length: 12 * PICTURES_PER_SECOND }, (_, index) => {
  const { luma } = draw(index / PICTURES_PER_SECOND);
  return { ...luma, pixels: luma.pixels.slice() };
});

interface Seen {
  readonly signals: number;
  /** Whether what lay there was among what a detector had better look at. */
  readonly offered: boolean;
}

function watched(detectionsAt: (seconds: number) => readonly Detection[] | undefined): Seen {
  const reading = readScene({ events: [{ kind: "abandoned-object", dwellSeconds: 3 }] });
  if (reading.outcome !== "scene") throw new Error(reading.message);
  const analyser = new Analyser(reading.scene, SIZE, makeWasmKernels);
  let signals = 0;
  let offered = false;
  for (const [index, luma] of pictures.entries()) {
    const seconds = index / PICTURES_PER_SECOND;
    const sightings = analyser.step(seconds, luma, detectionsAt(seconds));
    signals += sightings.filter(({ change }) => change === "raised").length;
    offered ||= analyser.interest.some(
      ({ left, top, right, bottom }) =>
        Math.abs(left - BOX.left) < 30 &&
        Math.abs(right - BOX.right) < 30 &&
        Math.abs(top - BOX.top) < 30 &&
        Math.abs(bottom - BOX.bottom) < 30,
    );
  }
  return { signals, offered };
}

const seenAs = (what: Detected) => (seconds: number) => (seconds > 7 ? [{ what, box: BOX, confidence: 0.8 }] : []);

describe("what a detector saw", () => {
  it("is not needed: without one a thing is found as before, and offered for a look", () => {
    expect(watched(() => undefined)).toEqual({ signals: 1, offered: true });
  });

  it("keeps a person from being taken for a thing, and a thing from nothing", () => {
    expect(watched(seenAs("person")).signals).toBe(0);
    expect(watched(seenAs("suitcase")).signals).toBe(1);
  });
});
