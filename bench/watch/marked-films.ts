/** A square with people and a street with cars, under all weathers, each pixel of them known: what a background model is measured on. */
import { film, generatedCrowd, type SceneOptions, scene, type Weather } from "@cordon/scenes";

export interface Marked {
  readonly name: string;
  readonly picturesPerSecond: number;
  /** Luma, without padding. */
  readonly pictures: readonly Uint8Array[];
  /** 1 where a person or a car is seen. */
  readonly masks: readonly Uint8Array[];
}

const PICTURES_PER_SECOND = 10;
const SECONDS = 16;
const CAMERA_BITS_PER_SECOND = 700_000;

const WEATHERS: Readonly<Record<string, { readonly weather: Weather; readonly bitsPerSecond?: number }>> = {
  clear: { weather: { grain: 1.5 } },
  light: {
    weather: {
      grain: 1.5,
      light: [
        { atSeconds: 5, overSeconds: 0, gain: 0.75 },
        { atSeconds: 9, overSeconds: 3, gain: 1.1 },
      ],
    },
  },
  shadow: { weather: { grain: 1.5, sun: { azimuthDegrees: 250, elevationDegrees: 35, depth: 0.4 } } },
  rain: { weather: { grain: 2, rain: 0.7 } },
  shake: { weather: { grain: 1.5, shakePixels: 1 } },
  compression: { weather: { grain: 1.5 }, bitsPerSecond: CAMERA_BITS_PER_SECOND },
  noise: { weather: { grain: 4 } },
};

/** Draws them all. */
export function markedFilms({ width, height }: { width: number; height: number }): Marked[] {
  return Object.entries(WEATHERS).map(([name, { weather, bitsPerSecond }], index) => {
    const drawn = scene({ ...place({ width, height }, index), weather });
    const pictures: Uint8Array[] = [];
    const masks: Uint8Array[] = [];
    const stretch = {
      fromSeconds: 0,
      untilSeconds: SECONDS,
      picturesPerSecond: PICTURES_PER_SECOND,
      ...(bitsPerSecond !== undefined && { bitsPerSecond }),
    };
    for (const { luma, truth } of film(drawn, stretch)) {
      pictures.push(luma.pixels.slice());
      masks.push(truth.mask.slice());
    }
    return { name, picturesPerSecond: PICTURES_PER_SECOND, pictures, masks };
  });
}

/** People who walk every way, and cars that pass behind them. */
function place({ width, height }: { width: number; height: number }, seed: number): SceneOptions {
  return {
    camera: { x: 0, y: 0, heightMetres: 6, headingDegrees: 0, tiltDegrees: 24, fieldOfViewDegrees: 62 },
    size: { widthPx: width, heightPx: height },
    ground: { paving: "slabs" },
    people: [
      generatedCrowd({
        x: [-9, 9],
        y: [7, 18],
        lanes: [
          { from: [-9, 11], to: [9, 12], spreadMetres: 3 },
          { from: [9, 10], to: [-9, 9], spreadMetres: 2 },
          { from: [-4, 18], to: [3, 7], spreadMetres: 2 },
        ],
        perMinute: 60,
        obstacles: [],
        seed: 31 + seed,
      }),
    ],
    traffic: [
      {
        name: "street",
        path: [
          [-40, 24],
          [40, 24],
        ],
        metresPerSecond: 9,
        perMinute: 20,
        seed: 5 + seed,
      },
    ],
    seed: 11 + seed,
  };
}
