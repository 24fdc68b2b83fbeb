/** What the measured cameras see: a square with a crowd, and at the end of it somebody who walks through a gate. */
import { createEncoder, generatedCrowd, type Picture, quietFfmpeg, scene } from "@cordon/scenes";

export const WIDTH = 1280;
export const HEIGHT = 720;
export const FILM_PICTURES_PER_SECOND = 15;
/** Of ordinary life; what comes after it is the visit. */
const ORDINARY_SECONDS = 20;
const FILM_SECONDS = 30;
/**
 * What makers recommend for this size and rate by day. Its pictures take as long to decode as those of real clips coded alike: a street
 * 3.5 ms and a yard at night 3.0 where these take 3.0, grain and all (0081).
 */
const BITS_PER_SECOND = 2_000_000;

/** On the ground, metres; far from the crowd. */
const GATE: readonly (readonly [number, number])[] = [
  [-1.5, 7.2],
  [1.5, 7.2],
  [1.5, 8.8],
  [-1.5, 8.8],
];
const SQUARE: readonly (readonly [number, number])[] = [
  [-9, 11],
  [9, 11],
  [9, 26],
  [-9, 26],
];

export interface CameraFilm {
  /** Annex B access units, one a picture. A key frame begins ordinary life, and one the visit. */
  readonly units: readonly { readonly data: Buffer; readonly key: boolean }[];
  /** The first picture of the visit. */
  readonly visit: number;
  /** The first picture that shows somebody in the gate. */
  readonly entry: number;
  /** The scene to watch for, with every event that needs no detector; the crowd, which all goes the way of the lane, does nothing of it. */
  readonly scene: object;
}

/** Drawn and coded once, as a camera codes it: CABAC, deblocking, no pictures that wait for later ones. Takes some 15 s. */
export function cameraFilm(): CameraFilm {
  quietFfmpeg();
  const drawn = scene({
    camera: { x: 0, y: 0, heightMetres: 6, headingDegrees: 0, tiltDegrees: 25, fieldOfViewDegrees: 60 },
    size: { widthPx: WIDTH, heightPx: HEIGHT },
    ground: { paving: "slabs" },
    weather: { sun: { azimuthDegrees: 210, elevationDegrees: 45 }, grain: 1.2 },
    people: [
      generatedCrowd({
        x: [-13, 13],
        y: [11, 30],
        lanes: [
          { from: [-13, 16], to: [13, 18], spreadMetres: 3 },
          { from: [-13, 20], to: [13, 22], spreadMetres: 4 },
        ],
        perMinute: 50,
        obstacles: [],
        seed: 4,
      }),
    ],
    actors: [{ name: "visitor", at: [-6.6, 8], fromSeconds: ORDINARY_SECONDS, deeds: [{ do: "walk", to: [6.6, 8] }] }],
  });
  using encoder = createEncoder(WIDTH, HEIGHT, FILM_PICTURES_PER_SECOND, BITS_PER_SECOND, "veryfast");
  const units: { data: Buffer; key: boolean }[] = [];
  const visit = ORDINARY_SECONDS * FILM_PICTURES_PER_SECOND;
  let entry: number | undefined;
  for (let index = 0; index < FILM_SECONDS * FILM_PICTURES_PER_SECOND; index++) {
    const seconds = index / FILM_PICTURES_PER_SECOND;
    const picture = drawn.picture(seconds);
    if (isVisitorInGate(picture)) entry ??= index;
    units.push(...encoder.encode(picture.yuv, 1000 * seconds, index === 0 || index === visit));
  }
  if (entry === undefined) throw new Error("nobody came through the gate");
  return {
    units,
    visit,
    entry,
    scene: {
      calibration: { points: drawn.calibration },
      zones: [
        { name: "gate", ground: GATE },
        { name: "square", ground: SQUARE },
      ],
      lines: [
        {
          name: "kerb",
          ground: [
            [-9, 9.5],
            [9, 9.5],
          ],
        },
      ],
      events: [
        { kind: "zone-entry", zone: "gate", dwellSeconds: 0 },
        { kind: "zone-entry", line: "kerb", direction: "either" },
        { kind: "abandoned-object", dwellSeconds: 30 },
        { kind: "wrong-direction", zone: "square", groundHeading: { from: [-9, 18], to: [9, 18] } },
        { kind: "density", people: 300 },
      ],
    },
  };
}

function isVisitorInGate({ truth }: Picture): boolean {
  return truth.people.some(({ id, x, y }) => id === "visitor" && Math.abs(x) <= 1.5 && y >= 7.2 && y <= 8.8);
}
