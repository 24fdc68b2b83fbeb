import { Background, type KernelMaker, type Luma, makePlainKernels, makeWasmKernels } from "@cordon/watch";
import { type Measurement, median } from "./measurement.ts";
import { buildOpenCv } from "./reference/opencv.ts";

const WIDTH = 640;
const HEIGHT = 360;
const PICTURES = 60;
const ROUNDS = 7;
/** OpenCV 4.6 MOG2, 640 x 360, one core of a 2-core machine. */
const RECORDED_MILLISECONDS = 2.9;

/** The background model of the first eye, from grey picture to mask, against OpenCV's MOG2; and WebAssembly against plain TypeScript. */
export async function* firstEyeBench(): AsyncGenerator<Measurement> {
  const pictures = drawPictures();
  // Rounds of ours and of the reference take turns, so that a slow minute of the machine is slow for both.
  await using reference = await buildOpenCv("mog2");
  const ours: number[] = [];
  const plain: number[] = [];
  const theirs: number[] = [];
  const wasmModel = modelOf(makeWasmKernels, pictures);
  const plainModel = modelOf(makePlainKernels, pictures);
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(wasmModel());
    theirs.push(
      reference === undefined
        ? RECORDED_MILLISECONDS
        : Number(await reference.run([String(WIDTH), String(HEIGHT), "1"], pictures)),
    );
    plain.push(plainModel());
  }
  const value = rounded(median(ours));
  const measured = rounded(median(theirs));
  yield {
    bench: "first-eye",
    metric: "background-640x360",
    value,
    unit: "ms",
    reference: {
      what:
        reference === undefined
          ? "OpenCV MOG2 as recorded (libopencv-dev is not installed here)"
          : "OpenCV MOG2, grey, one thread, same pictures",
      value: measured,
    },
    ratio: rounded(value / measured),
    target: 0.5,
  };
  const plainValue = rounded(median(plain));
  yield {
    bench: "first-eye",
    metric: "background-640x360-wasm-against-plain",
    value,
    unit: "ms",
    reference: { what: "the same kernels in plain TypeScript", value: plainValue },
    ratio: rounded(value / plainValue),
    target: 0.5,
  };
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** A textured ground with noise, and twelve blocks that walk over it. */
function drawPictures(): Uint8Array[] {
  let state = 1;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
  const ground = Float32Array.from({ length: WIDTH * HEIGHT }, (_, at) => {
    const x = at % WIDTH;
    const y = Math.floor(at / WIDTH);
    return 110 + 25 * Math.sin(x / 37) * Math.cos(y / 23) + 12 * Math.sin(x / 7 + y / 5);
  });
  return Array.from({ length: PICTURES }, (_, index) => {
    const picture = Uint8Array.from(ground, (level) => level + 8 * (random() + random() + random() - 1.5));
    for (let block = 0; block < 12; block++) {
      const left = (block * 53 + index * (4 + (block % 3))) % (WIDTH - 24);
      const top = block * 26;
      for (let y = top; y < top + 60 && y < HEIGHT; y++)
        picture.fill(30 + 15 * block, y * WIDTH + left, y * WIDTH + left + 24);
    }
    return picture;
  });
}

/** Returns a function that runs all pictures through the model and gives milliseconds a picture. */
function modelOf(make: KernelMaker, pictures: readonly Uint8Array[]): () => number {
  const model = new Background(make, { width: WIDTH, height: HEIGHT }, 1);
  const lumas = pictures.map((pixels): Luma => ({ pixels, width: WIDTH, height: HEIGHT, stride: WIDTH }));
  const all = (): void => {
    for (const luma of lumas) model.foreground(luma, 0.1);
  };
  all();
  return () => {
    const start = performance.now();
    all();
    return (performance.now() - start) / lumas.length;
  };
}
