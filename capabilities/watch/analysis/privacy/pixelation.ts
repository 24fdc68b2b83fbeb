import {
  boxArea,
  commonArea,
  grown,
  heightOf,
  middleX,
  middleY,
  type Rectangle,
  unionOf,
  widthOf,
} from "../tracks/region.ts";
import type { Track } from "../tracks/tracks.ts";
import { UsualHeight } from "../calibration/usual-height.ts";

/*
 * Which parts of a picture hide people. Whatever moves, or moved in and stands, may be a person and is hidden; the background never is.
 * It errs on the side of hiding: vehicles hide people and number plates, a shadow is hidden with whoever throws it.
 *
 * A face in the blocks is at most about four samples wide and high. Heads measure 1/7.5 of a standing person (Drillis and Contini 1966), so a
 * twelfth of the height would do for whole people; but a box may hold a head alone, over a wall or where the body looks like the ground: a
 * quarter of its shorter side does for those. A box that is much wider than high holds several people, or one who lies: a seventh of its height. Where it is
 * known how high people are who stand there, a tenth of that does for whatever it holds.
 */

/** One analysed picture; boxes in its own pixels. */
export interface SeenPicture {
  readonly seconds: number;
  /** Everything that differs from the background. */
  readonly foreground: readonly Rectangle[];
  readonly tracks: readonly Track[];
  /** People as a detector saw them, if there is one. */
  readonly people: readonly Rectangle[];
  /** Things that were reported as left behind: these are to be seen. */
  readonly objects: readonly Rectangle[];
  /** The background is not known, or the picture stands beside it: nothing can be told from anything. */
  readonly isBlind: boolean;
}

/** A part of the picture in which nothing may be told apart that is smaller than a block. Pixels of the video. */
export interface Area {
  readonly box: Rectangle;
  readonly block: number;
}

/** What is hidden in one frame. */
export type Cover =
  | { readonly whole: true; readonly block: number }
  | { readonly whole: false; readonly areas: readonly Area[] };

interface Hidden extends Area {
  readonly track: number | undefined;
  /** As it was seen, without any margin. */
  readonly core: Rectangle;
}

interface Moment {
  readonly seconds: number;
  readonly isBlind: boolean;
  readonly hidden: readonly Hidden[];
}

/** Somebody who came, stopped, and is taken for background now. */
interface Rest extends Hidden {
  readonly sinceSeconds: number;
}

/** Blocks come in few sizes, so that their grid does not tremble with every box. */
const BLOCKS = [8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256] as const;
/** The seconds of a clip and what it takes to know them. */
const REMEMBER_SECONDS = 16;
/** As large as somebody was within this time they may still be. */
const LATELY_SECONDS = 2;
/** How it moved within this time is how it goes on while it is not seen. */
const WAY_SECONDS = 0.7;
/** What is hidden stays so for this long: nobody is bare for the moment in which the analysis loses them. */
const HOLD_SECONDS = 0.6;
/** And is hidden this long before it is noticed. */
const AHEAD_SECONDS = 0.4;
/** Where a picture is the first one known of a thing, or the last, it may have been this far away, in its own heights. */
const UNKNOWN_WAY = 0.5;
/** How long the place of somebody who stopped stays hidden when they cannot be told from the background any more. */
const REST_SECONDS = 600;
const MOST_RESTS = 60;

/** Remembers what has to be hidden over the last seconds of one camera. Pure given the pictures it learns from. */
export class Pixelation {
  readonly #size: { readonly width: number; readonly height: number };
  readonly #factor: number;
  readonly #usual: UsualHeight;
  readonly #moments: Moment[] = [];
  #objects: readonly Rectangle[] = [];
  #rests: Rest[] = [];
  #lost = new Map<number, Track>();

  /**
   * @param size of the analysed picture
   * @param factor pixels of the video to one of it, each way
   */
  constructor(size: { readonly width: number; readonly height: number }, factor: number) {
    this.#size = size;
    this.#factor = factor;
    this.#usual = new UsualHeight(size.height);
  }

  /** The last second that it knows; -Infinity before the first. */
  get knownUntil(): number {
    return this.#moments.at(-1)?.seconds ?? Number.NEGATIVE_INFINITY;
  }

  learn(picture: SeenPicture): void {
    const { seconds, isBlind, objects, tracks } = picture;
    this.#objects = objects;
    if (!isBlind) this.#rest(picture);
    const [lost, current] = partition(tracks, ({ seenSeconds }) => seenSeconds < seconds);
    if (!isBlind) for (const track of current) this.#usual.learn(track);
    const hidden = picture.foreground.map((core) => this.#hide(core, current));
    // Not seen at this moment, and not given up: where it was last.
    for (const track of lost) hidden.push(this.#hideLost(track, seconds));
    for (const person of picture.people) hidden.push(this.#hide(person, []));
    this.#moments.push({ seconds, isBlind, hidden: [...hidden, ...this.#rests] });
    while ((this.#moments[0]?.seconds ?? seconds) < seconds - REMEMBER_SECONDS) this.#moments.shift();
  }

  /** What is to be hidden in the frame of this second, by the pictures before and after it. */
  at(seconds: number): Cover {
    const near = this.#moments.filter(
      (moment) => moment.seconds >= seconds - HOLD_SECONDS && moment.seconds <= seconds + AHEAD_SECONDS,
    );
    const before = near.filter((moment) => moment.seconds <= seconds).at(-1);
    const after = near.find((moment) => moment.seconds >= seconds);
    if (near.length === 0 || near.some(({ isBlind }) => isBlind)) return { whole: true, block: this.#wholeBlock() };
    const areas: Area[] = [];
    for (const moment of near) {
      for (const hidden of moment.hidden) {
        if (this.#objects.some((object) => isObject(hidden.core, object))) continue;
        if (moment !== before && moment !== after && isIn(hidden, before, after)) continue;
        areas.push(this.#reached(hidden, moment, before, after));
      }
    }
    return { whole: false, areas };
  }

  /** Blocks of everything, as large as those of somebody as high as the picture. */
  #wholeBlock(): number {
    return blockFor((this.#factor * this.#size.height) / 12);
  }

  #hide(core: Rectangle, tracks: readonly Track[]): Hidden {
    const track = tracks.find(({ box }) => isSame(box, core));
    // Legs that walk below a chest of the wall's own grey: it is as high as people are there, and as large as it lately was.
    const height = Math.max(this.#usual.at(core) ?? 0, track === undefined ? 0 : lately(track, heightOf));
    const width = track === undefined ? 0 : lately(track, widthOf);
    return this.#grown(track?.id, core, {
      left: Math.min(core.left, middleX(core) - width / 2),
      right: Math.max(core.right, middleX(core) + width / 2),
      top: Math.min(core.top, core.bottom - height),
      bottom: core.bottom,
    });
  }

  /** Wherever it can be if it went on as it did. */
  #hideLost(track: Track, seconds: number): Hidden {
    const { x, y } = wayOf(track, seconds - track.seenSeconds);
    const { left, top, right, bottom } = track.box;
    const there = unionOf(track.box, { left: left + x, top: top + y, right: right + x, bottom: bottom + y });
    const { box, block } = this.#hide(track.box, [track]);
    return { ...this.#grown(track.id, track.box, unionOf(box, there)), block };
  }

  #grown(track: number | undefined, core: Rectangle, box: Rectangle): Hidden {
    const least = 0.008 * this.#size.height;
    const height = heightOf(box);
    const width = widthOf(box);
    return {
      track,
      core,
      block: blockFor(this.#factor * this.#sample(box)),
      box: {
        left: box.left - 0.2 * width - least,
        right: box.right + 0.2 * width + least,
        top: box.top - 0.25 * height - least,
        bottom: box.bottom + 0.1 * height + least,
      },
    };
  }

  /** How large one sample must be, in analysed pixels. */
  #sample(box: Rectangle): number {
    const height = heightOf(box);
    const width = widthOf(box);
    const byShape = width > 1.6 * height ? height / 7 : Math.max(height / 12, Math.min(width, height) / 4);
    const usual = this.#usual.at(box);
    return usual === undefined ? byShape : Math.max(usual / 10, Math.min(byShape, height / 12));
  }

  /** As far as it can have been between this picture and the frame. */
  #reached(hidden: Hidden, moment: Moment, before: Moment | undefined, after: Moment | undefined): Area {
    const { box, block } = hidden;
    const area = (reached: Rectangle, size: number): Area => ({ box: scaled(reached, this.#factor), block: size });
    if (moment !== before && moment !== after) return area(box, block);
    const other = moment === before ? after : before;
    const same =
      other === undefined || hidden.track === undefined
        ? undefined
        : other.hidden.find(({ track }) => track === hidden.track);
    if (same !== undefined) return area(unionOf(box, same.box), Math.max(block, same.block));
    const stayed = other?.hidden.some(({ core }) => commonArea(core, hidden.core) > 0.5 * boxArea(hidden.core));
    return area(stayed === true ? box : grown(box, UNKNOWN_WAY * heightOf(hidden.core)), block);
  }

  /** Who came from elsewhere and stands where nothing differs from the background any more is still there. */
  #rest({ seconds, tracks, foreground, objects }: SeenPicture): void {
    const born = tracks.filter(({ bornSeconds }) => bornSeconds === seconds);
    this.#rests = this.#rests.filter(
      ({ sinceSeconds, core }) =>
        seconds - sinceSeconds < REST_SECONDS &&
        !objects.some((object) => isObject(core, object)) &&
        // They go on: what is born there is hidden for itself.
        !born.some(({ box }) => commonArea(box, core) > 0.4 * Math.min(boxArea(box), boxArea(core))),
    );
    const living = new Map(tracks.map((track) => [track.id, track]));
    for (const [id, track] of this.#lost) {
      if (living.has(id) || !hasStopped(track) || this.#touchesEdge(track.box)) continue;
      if (foreground.some((box) => commonArea(box, track.box) > 0.4 * boxArea(track.box))) continue;
      if (objects.some((object) => isObject(track.box, object))) continue;
      this.#rests.push({ ...this.#hide(track.box, [track]), track: undefined, sinceSeconds: seconds });
      if (this.#rests.length > MOST_RESTS) this.#rests.shift();
    }
    this.#lost = living;
  }

  #touchesEdge({ left, top, right, bottom }: Rectangle): boolean {
    const { width, height } = this.#size;
    const edge = 0.01 * height;
    return left <= edge || top <= edge || right >= width - edge || bottom >= height - edge;
  }
}

/** How large it lately was, but for moments in which it was one with somebody else. */
function lately({ trail, seenSeconds }: Track, of: (box: Rectangle) => number): number {
  const sizes = trail.filter(({ seconds }) => seconds > seenSeconds - LATELY_SECONDS).map(({ box }) => of(box));
  return sizes.toSorted((a, b) => a - b)[Math.floor(0.8 * sizes.length)] ?? 0;
}

/** How far it goes within so many seconds, as it lately went. */
function wayOf({ trail, box, seenSeconds }: Track, seconds: number): { readonly x: number; readonly y: number } {
  const from = trail.find((sighting) => sighting.seconds >= seenSeconds - WAY_SECONDS);
  const took = from === undefined ? 0 : seenSeconds - from.seconds;
  if (from === undefined || took <= 0) return { x: 0, y: 0 };
  return {
    x: ((middleX(box) - middleX(from.box)) * seconds) / took,
    y: ((middleY(box) - middleY(from.box)) * seconds) / took,
  };
}

/** Came from elsewhere and then stood, as far as its trail tells. */
function hasStopped({ trail, box, shifted }: Track): boolean {
  const size = Math.max(widthOf(box), heightOf(box));
  const last = trail.at(-1)?.seconds ?? 0;
  return (
    shifted > 0.5 * size &&
    trail
      .filter(({ seconds }) => seconds > last - 1)
      .every(({ box: at }) => Math.hypot(middleX(at) - middleX(box), middleY(at) - middleY(box)) < 0.25 * size)
  );
}

/** It was seen again in the pictures around the frame: what it left behind is not hidden. */
function isIn({ track, core }: Hidden, ...pictures: readonly (Moment | undefined)[]): boolean {
  return pictures.some((moment) =>
    moment?.hidden.some((other) =>
      track !== undefined && other.track !== undefined
        ? track === other.track
        : commonArea(other.core, core) > 0.5 * boxArea(core),
    ),
  );
}

/** The thing itself, and nobody beside it: who stands at it makes one foreground with it, which is larger. */
function isObject(core: Rectangle, object: Rectangle): boolean {
  return commonArea(core, object) > 0.6 * boxArea(core) && boxArea(core) < 1.6 * boxArea(object);
}

function partition<Each>(all: readonly Each[], is: (each: Each) => boolean): readonly [Each[], Each[]] {
  return [all.filter(is), all.filter((each) => !is(each))];
}

function isSame(a: Rectangle, b: Rectangle): boolean {
  return a.left === b.left && a.top === b.top && a.right === b.right && a.bottom === b.bottom;
}

/** The smallest size of block that is no smaller. */
export function blockFor(pixels: number): number {
  return BLOCKS.find((block) => block >= pixels) ?? 256;
}

function scaled({ left, top, right, bottom }: Rectangle, factor: number): Rectangle {
  return { left: left * factor, top: top * factor, right: right * factor, bottom: bottom * factor };
}
