import type { Detection } from "../../words/detection.ts";
import { boxArea, commonArea, middleX, middleY, type Rectangle } from "../tracks/region.ts";
import { componentsOf } from "./components.ts";
import type { CountedGround } from "./counted-ground.ts";
import { SinglePerson } from "./single-person.ts";

/** How many, and how many in each cell of the ground. */
export interface CrowdCount {
  readonly people: number;
  /** By cell, fractions of people. */
  readonly inCell: Float32Array;
}

/** What of a picture is looked at as one when it is asked how densely people hide each other there. */
const BLOCK = 8;
/** The pixels somebody covers by themselves: in units of the expected area, and of its root for the rim that a mask adds. */
const AREA_TIMES = 1.2;
const RIM_TIMES = 2;
/**
 * People who stand by chance cover the share 1 - exp(-n) of what n of them would cover side by side (Matheron 1975: the Boolean model).
 * They do not stand by chance, they make room: a little less is hidden.
 */
const CHANCE = 0.8;
const MOST_COVERED = 0.99;
/** Where the surroundings are covered by more than this as well, whole people are hidden of whom nothing is seen: so many more for each share of them. */
const CROWDED = 0.4;
const UNSEEN = 1.25;
/** A piece with less of a person than this is nobody, with less than that is one, then two: people come whole. */
const LEAST_PERSON = 0.25;
const ONE_UP_TO = 1.5;
const TWO_UP_TO = 2.4;
/** One person is no taller than this many times a person: then one stands behind another. */
const TALLEST_PERSON = 1.15;
const LEAST_PAIR = 0.8;
/** Height of somebody in pixels by the root of the area they cover, and their width by their height. */
const HEIGHT_BY_ROOT = 2.4;
const WIDTH_BY_HEIGHT = 0.29;

interface Piece {
  area: number;
  pixels: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** People as if nobody hid anybody. */
  plain: number;
  /** The same where those who are hidden are counted as well, in all and by cell. */
  people: number;
  readonly inCell: Map<number, number>;
}

/**
 * Counts people without heads: by the area that they cover, seen through the camera's perspective. Pieces of one or two are whole people; in a
 * crowd, the more of the picture is covered the more people are hidden behind those one sees.
 */
export class CrowdCounter {
  readonly #ground: CountedGround;
  readonly #labels: Int32Array;
  /** Sums of the mask from the corner, one row and column more than the picture. */
  readonly #sums: Uint32Array;
  readonly #single = new SinglePerson();

  constructor(ground: CountedGround) {
    this.#ground = ground;
    const { width, height, stride } = ground.size;
    this.#labels = new Int32Array(stride * height);
    this.#sums = new Uint32Array((width + 1) * (height + 1));
  }

  /**
   * @param mask 255 where somebody is seen
   * @param detections what a detector saw lately: it adds whom the mask does not show and takes away what is a vehicle
   */
  count(mask: Uint8Array, detections: readonly Detection[] = []): CrowdCount {
    const inCell = new Float32Array(this.#ground.cells.length);
    let people = 0;
    const pieces = this.#pieces(mask);
    const persons = detections.filter(({ what }) => what === "person").map(({ box }) => box);
    const vehicles = detections.filter(({ what }) => VEHICLES.has(what)).map(({ box }) => box);
    const detected = new Map<Piece | undefined, number>();
    for (const box of persons) {
      const piece = this.#pieceIn(box, pieces);
      detected.set(piece, (detected.get(piece) ?? 0) + 1);
      if (piece !== undefined) continue;
      const cell = this.#cellAt(middleX(box), middleY(box));
      if (cell < 0) continue;
      inCell[cell] = (inCell[cell] ?? 0) + 1;
      people++;
    }
    for (const piece of pieces) {
      if (piece.pixels === 0 || piece.people === 0 || vehicles.some((box) => covers(box, piece))) continue;
      this.#learn(piece);
      const whole = Math.max(wholePeople(piece), detected.get(piece) ?? 0);
      for (const [cell, part] of piece.inCell) {
        const share = (whole * part) / piece.people;
        inCell[cell] = (inCell[cell] ?? 0) + share;
        people += share;
      }
    }
    return { people, inCell };
  }

  #pieces(mask: Uint8Array): Piece[] {
    const { size, personArea, cellOf } = this.#ground;
    const { width, height, stride } = size;
    this.#sum(mask);
    const { count } = componentsOf(mask, size, this.#labels);
    const pieces = Array.from({ length: count }, emptyPiece);
    const scale = this.#single.scale;
    for (let top = 0; top < height; top += BLOCK) {
      for (let left = 0; left < width; left += BLOCK) {
        const middle = Math.min(height - 1, top + BLOCK / 2) * stride + Math.min(width - 1, left + BLOCK / 2);
        const hiding = this.#hidingAt(left + BLOCK / 2, top + BLOCK / 2, personArea[middle] ?? 0, scale);
        for (let y = top; y < Math.min(height, top + BLOCK); y++) {
          for (let x = left; x < Math.min(width, left + BLOCK); x++) {
            const at = y * stride + x;
            const piece = pieces[(this.#labels[at] ?? 0) - 1];
            const area = personArea[at] ?? 0;
            if (piece === undefined || area === 0) continue;
            const plain = 1 / (AREA_TIMES * area + RIM_TIMES * Math.sqrt(area));
            const part = (plain * hiding) / scale;
            piece.area += area;
            piece.pixels++;
            piece.plain += plain;
            piece.people += part;
            const cell = cellOf[at] ?? -1;
            if (cell >= 0) piece.inCell.set(cell, (piece.inCell.get(cell) ?? 0) + part);
            if (x < piece.left) piece.left = x;
            if (x > piece.right) piece.right = x;
            if (y < piece.top) piece.top = y;
            if (y > piece.bottom) piece.bottom = y;
          }
        }
      }
    }
    return pieces;
  }

  /** The piece that somebody's box shows most of; undefined where the mask has nothing of them. */
  #pieceIn(box: Rectangle, pieces: readonly Piece[]): Piece | undefined {
    const { width, height, stride } = this.#ground.size;
    const votes = new Map<number, number>();
    for (let j = 1; j < 8; j++) {
      for (let i = 1; i < 4; i++) {
        const x = Math.round(box.left + ((box.right - box.left) * i) / 4);
        const y = Math.round(box.top + ((box.bottom - box.top) * j) / 8);
        const label = x >= 0 && y >= 0 && x < width && y < height ? (this.#labels[y * stride + x] ?? 0) : 0;
        if (label > 0) votes.set(label, (votes.get(label) ?? 0) + 1);
      }
    }
    const [most] = [...votes].sort((a, b) => b[1] - a[1]);
    return most !== undefined && most[1] >= 3 ? pieces[most[0] - 1] : undefined;
  }

  #cellAt(x: number, y: number): number {
    const { width, height, stride } = this.#ground.size;
    const [column, row] = [Math.round(x), Math.round(y)];
    if (column < 0 || row < 0 || column >= width || row >= height) return -1;
    return this.#ground.cellOf[row * stride + column] ?? -1;
  }

  /** How many there are for each that is seen where this much of the neighbourhood is covered. */
  #hidingAt(x: number, y: number, area: number, scale: number): number {
    if (area === 0) return 1;
    const tall = HEIGHT_BY_ROOT * Math.sqrt(area);
    const wide = WIDTH_BY_HEIGHT * tall;
    const covered = this.#coverage(x - wide, y - tall / 2, x + wide, y + tall / 2);
    const share = CHANCE * Math.min(MOST_COVERED, covered / Math.sqrt(scale));
    if (share < 1e-3) return 1;
    const around = this.#coverage(x - 3 * wide, y - 0.8 * tall, x + 3 * wide, y + 0.8 * tall);
    return (-Math.log(1 - share) / share) * (1 + UNSEEN * Math.max(0, around - CROWDED));
  }

  /** A piece of one person's shape, all of it in the picture, tells how large one person is here. */
  #learn(piece: Piece): void {
    const { left, right, top, bottom, plain } = piece;
    const { width, height } = this.#ground.size;
    if (left <= 1 || top <= 1 || right >= width - 2 || bottom >= height - 2) return;
    const tall = tallOf(piece);
    const [times, wide] = [(bottom - top + 1) / tall, (right - left + 1) / (WIDTH_BY_HEIGHT * tall)];
    if (tall > 10 && times > 0.75 && times < 1.3 && wide > 0.5 && wide < 1.9) this.#single.learn(plain);
  }

  #sum(mask: Uint8Array): void {
    const { width, height, stride } = this.#ground.size;
    const row = width + 1;
    for (let y = 0; y < height; y++) {
      let sum = 0;
      for (let x = 0; x < width; x++) {
        sum += (mask[y * stride + x] ?? 0) & 1;
        this.#sums[(y + 1) * row + x + 1] = (this.#sums[y * row + x + 1] ?? 0) + sum;
      }
    }
  }

  /** The share of a rectangle, clipped to the picture, that is set. */
  #coverage(left: number, top: number, right: number, bottom: number): number {
    const { width, height } = this.#ground.size;
    const [x0, x1] = [Math.max(0, Math.round(left)), Math.min(width, Math.round(right))];
    const [y0, y1] = [Math.max(0, Math.round(top)), Math.min(height, Math.round(bottom))];
    if (x1 <= x0 || y1 <= y0) return 0;
    const row = width + 1;
    const at = (x: number, y: number): number => this.#sums[y * row + x] ?? 0;
    return (at(x1, y1) - at(x0, y1) - at(x1, y0) + at(x0, y0)) / ((x1 - x0) * (y1 - y0));
  }
}

const VEHICLES: ReadonlySet<Detection["what"]> = new Set(["car", "bus", "truck", "train", "boat"]);

function covers(vehicle: Rectangle, { left, top, right, bottom }: Piece): boolean {
  const piece = { left, top, right: right + 1, bottom: bottom + 1 };
  return commonArea(vehicle, piece) > 0.6 * boxArea(piece);
}

function emptyPiece(): Piece {
  return {
    area: 0,
    pixels: 0,
    left: Number.POSITIVE_INFINITY,
    right: -1,
    top: Number.POSITIVE_INFINITY,
    bottom: -1,
    plain: 0,
    people: 0,
    inCell: new Map(),
  };
}

/** Pixels from foot to head of somebody where the piece is. */
function tallOf({ area, pixels }: Piece): number {
  return HEIGHT_BY_ROOT * Math.sqrt(area / pixels);
}

function wholePeople(piece: Piece): number {
  const { people, top, bottom } = piece;
  if (people < LEAST_PERSON) return 0;
  if (people < ONE_UP_TO) return people > LEAST_PAIR && bottom - top + 1 > TALLEST_PERSON * tallOf(piece) ? 2 : 1;
  return people < TWO_UP_TO ? 2 : people;
}
