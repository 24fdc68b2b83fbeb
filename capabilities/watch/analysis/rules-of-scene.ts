import type { KernelMaker } from "../kernels/kernels.ts";
import { analysedPlane } from "./calibration/analysed-plane.ts";
import type { GroundPlane } from "./calibration/ground-plane.ts";
import { DensityRule } from "./density/density.ts";
import { inSmaller, laneOf } from "./direction/lane.ts";
import { WrongDirectionRule } from "./direction/wrong-direction.ts";
import type { EventRule } from "./event.ts";
import { AbandonedObjectRule } from "./objects/abandoned-object.ts";
import { ownerDistanceOf } from "./objects/owner.ts";
import type { Background } from "./picture/background.ts";
import { SlowGround } from "./picture/slow-ground.ts";
import { lineOf, type PictureZone, type Point, type Scene, type SceneEvent, zoneOf } from "./scene.ts";
import type { GroundWatch } from "./walkers/ground-watch.ts";
import { groundOfScene } from "./walkers/ground-of-scene.ts";
import { type PictureLine, TripwireRule } from "./zones/tripwire.ts";
import { ZoneEntryRule } from "./zones/zone-entry.ts";

interface Watched {
  /** The event's place in the scene; -1 for what no scene asks for. */
  readonly key: number;
  readonly rule: EventRule;
}

/** The rules of a scene's events, and what they are told by beside the background model; all of it in analysed pixels. */
export interface RulesOfScene {
  readonly watched: readonly Watched[];
  /** People on the ground around the zones and lines that were given on it. */
  readonly ground: GroundWatch | undefined;
  /** What things that lie still are seen against; undefined where nobody asks for them, or somebody is told by an outline. */
  readonly slow: SlowGround | undefined;
}

/** How long a thing lies before it is one: half of the shortest dwell, and at most a second. */
export const settleSecondsOf = (scene: Scene): number => Math.min(1, ...dwellsOf(scene).map((dwell) => dwell / 2));

/** @param scene fitted to the size of the video's pictures */
export function rulesOfScene(scene: Scene, background: Background, make: KernelMaker): RulesOfScene {
  const planeOf = once(() => analysedPlane(scene, background));
  const ground = groundOfScene(scene, background, planeOf, make);
  const dwells = dwellsOf(scene);
  const onGround = scene.events.map((event) => ground?.ruleFor(event));
  // Both grounds are one in what they learn. Who is told by an outline against the quick one - in a zone in pixels - would be learned too soon.
  const isOutlined = scene.events.some(({ kind }, key) => kind === "zone-entry" && onGround[key] === undefined);
  const hasSlow = dwells.length > 0 && !isOutlined;
  const settleSeconds = settleSecondsOf(scene);
  // The slow ground tells by itself for how long a thing has been there.
  const parts = { scene, background, planeOf, settleSeconds: hasSlow ? 0 : settleSeconds };
  const watched = scene.events.map((event, key) => ({ key, rule: onGround[key] ?? ruleInPicture(event, parts) }));
  // What was taken away, or stays for ever, must become background whether or not the scene asks for objects.
  const everywhere = { name: undefined, corners: undefined };
  const healing = { key: -1, rule: new AbandonedObjectRule(everywhere, Number.POSITIVE_INFINITY, settleSeconds) };
  return {
    watched: dwells.length === 0 ? [...watched, healing] : watched,
    ground: ground?.watch,
    slow: hasSlow ? new SlowGround(make, background, slowWindowSeconds(dwells)) : undefined,
  };
}

interface Parts {
  readonly scene: Scene;
  readonly background: Background;
  readonly planeOf: () => GroundPlane | undefined;
  readonly settleSeconds: number;
}

function ruleInPicture(event: SceneEvent, { scene, background, planeOf, settleSeconds }: Parts): EventRule {
  const { factor, width, height, stride } = background;
  const zone = reducedZone(zoneOf(scene, event.zone), factor);
  switch (event.kind) {
    case "wrong-direction":
      return new WrongDirectionRule(zone, inSmaller(laneOf(scene, event), factor), event.toleranceDegrees);
    case "density":
      return new DensityRule(event, zone, planeOf(), { width, height, stride }, background.makeCrowd);
    case "abandoned-object":
      return new AbandonedObjectRule(zone, event.dwellSeconds, settleSeconds, ownerDistanceOf(scene, event, factor));
    case "zone-entry": {
      const line = reducedLine(scene, event, factor);
      return line === undefined ? new ZoneEntryRule(zone, event.dwellSeconds) : new TripwireRule(line);
    }
  }
}

const dwellsOf = ({ events }: Scene): number[] =>
  events.flatMap((event) => (event.kind === "abandoned-object" ? [event.dwellSeconds] : []));

/** Several windows fit into the shortest dwell, and a few pictures into a window. */
const slowWindowSeconds = (dwells: readonly number[]): number => Math.min(0.6, ...dwells.map((dwell) => dwell / 16));

const reduced = ({ x, y }: Point, factor: number): Point => ({ x: x / factor, y: y / factor });

const reducedZone = (zone: PictureZone, factor: number): PictureZone => ({
  ...zone,
  corners: zone.corners?.map((corner) => reduced(corner, factor)),
});

function reducedLine(
  scene: Scene,
  event: Extract<SceneEvent, { kind: "zone-entry" }>,
  factor: number,
): PictureLine | undefined {
  if (event.line === undefined) return undefined;
  const [from, to] = lineOf(scene, event.line) ?? [];
  if (from === undefined || to === undefined) return undefined;
  const direction = event.direction ?? "either";
  return { name: event.line, from: reduced(from, factor), to: reduced(to, factor), direction };
}

/** What several rules ask for is found out once. */
export function once<T>(find: () => T): () => T {
  let found: { readonly value: T } | undefined;
  return () => (found ??= { value: find() }).value;
}
