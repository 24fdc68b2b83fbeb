import type { Detection } from "../../words/detection.ts";
import { boxArea, commonArea, middleX, middleY, type Rectangle } from "../tracks/region.ts";
import type { CountedGround } from "./counted-ground.ts";
import { CrowdField } from "./crowd-field.ts";
import { CrowdPieces, type Piece } from "./crowd-pieces.ts";
import type { CrowdPlanes } from "./crowd-planes.ts";
import { personHeight, WIDTH_BY_HEIGHT } from "./person-shape.ts";
import { SinglePerson } from "./single-person.ts";

/** How many, and how many in each cell of the ground. */
export interface CrowdCount {
  readonly people: number;
  /** By cell, fractions of people. */
  readonly inCell: Float32Array;
}

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

/**
 * Counts people without heads: by the area that they cover, seen through the camera's perspective. Pieces of one or two are whole people; in a
 * crowd, the more of the picture is covered the more people are hidden behind those one sees.
 */
export class CrowdCounter {
  readonly #ground: CountedGround;
  readonly #pieces: CrowdPieces;
  readonly #field: CrowdField;
  readonly #single = new SinglePerson();

  constructor(ground: CountedGround, planes: CrowdPlanes) {
    this.#ground = ground;
    this.#pieces = new CrowdPieces(ground, planes);
    this.#field = new CrowdField(ground);
  }

  /**
   * @param mask 255 where somebody is seen, its border empty
   * @param detections what a detector saw lately: it adds whom the mask does not show and takes away what is a vehicle
   */
  count(mask: Uint8Array, detections: readonly Detection[] = []): CrowdCount {
    const inCell = new Float32Array(this.#ground.cells.length);
    let people = 0;
    const pieces = this.#pieces.of(mask, this.#single.scale);
    const persons = detections.filter(({ what }) => what === "person").map(({ box }) => box);
    const vehicles = detections.filter(({ what }) => VEHICLES.has(what)).map(({ box }) => box);
    const detected = new Map<number, number>();
    for (const box of persons) {
      const number = this.#pieces.numberIn(box);
      detected.set(number, (detected.get(number) ?? 0) + 1);
      if (number !== 0) continue;
      const cell = this.#cellAt(middleX(box), middleY(box));
      if (cell < 0) continue;
      inCell[cell] = (inCell[cell] ?? 0) + 1;
      people++;
    }
    /** By number, of crowds: how many times as many are known of as are seen. */
    const times = new Float64Array(pieces.length + 1);
    for (const piece of pieces) {
      if (piece.pixels === 0 || piece.people === 0 || vehicles.some((box) => covers(box, piece))) continue;
      this.#learn(piece);
      const seen = detected.get(piece.number) ?? 0;
      const whole = wholePeople(piece);
      if (whole > 2) {
        times[piece.number] = Math.max(1, seen / piece.people);
        continue;
      }
      const cell = this.#cellAt((piece.left + piece.right) / 2, (piece.top + piece.bottom) / 2);
      if (cell < 0) continue;
      const many = Math.max(whole, seen);
      inCell[cell] = (inCell[cell] ?? 0) + many;
      people += many;
    }
    this.#pieces.addTo(this.#field.seen.fill(0), times);
    people += this.#field.addTo(inCell);
    return { people, inCell };
  }

  #cellAt(x: number, y: number): number {
    const { width, height, stride } = this.#ground.size;
    const [column, row] = [Math.round(x), Math.round(y)];
    if (column < 0 || row < 0 || column >= width || row >= height) return -1;
    return this.#ground.cellOf[row * stride + column] ?? -1;
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
    if (this.#pieces.coverage(x - reach, y - 0.8 * tall, x + reach, y + 0.8 * tall) < LONELY_SHARE)
      this.#single.learn(plain);
  }
}

const VEHICLES: ReadonlySet<Detection["what"]> = new Set(["car", "bus", "truck", "train", "boat"]);

function covers(vehicle: Rectangle, { left, top, right, bottom }: Piece): boolean {
  const piece = { left, top, right: right + 1, bottom: bottom + 1 };
  return commonArea(vehicle, piece) > 0.6 * boxArea(piece);
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
