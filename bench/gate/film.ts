import { open } from "node:fs/promises";
import { correction, generate, mode } from "lean-qr";

/** As phones' cameras give it. */
export const WIDTH = 1280;
export const HEIGHT = 720;
export const FRAMES_A_SECOND = 10;
/** Each code is held before the camera for half a second, then there is none for a tenth. */
const HELD_FRAMES = 5;
const EMPTY_FRAMES = 1;
/** Of the picture's height: a print or a phone held at arm's length. */
const CODE_SHARE = 0.55;
const TILT_RADIANS = 0.12;
const NOISE = 24;
const [PAPER, INK, STREET] = [225, 35, 120] as const;

/**
 * Writes a film that a browser takes for its camera (`--use-file-for-fake-video-capture`): codes held before it one after another, each a
 * little tilted, in grey light, with the noise of a small sensor. YUV4MPEG2, which needs no decoder; the browser plays it again and again.
 */
export async function writeFilm(file: string, texts: readonly string[]): Promise<void> {
  await using film = await open(file, "w");
  await film.write(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FRAMES_A_SECOND}:1 Ip A1:1 C420jpeg\n`);
  const grey = new Uint8Array((WIDTH * HEIGHT) / 2).fill(128);
  const noise = noiseOf(0x5eed);
  const street = new Uint8Array(WIDTH * HEIGHT).fill(STREET);
  const write = async (picture: Uint8Array) => {
    await film.write("FRAME\n");
    await film.write(picture.map((value) => value + noise()));
    await film.write(grey);
  };
  for (const [index, text] of texts.entries()) {
    const picture = pictureOf(text, street, index % 2 === 0 ? TILT_RADIANS : -TILT_RADIANS);
    for (let frame = 0; frame < HELD_FRAMES; frame++) await write(picture);
    for (let frame = 0; frame < EMPTY_FRAMES; frame++) await write(street);
  }
}

/** Seconds until the film begins anew. */
export function filmSeconds(codes: number): number {
  return (codes * (HELD_FRAMES + EMPTY_FRAMES)) / FRAMES_A_SECOND;
}

function pictureOf(text: string, street: Uint8Array, tilt: number): Uint8Array {
  const code = generate(mode.alphaNumeric(text), {
    minCorrectionLevel: correction.Q,
    maxCorrectionLevel: correction.Q,
  });
  const picture = street.slice();
  const modules = code.size + 8;
  const pixels = (HEIGHT * CODE_SHARE) / modules;
  const [cos, sin] = [Math.cos(tilt), Math.sin(tilt)];
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const [dx, dy] = [x - WIDTH / 2, y - HEIGHT / 2];
      const column = Math.floor((dx * cos + dy * sin) / pixels + modules / 2);
      const row = Math.floor((dy * cos - dx * sin) / pixels + modules / 2);
      if (column < 0 || row < 0 || column >= modules || row >= modules) continue;
      picture[y * WIDTH + x] = code.get(column - 4, row - 4) ? INK : PAPER;
    }
  }
  return picture;
}

/** The same noise in every run: a linear congruential generator (Numerical Recipes). */
function noiseOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return ((state >>> 24) / 255 - 0.5) * NOISE;
  };
}
