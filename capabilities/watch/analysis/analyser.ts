import type { KernelMaker } from "../kernels/kernels.ts";
import { fittedScene } from "../rules/fitted-scene.ts";
import type { Detection } from "../words/detection.ts";
import type { Measure } from "../words/measure.ts";
import type { Overlay } from "../words/overlay.ts";
import { appearanceOf, foregroundBeside, foregroundIn, isOnlyMoved } from "./picture/appearance.ts";
import { Background, type Luma } from "./picture/background.ts";
import { coarseRegion, lyingIn } from "./picture/lying.ts";
import type { AnalysedPicture, RuleEvent } from "./event.ts";
import { flowArrows } from "./direction/flow-arrows.ts";
import { PictureFlow } from "./direction/picture-flow.ts";
import { Masking } from "./privacy/mask.ts";
import { Pixelation } from "./privacy/pixelation.ts";
import { boxArea, heightOf, middleX, middleY, type Rectangle, type Region, scaled, widthOf } from "./tracks/region.ts";
import { once, type RulesOfScene, rulesOfScene, settleSecondsOf } from "./rules-of-scene.ts";
import type { EventKind, Scene } from "./scene.ts";
import { Tracker } from "./tracks/tracks.ts";

/** Something noticed in the picture. Times are seconds of the video, the box is in its pixels. */
export interface Sighting {
  /** The same for the raising and the ending of one event; unique for one analyser. */
  readonly id: string;
  readonly change: "raised" | "ended";
  readonly kind: EventKind;
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly confidence: number;
  readonly zone: string | undefined;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly measure?: Measure;
}

/** After a change of the whole picture nothing is believed for this long. */
const BLIND_SECONDS = 0.7;
/** Until then nobody can be told from a background that is being learned: everything is hidden. */
const HIDDEN_SECONDS = 1;
const JOLT_REGIONS = 7;
/** Until the background is again where the picture is. */
const JOLT_SECONDS = 10;
/** Somebody in front of the ground adds outlines; the ground moved a little has as many as before. */
const JOLT_EDGES = 0.25;

/**
 * Looks at the pictures of one camera, one after the other, for what a scene asks. Holds no resources but memory; pure given
 * the pictures and their times.
 */
export class Analyser {
  readonly #background: Background;
  readonly #flow: PictureFlow;
  readonly #tracker = new Tracker();
  readonly #masking: Masking;
  readonly #pixelation: Pixelation;
  /** Where something was reported as left behind and is still there, in analysed pixels. */
  readonly #objects = new Map<string, Rectangle>();
  readonly #rules: RulesOfScene;
  readonly #size: { readonly width: number; readonly height: number };
  #lastSeconds: number | undefined;
  #knownFromSeconds = 0;
  #joltedUntil = 0;
  #picture: AnalysedPicture | undefined;
  #present: readonly Rectangle[] = [];

  constructor(drawn: Scene, size: { readonly width: number; readonly height: number }, make: KernelMaker) {
    const scene = fittedScene(drawn, size);
    this.#size = size;
    this.#background = new Background(make, size, settleSecondsOf(scene));
    this.#masking = new Masking(scene.masks ?? [], size);
    this.#pixelation = new Pixelation(this.#background, this.#background.factor);
    this.#flow = new PictureFlow(this.#background.makeFlow, this.#background);
    this.#rules = rulesOfScene(scene, this.#background, make);
  }

  /** What moves in the last picture, in pixels of the video. */
  get tracked(): readonly { readonly id: number; readonly box: Rectangle }[] {
    const { tracks = [], seconds } = this.#picture ?? {};
    return tracks
      .filter(({ seenSeconds }) => seenSeconds === seconds)
      .map(({ id, box }) => ({ id, box: scaled(box, this.#background.factor) }));
  }

  /** What it sees in the last picture, as shares of the picture. Costs nothing until it is asked for. */
  overlay(): Omit<Overlay, "camera"> {
    const { width, height } = this.#size;
    const { width: across, height: down } = this.#background;
    const counted = this.#rules.watched.flatMap(({ rule }) => rule.overlay?.() ?? []);
    const density = counted.flatMap((each) => each.density).slice(0, 1000);
    return {
      seconds: this.#lastSeconds ?? 0,
      tracks: this.tracked.slice(0, 400).map(({ id, box: { left, top, right, bottom } }) => ({
        id,
        box: [left / width, top / height, (right - left) / width, (bottom - top) / height],
      })),
      flow: this.#picture === undefined ? [] : flowArrows(this.#picture),
      density: density.map(({ corners, personsPerSquareMetre }) => ({
        corners: corners.map(([x, y]): [number, number] => [x / across, y / down]),
        personsPerSquareMetre,
      })),
      count: counted.find(({ count }) => count !== null)?.count ?? null,
    };
  }

  /** What has to be hidden of the last seconds wherever anybody is shown the picture. */
  get pixelation(): Pixelation {
    return this.#pixelation;
  }

  /** The background model, for pictures of what the analysis sees. */
  get background(): Background {
    return this.#background;
  }

  /** What moves or lies still in the last picture, in pixels of the video: where a detector had better look. */
  get interest(): readonly Rectangle[] {
    if (this.#picture === undefined) return [];
    const { tracks, still, seconds } = this.#picture;
    const moving = tracks.filter(({ seenSeconds, doubtful }) => seenSeconds === seconds && !doubtful);
    const boxes = [...moving.map(({ box }) => box), ...still.map(({ region }) => region)];
    return boxes.map((box) => scaled(box, this.#background.factor));
  }

  /**
   * Takes the picture shown at `seconds`; times must not go back.
   * @param detections what a detector saw lately, in pixels of the video; undefined where there is none
   */
  step(seconds: number, luma: Luma, detections?: readonly Detection[]): Sighting[] {
    const elapsed = this.#lastSeconds === undefined ? 0.1 : Math.max(0, seconds - this.#lastSeconds);
    if (this.#lastSeconds === undefined) this.#knownFromSeconds = seconds;
    this.#lastSeconds = seconds;
    const { movers, still, renewed } = this.#background.step(this.#masking.without(luma), elapsed);
    this.#picture = undefined;
    if (renewed) {
      this.#knownFromSeconds = seconds;
      this.#tracker.forget();
      this.#rules.slow?.forget();
      this.#rules.ground?.forget();
      this.#objects.clear();
      this.#present = [];
      this.#pixelation.learn({ seconds, foreground: [], tracks: [], people: [], objects: [], isBlind: true });
      return this.end();
    }
    const knownSeconds = seconds - this.#knownFromSeconds;
    const planes = this.#background.planes;
    this.#flow.begin(planes);
    const looks = movers.filter(isSolid).map((region) => ({
      region,
      appearance: appearanceOf(region, planes, planes.moverLabels),
    }));
    // Many things that hide as many outlines as they show: the camera was jolted, and the picture beside itself.
    const shifted = looks.filter(({ appearance }) => appearance.edges < JOLT_EDGES).length;
    if (shifted >= JOLT_REGIONS && knownSeconds > BLIND_SECONDS) this.#joltedUntil = seconds + JOLT_SECONDS;
    const isJolted = seconds < this.#joltedUntil;
    const isBlind = knownSeconds < BLIND_SECONDS && this.#knownFromSeconds > 0;
    const things = looks.filter(({ appearance }) => !appearance.onlyLight);
    const followed = things.filter(({ appearance }) => !isJolted || appearance.edges > 1.5 * JOLT_EDGES);
    const tracks = this.#tracker.step(seconds, isBlind ? [] : followed.map(({ region }) => region));
    const stillRegions = still.map((region) => ({
      region,
      appearance: appearanceOf(region, planes, planes.stillLabels),
    }));
    const picture: AnalysedPicture = {
      seconds,
      elapsedSeconds: elapsed,
      knownSeconds,
      pictureArea: planes.width * planes.height,
      planes,
      still: stillRegions,
      movers,
      things: isBlind ? [] : things.map(({ region }) => region),
      tracks,
      detections: detections
        // A detector is shown the picture as it came: what it sees behind a mask is nobody's.
        ?.filter(({ box }) => !this.#masking.hides({ x: middleX(box), y: middleY(box) }))
        .map((each) => ({ ...each, box: scaled(each.box, 1 / this.#background.factor) })),
      jolted: isJolted,
      present: this.#present,
      foregroundIn: (box: Rectangle) => foregroundIn(box, planes),
      foregroundBeside: (box: Rectangle, region: Region) => foregroundBeside(box, region, planes),
      isOnlyMoved: (box: Rectangle) => isOnlyMoved(box, planes),
      walkers: once(() => this.#rules.ground?.step(seconds, planes, elapsed) ?? []),
      flowIn: (box, guess) => this.#flow.in(box, guess),
    };
    this.#picture = picture;
    const lying = this.#rules.slow === undefined ? picture : lyingIn(picture, this.#rules.slow);
    const slow = this.#rules.slow?.isSteady === true ? this.#rules.slow : undefined;

    const sightings: Sighting[] = [];
    const held = new Set<Region>();
    const apart = new Set<Region>();
    const absorbed = new Map<Region, boolean>();
    const presence: Rectangle[] = [];
    for (const { key, rule } of this.#rules.watched) {
      const {
        events,
        hold = [],
        apart: objects = [],
        absorb = [],
        present = [],
      } = rule.step(rule.looksAtLying === true ? lying : picture);
      presence.push(...present);
      sightings.push(...events.map((event) => this.#sighting(key, event)));
      for (const event of events) this.#remember(key, event);
      for (const region of hold) held.add(region);
      for (const region of objects) apart.add(region);
      for (const { region, remember } of absorb) absorbed.set(region, remember);
    }
    this.#present = presence;
    this.#background.hold([...held], [...apart], slow?.labels);
    for (const [region, remember] of absorbed) {
      this.#background.absorb(region, remember, slow?.labels);
      slow?.absorb(coarseRegion(region), remember);
    }
    this.#hide(picture, isJolted || knownSeconds < HIDDEN_SECONDS);
    return sightings;
  }

  /** No more pictures: everything under way ends with the last one. */
  end(): Sighting[] {
    return this.#rules.watched.flatMap(({ key, rule }) => rule.end().map((event) => this.#sighting(key, event)));
  }

  #hide({ seconds, movers, still, tracks, detections = [] }: AnalysedPicture, isBlind: boolean): void {
    const people = detections.filter(({ what }) => what === "person").map(({ box }) => box);
    const foreground = [...movers, ...still.map(({ region }) => region)];
    this.#pixelation.learn({ seconds, foreground, tracks, people, objects: [...this.#objects.values()], isBlind });
  }

  /** What was left behind is to be seen, for as long as it is there. */
  #remember(key: number, { kind, change, id, box }: RuleEvent): void {
    if (kind !== "abandoned-object") return;
    if (change === "raised") this.#objects.set(`${key}.${id}`, box);
    else this.#objects.delete(`${key}.${id}`);
  }

  #sighting(key: number, event: RuleEvent): Sighting {
    const { factor } = this.#background;
    const left = Math.max(0, event.box.left * factor);
    const top = Math.max(0, event.box.top * factor);
    const right = Math.min(this.#size.width, event.box.right * factor);
    const bottom = Math.min(this.#size.height, event.box.bottom * factor);
    return {
      id: `${key}.${event.id}`,
      change: event.change,
      kind: event.kind,
      fromSeconds: rounded(event.fromSeconds),
      toSeconds: rounded(event.toSeconds),
      confidence: event.confidence,
      zone: event.zone,
      box: { x: left, y: top, width: right - left, height: bottom - top },
      ...(event.measure === undefined ? {} : { measure: event.measure }),
    };
  }
}

/** A seam along an edge, as a trembling picture gives, is no thing. */
function isSolid(region: Region): boolean {
  return region.area > 0.15 * boxArea(region) && region.area > 3 * Math.max(widthOf(region), heightOf(region));
}

const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;
