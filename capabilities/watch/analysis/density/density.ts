import type { Measure } from "../../words/measure.ts";
import type { Overlay } from "../../words/overlay.ts";
import type { SceneEvent } from "../../words/scene.ts";
import type { CrowdKernelMaker } from "../../kernels/crowd/crowd-kernels.ts";
import type { Planes } from "../picture/background.ts";
import { deviationOf, errorOf, likelihoodOf } from "./count-error.ts";
import { countedGround, type CountedGround } from "./counted-ground.ts";
import { CrowdBackground } from "./crowd-background.ts";
import { CrowdCounter } from "./crowd-count.ts";
import { CrowdPlanes } from "./crowd-planes.ts";
import { Forecast } from "./forecast.ts";
import type { AnalysedPicture, EventRule, RuleDecision, RuleEvent } from "../event.ts";
import type { GroundPlane } from "../calibration/ground-plane.ts";
import type { Rectangle } from "../tracks/region.ts";
import type { PictureZone } from "../scene.ts";

export type DensityEvent = Extract<SceneEvent, { readonly kind: "density" }>;

/** How often is counted, and how often where there are less than this share of too many and the number stays the same. */
const COUNT_SECONDS = 0.5;
const CALM_COUNT_SECONDS = 1;
const CALM_SHARE = 0.5;
/** The number is the same while all counts that are remembered lie within this. */
const SAME_PEOPLE = 0.5;
/** What is judged is the median of so many: one picture in which something passes before the lens raises nothing. */
const MEDIAN_OF = 5;
/** What is told of a cell is smoothed over this time. */
const CELL_SECONDS = 3;
/** Over the threshold for so long is over it, under the lower one for so long is under it. */
const RAISE_SECONDS = 2;
const CLEAR_SECONDS = 5;
/** Cells of which less than this is seen are too small to speak of persons per square metre. */
const LEAST_SQUARE_METRES = 2;

interface Alarm {
  readonly id: number;
  readonly fromSeconds: number;
}

/**
 * How many people are in a zone and how densely they stand. One event from when they are too many until they are clearly fewer. Counts about twice a second,
 * whatever the picture rate, and once while they are far from too many and nobody comes or goes; costs one or two milliseconds each time.
 */
export class DensityRule implements EventRule {
  readonly #event: DensityEvent;
  readonly #zone: PictureZone;
  readonly #ground: CountedGround;
  readonly #background: CrowdBackground;
  readonly #counter: CrowdCounter;
  readonly #forecast = new Forecast();
  readonly #recent: number[] = [];
  readonly #perSquareMetre: Float32Array;
  #countedSeconds: number | undefined;
  #lastSeconds = 0;
  #overSince: number | undefined;
  #underSince: number | undefined;
  #alarm: Alarm | undefined;
  #nextId = 1;

  /**
   * @param zone, plane in analysed pixels; without a plane, which `readScene` refuses, nobody is ever counted
   * @param size of the analysed planes
   */
  constructor(
    event: DensityEvent,
    zone: PictureZone,
    plane: GroundPlane | undefined,
    size: Pick<Planes, "width" | "height" | "stride">,
    make: CrowdKernelMaker,
  ) {
    this.#event = event;
    this.#zone = zone;
    this.#ground = countedGround(plane, zone.corners, size);
    const planes = new CrowdPlanes(make, size);
    this.#background = new CrowdBackground(planes);
    this.#counter = new CrowdCounter(this.#ground, planes);
    this.#perSquareMetre = new Float32Array(this.#ground.cells.length);
  }

  /** How many there are now; undefined until the empty ground is known. */
  get measure(): Measure | undefined {
    const people = this.#recent.at(-1);
    if (people === undefined) return undefined;
    const { capacity } = this.#event;
    return {
      people: Math.round(people),
      error: Math.ceil(errorOf(people)),
      personsPerSquareMetre: Math.round(10 * this.#densest()) / 10,
      ...(capacity === undefined ? {} : { capacity, secondsToCapacity: this.#forecast.secondsTo(capacity) }),
    };
  }

  step({ seconds, planes, detections }: AnalysedPicture): RuleDecision {
    this.#lastSeconds = seconds;
    // A little early is in time: pictures come at their own rate.
    if (this.#countedSeconds !== undefined && seconds - this.#countedSeconds < this.#betweenCounts - 0.02)
      return { events: [] };
    const elapsed = seconds - (this.#countedSeconds ?? seconds);
    this.#countedSeconds = seconds;
    const mask = this.#background.step(planes.frame, seconds, planes.trembles);
    if (mask === undefined) return { events: [] };
    const { people, inCell } = this.#counter.count(mask, detections);
    this.#recent.push(people);
    if (this.#recent.length > MEDIAN_OF) this.#recent.shift();
    const keep = Math.exp(-elapsed / CELL_SECONDS);
    for (const [index, { squareMetres }] of this.#ground.cells.entries()) {
      const now = (inCell[index] ?? 0) / Math.max(1, squareMetres);
      this.#perSquareMetre[index] = keep * (this.#perSquareMetre[index] ?? 0) + (1 - keep) * now;
    }
    this.#forecast.add(seconds, people);
    if (this.#recent.length < MEDIAN_OF) return { events: [] };
    return { events: this.#judge(seconds) };
  }

  /** Everything under way ends now, and the ground has to be learned anew. */
  end(): readonly RuleEvent[] {
    this.#background.forget();
    this.#forecast.forget();
    this.#recent.length = 0;
    this.#perSquareMetre.fill(0);
    this.#overSince = undefined;
    this.#underSince = undefined;
    return this.#clear(this.#lastSeconds);
  }

  /** In analysed pixels. */
  overlay(): { readonly density: Overlay["density"]; readonly count: Overlay["count"] } {
    const { measure } = this;
    const density = this.#ground.cells.flatMap(({ corners, squareMetres }, index) => {
      const personsPerSquareMetre = this.#perSquareMetre[index] ?? 0;
      if (corners.length < 3 || squareMetres < LEAST_SQUARE_METRES || personsPerSquareMetre < 0.05) return [];
      return [{ corners: corners.map(({ x, y }): [number, number] => [x, y]), personsPerSquareMetre }];
    });
    return { density, count: measure === undefined ? null : { people: measure.people, error: measure.error } };
  }

  /**
   * Cost follows interest. Until there are enough counts to judge by, and where one of them was high, nobody knows that it is calm. Where people come and
   * go, a count of a second ago is wrong by a tenth: as many cross a small zone in that time.
   */
  get #betweenCounts(): number {
    const { people, personsPerSquareMetre: dense } = this.#event;
    const isCalm =
      this.#recent.length >= MEDIAN_OF &&
      this.#alarm === undefined &&
      this.#recent.every((count) => count < CALM_SHARE * people) &&
      Math.max(...this.#recent) - Math.min(...this.#recent) < SAME_PEOPLE &&
      (dense === undefined || this.#densest() < CALM_SHARE * dense);
    return isCalm ? CALM_COUNT_SECONDS : COUNT_SECONDS;
  }

  #median(): number {
    const sorted = this.#recent.toSorted((a, b) => a - b);
    return sorted[sorted.length >> 1] ?? 0;
  }

  #densest(): number {
    return this.#ground.cells.reduce(
      (most, { squareMetres }, index) =>
        squareMetres < LEAST_SQUARE_METRES ? most : Math.max(most, this.#perSquareMetre[index] ?? 0),
      0,
    );
  }

  #judge(seconds: number): readonly RuleEvent[] {
    const { people: threshold, clearBelow = 0.85 * threshold, personsPerSquareMetre: dense } = this.#event;
    const [people, densest] = [this.#median(), this.#densest()];
    // A count is never exact, and being late costs more here than a look in vain: too many are told of when they may well be too many.
    const isOver = people + deviationOf(people) >= threshold || (dense !== undefined && densest >= dense);
    const isUnder = people < clearBelow && (dense === undefined || densest < 0.8 * dense);
    this.#overSince = isOver ? (this.#overSince ?? seconds) : undefined;
    this.#underSince = isUnder ? (this.#underSince ?? seconds) : undefined;
    if (this.#alarm === undefined && this.#overSince !== undefined && seconds - this.#overSince >= RAISE_SECONDS) {
      this.#alarm = { id: this.#nextId++, fromSeconds: this.#overSince };
      return [this.#told("raised", this.#alarm, seconds)];
    }
    const isClear = this.#underSince !== undefined && seconds - this.#underSince >= CLEAR_SECONDS;
    return isClear ? this.#clear(seconds) : [];
  }

  #clear(seconds: number): readonly RuleEvent[] {
    if (this.#alarm === undefined) return [];
    const ended = this.#told("ended", this.#alarm, seconds);
    this.#alarm = undefined;
    return [ended];
  }

  #told(change: RuleEvent["change"], { id, fromSeconds }: Alarm, seconds: number): RuleEvent {
    const { measure } = this;
    const { people: threshold, personsPerSquareMetre: dense } = this.#event;
    const people = this.#median();
    // Few who stand too densely are as likely as the density of the densest cell is over the limit.
    const likely = Math.max(
      likelihoodOf(people, threshold),
      dense === undefined ? 0 : Math.min(0.9, (0.5 * this.#densest()) / dense),
    );
    return {
      change,
      id,
      kind: "density",
      zone: this.#zone.name,
      fromSeconds,
      toSeconds: seconds,
      confidence: Math.round(100 * Math.min(0.99, Math.max(0.1, likely))) / 100,
      box: this.#box(),
      ...(measure === undefined ? {} : { measure }),
    };
  }

  #box(): Rectangle {
    const { width, height } = this.#ground.size;
    const corners = this.#zone.corners ?? this.#ground.cells.flatMap((cell) => cell.corners);
    const within = (value: number, most: number): number => Math.min(most, Math.max(0, value));
    const xs = corners.map(({ x }) => within(x, width));
    const ys = corners.map(({ y }) => within(y, height));
    if (xs.length === 0) return { left: 0, top: 0, right: width, bottom: height };
    return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
  }
}
