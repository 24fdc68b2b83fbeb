/** The three places that have a picture: what stands on them, who walks there, and the ground of their zones. */
import { type Obstacle, type Pinhole, pinhole, type WalkingArea } from "@cordon/scenes";
import type { StageName } from "../scenario/cameras.ts";
import type { Crop } from "./measured.ts";

/** An upright box, metres, with the material of its faces. */
export type Block = {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly z: readonly [number, number];
  readonly material: "stone" | "metal" | "green" | "wood" | "dark";
};

export type Lamp = { readonly x: number; readonly y: number; readonly heightMetres: number };

/** A row of crowd barriers from one point of the ground to another. */
export type Barrier = { readonly from: readonly [number, number]; readonly to: readonly [number, number] };

export type Stage = {
  readonly name: StageName;
  readonly camera: Pinhole;
  readonly paving: "slabs" | "cobbles" | "gravel";
  /** Water begins where this is true; null for a stage without. */
  readonly water: { readonly side: "beyond" | "left"; readonly atMetres: number; readonly dropMetres: number } | null;
  /** Where boats pass: along x or y, from where to where, and at which place across. */
  readonly fairway: {
    readonly along: "x" | "y";
    readonly fromMetres: number;
    readonly untilMetres: number;
    readonly acrossMetres: number;
    /** After the first camera, as the same boats come down the same river. */
    readonly delaySeconds: number;
  } | null;
  /** Where the paving ends and grass begins, depth in metres. */
  readonly lawnBeyondMetres: number;
  readonly farSide: "tower-near" | "tower-far" | "bank";
  readonly blocks: readonly Block[];
  readonly lamps: readonly Lamp[];
  readonly barriers: readonly Barrier[];
  readonly crop: Crop | null;
  readonly area: WalkingArea;
  /** Named areas of the ground, and what the analysis looks for in each. */
  readonly zones: readonly {
    readonly name: string;
    readonly event: "abandoned-object" | "zone-entry";
    readonly dwellSeconds: number;
    /** People are counted in it as well, and too many from this number on. */
    readonly people?: number;
    readonly ring: readonly (readonly [number, number])[];
  }[];
};

const pillars = (xs: readonly number[], y: number): Block[] =>
  xs.map((x) => ({ x: [x - 0.3, x + 0.3], y: [y - 0.3, y + 0.3], z: [0, 1.15], material: "stone" }));

const ienaSpots: readonly Obstacle[] = [
  { x: 4.2, y: 19.5, radiusMetres: 2 },
  { x: -6.5, y: 23, radiusMetres: 2 },
  { x: -9.2, y: 29, radiusMetres: 0.9 },
  { x: 11, y: 30, radiusMetres: 0.9 },
];

const iena: Stage = {
  name: "iena",
  camera: pinhole(56, 6.5, 10.5),
  paving: "slabs",
  water: { side: "beyond", atMetres: 38, dropMetres: 7 },
  fairway: { along: "x", fromMetres: -95, untilMetres: 95, acrossMetres: 112, delaySeconds: 70 },
  lawnBeyondMetres: Number.POSITIVE_INFINITY,
  farSide: "tower-near",
  blocks: [
    { x: [-60, 60], y: [37.2, 37.7], z: [0, 0.95], material: "stone" },
    ...pillars([-18, -9, 0, 9, 18], 37.45),
    { x: [-9.6, -8.8], y: [28.6, 29.4], z: [0, 0.55], material: "green" },
    { x: [10.2, 11.8], y: [29.7, 30.3], z: [0, 0.48], material: "wood" },
    { x: [-21, -16.4], y: [31.5, 34], z: [0, 2.7], material: "metal" },
  ],
  lamps: [
    { x: -9.2, y: 36.6, heightMetres: 5.6 },
    { x: 8.8, y: 36.6, heightMetres: 5.6 },
  ],
  barriers: [],
  crop: { middleMetres: 58, nearMetres: 32.5, depthMetres: [10.5, 35.6], halfWidthMetres: 21, share: 0.24, seed: 7 },
  area: {
    x: [-60, 60],
    y: [2, 35.5],
    lanes: [
      { from: [-23, 26], to: [23, 24], spreadMetres: 8 },
      { from: [23, 25], to: [-23, 27], spreadMetres: 8 },
      { from: [3, 8], to: [-23, 31], spreadMetres: 3 },
      { from: [23, 32], to: [-4, 8], spreadMetres: 3 },
    ],
    perMinute: 26,
    obstacles: ienaSpots,
    seed: 26,
  },
  zones: [
    {
      name: "tete-de-pont",
      event: "abandoned-object",
      dwellSeconds: 20,
      ring: [
        [-8, 13],
        [8, 13],
        [15, 27],
        [15, 35],
        [-15, 35],
        [-15, 27],
      ],
    },
  ],
};

const trocadero: Stage = {
  name: "trocadero",
  camera: pinhole(56, 7.5, 11),
  paving: "gravel",
  water: null,
  fairway: null,
  lawnBeyondMetres: 44,
  farSide: "tower-far",
  blocks: [
    { x: [-60, -5], y: [43.5, 44.1], z: [0, 1.05], material: "stone" },
    { x: [5, 60], y: [43.5, 44.1], z: [0, 1.05], material: "stone" },
    ...pillars([-5.3, 5.3, -20, 20], 43.8),
    { x: [-14.4, -12.2], y: [20.2, 22.4], z: [0, 0.6], material: "green" },
    { x: [12.2, 14.4], y: [20.2, 22.4], z: [0, 0.6], material: "green" },
    { x: [-2.2, 2.2], y: [36.4, 37], z: [0, 0.46], material: "wood" },
  ],
  lamps: [
    { x: -15, y: 33, heightMetres: 6.2 },
    { x: 15, y: 33, heightMetres: 6.2 },
  ],
  barriers: [],
  crop: { middleMetres: 50, nearMetres: 31.5, depthMetres: [11, 42], halfWidthMetres: 25, share: 0.34, seed: 3 },
  area: {
    x: [-60, 60],
    y: [2, 42],
    lanes: [
      { from: [-27, 30], to: [27, 28], spreadMetres: 10 },
      { from: [27, 24], to: [-27, 33], spreadMetres: 8 },
      { from: [-6, 9], to: [26, 38], spreadMetres: 4 },
      { from: [-26, 20], to: [8, 8], spreadMetres: 4 },
    ],
    perMinute: 34,
    obstacles: [
      { x: -13.3, y: 21.3, radiusMetres: 1.6 },
      { x: 13.3, y: 21.3, radiusMetres: 1.6 },
      { x: 0, y: 36.7, radiusMetres: 1.6 },
      { x: 7, y: 24, radiusMetres: 2 },
      { x: -5, y: 29, radiusMetres: 2 },
      { x: -15, y: 33, radiusMetres: 0.6 },
      { x: 15, y: 33, radiusMetres: 0.6 },
    ],
    seed: 1878,
  },
  zones: [
    {
      name: "esplanade",
      event: "abandoned-object",
      dwellSeconds: 20,
      people: 300,
      ring: [
        [-9, 16],
        [9, 16],
        [19, 35],
        [19, 40],
        [-19, 40],
        [-19, 35],
      ],
    },
  ],
};

const debilly: Stage = {
  name: "debilly",
  camera: pinhole(56, 5.6, 10.5),
  paving: "cobbles",
  water: { side: "left", atMetres: -7.5, dropMetres: 2.2 },
  fairway: { along: "y", fromMetres: 4, untilMetres: 75, acrossMetres: -16.5, delaySeconds: 0 },
  lawnBeyondMetres: Number.POSITIVE_INFINITY,
  farSide: "bank",
  blocks: [
    { x: [-7.5, -7.1], y: [0, 200], z: [0, 0.16], material: "stone" },
    { x: [9, 10], y: [0, 200], z: [0, 4.6], material: "stone" },
    { x: [8.6, 10], y: [0, 200], z: [4.6, 4.9], material: "stone" },
    ...[16, 27, 38, 49].map((y): Block => ({ x: [-6.9, -6.55], y: [y, y + 0.35], z: [0, 0.42], material: "dark" })),
    { x: [7.6, 9], y: [31, 33], z: [0, 0.46], material: "wood" },
  ],
  lamps: [
    { x: 8.7, y: 22, heightMetres: 4.2 },
    { x: 8.7, y: 40, heightMetres: 4.2 },
    { x: 8.7, y: 58, heightMetres: 4.2 },
  ],
  barriers: [{ from: [-1.6, 13], to: [-1.6, 66] }],
  crop: null,
  area: {
    x: [-1, 8.2],
    y: [-20, 200],
    lanes: [
      { from: [3.4, 7], to: [3.4, 74], spreadMetres: 3 },
      { from: [3.4, 74], to: [3.4, 7], spreadMetres: 3 },
    ],
    perMinute: 11,
    obstacles: [{ x: 8.3, y: 32, radiusMetres: 1.2 }],
    seed: 1937,
  },
  zones: [
    {
      name: "quai-interdit",
      event: "zone-entry",
      dwellSeconds: 1,
      ring: [
        [-7, 14],
        [-2, 14],
        [-2, 60],
        [-7, 60],
      ],
    },
  ],
};

export const stages: Readonly<Record<StageName, Stage>> = { iena, trocadero, debilly };
