import type { Tokens } from "../../theme/tokens.ts";
import { drawPlainUnit } from "../icons.ts";
import { NO_CELL } from "./layout.ts";
import { ATLAS } from "./shaders.ts";

/** How units are drawn: outlines that anybody reads, or the symbols of APP-6 that soldiers know. */
export type SymbolStyle = "plain" | "app6";

/** Draws a kind of unit in the middle of a square of `ATLAS.cellPixels`; old is a position that nobody confirmed for a while. */
export type DrawUnit = (
  canvas: OffscreenCanvasRenderingContext2D,
  kind: string,
  tokens: Tokens,
  old: boolean,
  symbol: string | undefined,
) => void;

/** Codes of APP-6 by kind, as the operation's catalogue has them. */
export type KindSymbols = ReadonlyMap<string, string>;

/** Kinds that have a cell each; those that come after these share the last one. */
const MOST_KINDS = Math.min(NO_CELL, (ATLAS.side * ATLAS.side) / 2);

/**
 * The pictures of all kinds of units, twice each, on one canvas that becomes a texture. Each is drawn once, when a unit of its kind is first
 * seen, and again when the colours or the style change; the canvases of styles and themes that were used before are kept.
 */
export class SymbolAtlas {
  readonly #cells = new Map<string, number>();
  readonly #sheets = new Map<string, Sheet>();
  #tokens: Tokens;
  #style: SymbolStyle = "plain";
  #symbols: KindSymbols = new Map();
  #draw: DrawUnit = drawPlainUnit;
  /** Counts what was drawn: whoever holds the texture remembers it. */
  version = 0;

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  /** The cell of a kind, drawn if it is new. */
  cellOf(kind: string): number {
    const known = this.#cells.get(kind);
    if (known !== undefined) return known;
    const cell = Math.min(this.#cells.size, MOST_KINDS - 1);
    this.#cells.set(kind, cell);
    this.version++;
    return cell;
  }

  setTokens(tokens: Tokens): void {
    if (tokens === this.#tokens) return;
    this.#tokens = tokens;
    this.version++;
  }

  setStyle(style: SymbolStyle, draw: DrawUnit): void {
    if (style === this.#style && draw === this.#draw) return;
    // Another way of drawing in the same style: what was drawn the old way is drawn again.
    if (style === this.#style) this.#sheets.clear();
    this.#style = style;
    this.#draw = draw;
    this.version++;
  }

  /** Kinds whose symbol is another one now are drawn again. */
  setSymbols(symbols: KindSymbols): void {
    const before = this.#symbols;
    this.#symbols = symbols;
    for (const kind of this.#cells.keys()) {
      if (before.get(kind) === symbols.get(kind)) continue;
      for (const { drawn } of this.#sheets.values()) drawn.delete(kind);
      this.version++;
    }
  }

  get canvas(): OffscreenCanvas {
    const sheet = this.#sheet();
    for (const [kind, cell] of this.#cells) {
      if (sheet.drawn.has(kind)) continue;
      sheet.drawn.add(kind);
      for (const old of [false, true]) this.#drawCell(sheet.canvas, cell * 2 + (old ? 1 : 0), kind, old);
    }
    return sheet.canvas.canvas;
  }

  #sheet(): Sheet {
    const key = `${this.#style} ${this.#tokens.ground} ${this.#tokens.map.unit}`;
    const known = this.#sheets.get(key);
    if (known !== undefined) return known;
    const side = ATLAS.side * ATLAS.cellPixels;
    const canvas = new OffscreenCanvas(side, side).getContext("2d", { willReadFrequently: true });
    if (canvas === null) throw new Error("this browser draws no canvas");
    const sheet = { canvas, drawn: new Set<string>() };
    this.#sheets.set(key, sheet);
    return sheet;
  }

  #drawCell(canvas: OffscreenCanvasRenderingContext2D, cell: number, kind: string, old: boolean): void {
    const { side, cellPixels } = ATLAS;
    canvas.save();
    canvas.translate((cell % side) * cellPixels, Math.floor(cell / side) * cellPixels);
    canvas.beginPath();
    canvas.rect(0, 0, cellPixels, cellPixels);
    canvas.clip();
    canvas.clearRect(0, 0, cellPixels, cellPixels);
    this.#draw(canvas, kind, this.#tokens, old, this.#symbols.get(kind));
    canvas.restore();
  }
}

interface Sheet {
  readonly canvas: OffscreenCanvasRenderingContext2D;
  readonly drawn: Set<string>;
}
