import type { Detection } from "../../words/detection.ts";
import { boxArea, commonArea, middleX, middleY, type Rectangle } from "../tracks/region.ts";
import { componentsOf } from "./components.ts";
import type { CountedGround } from "./counted-ground.ts";
import { BLOCK, CrowdField } from "./crowd-field.ts";
import { personHeight, WIDTH_BY_HEIGHT } from "./person-shape.ts";
import { SinglePerson } from "./single-person.ts";

/** How many, and how many in each cell of the ground. */
export interface CrowdCount {
  readonly people: number;
  /** By cell, fractions of people. */
  readonly inCell: Float32Array;
}

/** The pixels somebody covers by themselves: in units of the expected area, and of its root for the rim that a mask adds. */
const AREA_TIMES = 1.2;
const RIM_TIMES = 2;
/** A window is as wide as a few people: where it happens to be all covered there are not infinitely many. */
const MOST_COVERED = 0.97;
/** The window in which it is looked how much is covered, from its middle: widths of a person, and heights. */
const WINDOW_WIDTHS = 2.2;
const WINDOW_HEIGHTS = 0.3;
/** Somebody is alone where no more than this share is covered, so many widths of a person to each side. */
const LONELY_WIDTHS = 3;
const LONELY_SHARE = 0.3;
/** A piece with less of a person than this is nobody, with less than that is one, then two: people come whole. */
const LEAST_PERSON = 0.25;
const ONE_UP_TO = 1.5;
const TWO_UP_TO = 2.4;
/** One person is no taller than this many times a person: then one stands behind another. */
const TALLEST_PERSON = 1.15;
const LEAST_PAIR = 0.8;
interface Piece {
  area: number;
  pixels: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** People as if nobody hid anybody. */
  plain: number;
  /** The same where those who are hidden are counted as well, in all and by block. */
  people: number;
  readonly inBlock: Map<number, number>;
}

/**
 * Counts people without heads: by the area that they cover, seen through the camera's perspective. Pieces of one or two are whole people; in a
 * crowd, the more of the picture is covered the more people are hidden behind those one sees.
 */
export class CrowdCounter {
  readonly #ground: CountedGround;
  readonly #labels: Int32Array;
  /** What a pixel is of somebody who is hidden by nobody. */
  readonly #plain: Float32Array;
  readonly #field: CrowdField;
  /** Sums of the mask from the corner, one row and column more than the picture. */
  readonly #sums: Uint32Array;
  readonly #single = new SinglePerson();

  constructor(ground: CountedGround) {
    this.#ground = ground;
    const { width, height, stride } = ground.size;
    this.#labels = new Int32Array(stride * height);
    this.#plain = ground.personArea.map((area) =>
      area === 0 ? 0 : 1 / (AREA_TIMES * area + RIM_TIMES * Math.sqrt(area)),
    );
    this.#field = new CrowdField(ground);
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
    this.#field.seen.fill(0);
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
      const seen = detected.get(piece) ?? 0;
      const whole = wholePeople(piece);
      if (whole > 2) {
        this.#crowd(piece, Math.max(1, seen / piece.people));
        continue;
      }
      const cell = this.#cellAt((piece.left + piece.right) / 2, (piece.top + piece.bottom) / 2);
      if (cell < 0) continue;
      const many = Math.max(whole, seen);
      inCell[cell] = (inCell[cell] ?? 0) + many;
      people += many;
    }
    people += this.#field.addTo(inCell);
    return { people, inCell };
  }

  /** A piece of more than two people, of whom `times` as many are known of as are seen. */
  #crowd({ inBlock }: Piece, times: number): void {
    const { seen } = this.#field;
    for (const [block, part] of inBlock) seen[block] = (seen[block] ?? 0) + part * times;
  }

  #pieces(mask: Uint8Array): Piece[] {
    const { size } = this.#ground;
    const { width, height, stride } = size;
    this.#sum(mask);
    const { count } = componentsOf(mask, size, this.#labels);
    const pieces = Array.from({ length: count }, emptyPiece);
    const scale = this.#single.scale;
    for (let top = 0; top < height; top += BLOCK) {
      for (let left = 0; left < width; left += BLOCK) {
        const middle = Math.min(height - 1, top + BLOCK / 2) * stride + Math.min(width - 1, left + BLOCK / 2);
        const hiding = this.#hidingAt(left + BLOCK / 2, top + BLOCK / 2, middle);
        this.#gather(pieces, left, top, hiding / scale);
      }
    }
    return pieces;
  }

  /** Adds a block of the picture to the pieces in it: each of its pixels is as much of a person, `times` who are hidden. */
  #gather(pieces: readonly Piece[], left: number, top: number, times: number): void {
    const { personArea, size } = this.#ground;
    const { width, height, stride } = size;
    const [right, bottom] = [Math.min(width, left + BLOCK), Math.min(height, top + BLOCK)];
    const block = this.#field.blockAt(left, top);
    for (let y = top; y < bottom; y++) {
      const row = y * stride;
      for (let x = left; x < right; ) {
        const label = this.#labels[row + x] ?? 0;
        const from = x;
        let [area, plain, pixels] = [0, 0, 0];
        for (; x < right && this.#labels[row + x] === label; x++) {
          const here = personArea[row + x] ?? 0;
          if (label === 0 || here === 0) continue;
          area += here;
          plain += this.#plain[row + x] ?? 0;
          pixels++;
        }
        // No place -1 is looked for: in an array that is a property, found by its name, and slower than all of the rest.
        const piece = pixels === 0 ? undefined : pieces[label - 1];
        if (piece === undefined) continue;
        piece.area += area;
        piece.pixels += pixels;
        piece.plain += plain;
        piece.people += plain * times;
        piece.inBlock.set(block, (piece.inBlock.get(block) ?? 0) + plain * times);
        piece.left = Math.min(piece.left, from);
        piece.right = Math.max(piece.right, x - 1);
        piece.top = Math.min(piece.top, y);
        piece.bottom = Math.max(piece.bottom, y);
      }
    }
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

  /**
   * How many there are for each that is seen where this much of the neighbourhood is covered. People who stand by chance cover the share 1 - exp(-n) of
   * what n of them would cover side by side (Matheron 1975: the Boolean model); as no two stand in one place, there are only `most` places from which
   * a spot may be hidden, each taken or not, and it is 1 - (1 - n / most)^most.
   */
  #hidingAt(x: number, y: number, at: number): number {
    const area = this.#ground.personArea[at] ?? 0;
    if (area === 0) return 1;
    const height = personHeight(area);
    const [wide, tall] = [WINDOW_WIDTHS * WIDTH_BY_HEIGHT * height, WINDOW_HEIGHTS * height];
    const share = Math.min(MOST_COVERED, this.#coverage(x - wide, y - tall, x + wide, y + tall));
    const most = this.#ground.mostHidden[at] ?? 1;
    return share < 1e-3 ? 1 : (most * (1 - (1 - share) ** (1 / most))) / share;
  }

  /** A piece of one person's shape, all of it in the picture, tells how large one person is here. */
  #learn(piece: Piece): void {
    const { left, right, top, bottom, plain } = piece;
    const { width, height } = this.#ground.size;
    if (left <= 1 || top <= 1 || right >= width - 2 || bottom >= height - 2) return;
    const tall = tallOf(piece);
    const [times, wide] = [(bottom - top + 1) / tall, (right - left + 1) / (WIDTH_BY_HEIGHT * tall)];
    if (tall <= 10 || times <= 0.75 || times >= 1.3 || wide <= 0.5 || wide >= 1.9) return;
    // In a throng such a piece is as often what is left of two: whoever is alone has room around them.
    const [x, y, reach] = [(left + right) / 2, (top + bottom) / 2, LONELY_WIDTHS * WIDTH_BY_HEIGHT * tall];
    if (this.#coverage(x - reach, y - 0.8 * tall, x + reach, y + 0.8 * tall) < LONELY_SHARE) this.#single.learn(plain);
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
    inBlock: new Map(),
  };
}

/** Pixels from foot to head of somebody where the piece is. */
function tallOf({ area, pixels }: Piece): number {
  return personHeight(area / pixels);
}

function wholePeople(piece: Piece): number {
  const { people, top, bottom } = piece;
  if (people < LEAST_PERSON) return 0;
  if (people < ONE_UP_TO) return people > LEAST_PAIR && bottom - top + 1 > TALLEST_PERSON * tallOf(piece) ? 2 : 1;
  return people < TWO_UP_TO ? 2 : people;
}
