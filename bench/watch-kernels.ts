import { Background, Flow, type Luma, makeWasmFlowKernels, makeWasmKernels } from "@cordon/watch";
import { type Measurement, median } from "./measurement.ts";
import { buildOpenCv, type OpenCvProgram } from "./reference/opencv.ts";
import { type Marked, markedFilms } from "./watch/marked-films.ts";
import { drawPair, movements, type Pair } from "./watch/warps.ts";

const WIDTH = 640;
const HEIGHT = 360;
const ROUNDS = 9;
/** OpenCV 4.6, 640 x 360, one core of a 2-core machine: MOG2, DIS ultrafast, in milliseconds a picture. */
const RECORDED = { background: 2.9, flow: 2.1 };

/**
 * The per-pixel work of watch beside OpenCV's, over the same pictures in the same run: the background model against MOG2, in time and in how
 * well its mask is right; dense flow against DIS, ultrafast, in time and in how far it is from what is true.
 */
export async function* watchKernelsBench(): AsyncGenerator<Measurement> {
  yield* background();
  yield* flow();
}

async function* background(): AsyncGenerator<Measurement> {
  await using mog2 = await buildOpenCv("mog2");
  const films = markedFilms({ width: WIDTH, height: HEIGHT });
  const timed = films[0]?.pictures.slice(0, 60) ?? [];
  const model = new Background(makeWasmKernels, { width: WIDTH, height: HEIGHT }, 1);
  const lumas = timed.map((pixels): Luma => ({ pixels, width: WIDTH, height: HEIGHT, stride: WIDTH }));
  const round = (): number => timeOf(() => lumas.forEach((luma) => model.foreground(luma, 0.1))) / lumas.length;
  round();
  const ours: number[] = [];
  const theirs: number[] = [];
  // Rounds of ours and of the reference take turns, so that a slow minute of the machine is slow for both.
  for (let index = 0; index < ROUNDS; index++) {
    ours.push(round());
    theirs.push(mog2 === undefined ? RECORDED.background : Number(await mog2.run([...SIZE, "1"], timed)));
  }
  yield timing("background-640x360", ours, theirs, 0.5, mog2, "OpenCV MOG2, grey, one thread, same pictures");
  if (mog2 === undefined) return;
  const counts = { ours: NOTHING, theirs: NOTHING };
  for (const film of films) {
    const own = ownMasks(film);
    await mog2.run([...SIZE, "0", mog2.path("masks")], film.pictures);
    const masks = await mog2.read("masks");
    const raw = counted(film, (index) => masks.subarray(index * WIDTH * HEIGHT, (index + 1) * WIDTH * HEIGHT));
    const smooth = counted(film, (index) =>
      majority(masks.subarray(index * WIDTH * HEIGHT, (index + 1) * WIDTH * HEIGHT)),
    );
    // Ours ends with a majority of nine; MOG2 is given the same where it gains by it.
    const best = fMeasure(smooth) > fMeasure(raw) ? smooth : raw;
    counts.ours = added(counts.ours, own);
    counts.theirs = added(counts.theirs, best);
    yield quality(`background-f-measure-${film.name}`, fMeasure(own), fMeasure(best));
  }
  yield quality("background-f-measure", fMeasure(counts.ours), fMeasure(counts.theirs));
}

async function* flow(): AsyncGenerator<Measurement> {
  await using dis = await buildOpenCv("dis");
  const pairs = movements(WIDTH, HEIGHT).map((movement, index) => drawPair(movement, WIDTH, HEIGHT, 100 + index));
  const pictures = pairs.flatMap(({ previous, current }) => [previous, current]);
  const measured = new Flow(makeWasmFlowKernels, { width: WIDTH, height: HEIGHT });
  const measure = ({ previous, current }: Pair): void => {
    measured.take({ pixels: previous, stride: WIDTH }, { pixels: current, stride: WIDTH }, false);
    measured.whole();
  };
  const round = (): number => timeOf(() => pairs.forEach(measure)) / pairs.length;
  round();
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let index = 0; index < ROUNDS; index++) {
    ours.push(round());
    if (dis === undefined) theirs.push(RECORDED.flow);
    else theirs.push(Number(await dis.run([...SIZE, "1", dis.path("flows")], pictures)));
  }
  yield timing("flow-640x360", ours, theirs, 1, dis, "OpenCV DIS, ultrafast, one thread, same pairs of pictures");
  if (dis === undefined) return;
  const flows = await dis.read("flows");
  const theirFlow = new Float32Array(flows.buffer, flows.byteOffset, flows.byteLength / 4);
  for (const [index, pair] of pairs.entries()) {
    measure(pair);
    const { u, v, stride } = measured.wholeField;
    const own = endPointError(pair, (x, y) => [(u[y * stride + x] ?? 0) / 64, (v[y * stride + x] ?? 0) / 64]);
    const other = endPointError(pair, (x, y) => {
      const at = 2 * (index * WIDTH * HEIGHT + y * WIDTH + x);
      return [theirFlow[at] ?? 0, theirFlow[at + 1] ?? 0];
    });
    yield {
      bench: "watch-kernels",
      metric: `flow-error-${pair.what.replaceAll(/[^a-z0-9.]+/gi, "-")}`,
      value: rounded(own),
      unit: "px",
      reference: { what: "the same of OpenCV DIS, ultrafast", value: rounded(other) },
      ratio: rounded(own / other),
      target: FLOW_ERROR,
    };
  }
}

const SIZE = [String(WIDTH), String(HEIGHT)] as const;
/** Mean end-point error in pixels that is good enough for a direction. */
const FLOW_ERROR = 0.5;
/** Before this both models are still learning what the ground is. */
const LEARNING_PICTURES = 20;

function timeOf(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function timing(
  metric: string,
  ours: readonly number[],
  theirs: readonly number[],
  target: number,
  program: OpenCvProgram | undefined,
  what: string,
): Measurement {
  const [value, reference] = [median(ours), median(theirs)];
  return {
    bench: "watch-kernels",
    metric,
    value: rounded(value),
    unit: "ms",
    reference: {
      what: program === undefined ? `${what}, as recorded (libopencv-dev is not installed here)` : what,
      value: rounded(reference),
    },
    ratio: rounded(value / reference),
    target,
  };
}

function quality(metric: string, ours: number, theirs: number): Measurement {
  return {
    bench: "watch-kernels",
    metric,
    value: rounded(ours),
    unit: "F",
    reference: { what: "OpenCV MOG2, its shadows left out, smoothed where that helps it", value: rounded(theirs) },
    ratio: rounded(ours / theirs),
    target: 1,
  };
}

interface Counts {
  readonly right: number;
  readonly wrong: number;
  readonly missed: number;
}
const NOTHING: Counts = { right: 0, wrong: 0, missed: 0 };

const added = (a: Counts, b: Counts): Counts => ({
  right: a.right + b.right,
  wrong: a.wrong + b.wrong,
  missed: a.missed + b.missed,
});
/** Harmonic mean of precision and recall, by pixels. */
const fMeasure = ({ right, wrong, missed }: Counts): number => (2 * right) / Math.max(1, 2 * right + wrong + missed);

function ownMasks(film: Marked): Counts {
  const model = new Background(makeWasmKernels, { width: WIDTH, height: HEIGHT }, 1);
  return counted(film, (_, pixels) =>
    model.foreground({ pixels, width: WIDTH, height: HEIGHT, stride: WIDTH }, 1 / film.picturesPerSecond),
  );
}

function counted(film: Marked, maskOf: (index: number, pixels: Uint8Array) => Uint8Array): Counts {
  let [right, wrong, missed] = [0, 0, 0];
  for (const [index, pixels] of film.pictures.entries()) {
    const mask = maskOf(index, pixels);
    const truth = film.masks[index];
    if (index < LEARNING_PICTURES || truth === undefined) continue;
    for (let at = 0; at < truth.length; at++) {
      // 127 is what MOG2 takes for a shadow.
      const isFront = mask[at] === 255;
      if (truth[at] !== 1) wrong += isFront ? 1 : 0;
      else if (isFront) right++;
      else missed++;
    }
  }
  return { right, wrong, missed };
}

/** 255 where at least five of nine are, as the last step of our own model. */
function majority(mask: Uint8Array): Uint8Array {
  const smooth = new Uint8Array(mask.length);
  for (let y = 1; y < HEIGHT - 1; y++) {
    for (let x = 1; x < WIDTH - 1; x++) {
      let set = 0;
      for (let row = y - 1; row <= y + 1; row++)
        for (let column = x - 1; column <= x + 1; column++) if (mask[row * WIDTH + column] === 255) set++;
      smooth[y * WIDTH + x] = set >= 5 ? 255 : 0;
    }
  }
  return smooth;
}

function endPointError({ u, v, seen }: Pair, flowAt: (x: number, y: number) => readonly [number, number]): number {
  let [sum, count] = [0, 0];
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const at = y * WIDTH + x;
      if (seen[at] !== 1) continue;
      const [flowU, flowV] = flowAt(x, y);
      sum += Math.hypot(flowU - (u[at] ?? 0), flowV - (v[at] ?? 0));
      count++;
    }
  }
  return sum / count;
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
