/** What somebody wears, and how tall they are. */
import { type Colour, rgb } from "./canvas.ts";
import { hash } from "./texture.ts";

export type Look = {
  readonly heightMetres: number;
  readonly top: Colour;
  readonly legs: Colour;
  readonly skin: Colour;
  readonly hair: Colour;
  readonly shoes: Colour;
  readonly backpack: Colour | null;
  readonly skirt: boolean;
};

const tops = [
  rgb(44, 58, 92),
  rgb(176, 172, 164),
  rgb(120, 38, 40),
  rgb(40, 42, 46),
  rgb(214, 208, 196),
  rgb(66, 96, 84),
  rgb(196, 160, 84),
  rgb(96, 110, 140),
  rgb(150, 88, 96),
  rgb(228, 226, 222),
  rgb(34, 72, 112),
  rgb(110, 100, 88),
];
const bottoms = [
  rgb(38, 44, 62),
  rgb(52, 50, 50),
  rgb(92, 84, 72),
  rgb(30, 30, 34),
  rgb(66, 78, 104),
  rgb(150, 138, 116),
  rgb(70, 66, 62),
];
const skins = [rgb(226, 184, 156), rgb(204, 160, 128), rgb(160, 114, 84), rgb(112, 76, 56), rgb(238, 202, 178)];
const hairs = [rgb(34, 28, 24), rgb(70, 48, 32), rgb(120, 92, 58), rgb(160, 154, 148), rgb(24, 22, 22)];
const packs = [rgb(30, 34, 40), rgb(84, 40, 36), rgb(40, 66, 60)];

function pick<T>(from: readonly T[], at: number, otherwise: T): T {
  return from[Math.floor(at * from.length)] ?? otherwise;
}

/** Clothes and height for a seed; nothing about a look means anything. */
export function lookOf(seed: number): Look {
  const grey = rgb(90, 90, 90);
  return {
    heightMetres: 1.56 + 0.34 * hash(seed, 1),
    top: pick(tops, hash(seed, 2), grey),
    legs: pick(bottoms, hash(seed, 3), grey),
    skin: pick(skins, hash(seed, 4), grey),
    hair: pick(hairs, hash(seed, 5), grey),
    shoes: hash(seed, 8) < 0.3 ? rgb(206, 204, 200) : rgb(36, 34, 34),
    backpack: hash(seed, 6) < 0.22 ? pick(packs, hash(seed, 9), grey) : null,
    skirt: hash(seed, 7) < 0.12,
  };
}
