/**
 * The Grand Central Station tracks (OpenTraj): one position every 0.8 s, pixels of a 1920 x 1080 picture; `H.json` takes
 * them to metres on the concourse.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { applied, type Homography } from "../drawing/pinhole.ts";

export const concourseFramesPerSecond = 25;
/** One position every so many frames. */
export const concourseStepFrames = 20;

/** All positions in metres, those of one track together and in order of time. */
export type Concourse = {
  readonly loopSeconds: number;
  readonly frame: Int32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Track `id` has the positions from `starts[id]` to `starts[id + 1]`. */
  readonly starts: Int32Array;
};

/** Reads the tracks in metres; null when the data is not there (it is never part of the project). */
export async function readConcourse(tracksFolder: string): Promise<Concourse | null> {
  const folder = join(tracksFolder, "gc");
  try {
    const homography = parseHomography(JSON.parse(await readFile(join(folder, "H.json"), "utf8")));
    return sorted(columns(gunzipSync(await readFile(join(folder, "tracks.csv.gz")))), homography);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** `frame,track,x,y` lines of whole numbers after one line of headings, as flat quadruples: no strings are made. */
function columns(text: Uint8Array): Int32Array {
  let lines = 0;
  for (const byte of text) if (byte === 10) lines++;
  const values = new Int32Array(lines * 4);
  let count = 0;
  let value = -1;
  for (let at = text.indexOf(10) + 1; at < text.length; at++) {
    const byte = text[at] ?? 0;
    if (byte >= 48 && byte <= 57) value = (value < 0 ? 0 : value * 10) + byte - 48;
    else if (value >= 0) {
      values[count++] = value;
      value = -1;
    }
  }
  if (value >= 0) values[count++] = value;
  return values.subarray(0, count - (count % 4));
}

function sorted(values: Int32Array, homography: Homography): Concourse {
  const count = values.length / 4;
  let [lastFrame, lastTrack] = [0, 0];
  for (let i = 0; i < count; i++) {
    lastFrame = Math.max(lastFrame, values[i * 4] ?? 0);
    lastTrack = Math.max(lastTrack, values[i * 4 + 1] ?? 0);
  }
  const starts = new Int32Array(lastTrack + 2);
  for (let i = 0; i < count; i++) {
    const next = (values[i * 4 + 1] ?? 0) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let id = 1; id < starts.length; id++) starts[id] = (starts[id] ?? 0) + (starts[id - 1] ?? 0);
  const filled = starts.slice();
  const made: Concourse = {
    loopSeconds: (lastFrame + concourseStepFrames) / concourseFramesPerSecond,
    frame: new Int32Array(count),
    x: new Float32Array(count),
    y: new Float32Array(count),
    starts,
  };
  for (let i = 0; i < count; i++) {
    const id = values[i * 4 + 1] ?? 0;
    const at = filled[id] ?? 0;
    filled[id] = at + 1;
    const [x, y] = applied(homography, values[i * 4 + 2] ?? 0, values[i * 4 + 3] ?? 0);
    made.frame[at] = values[i * 4] ?? 0;
    made.x[at] = x;
    made.y[at] = y;
  }
  return made;
}

function parseHomography(json: unknown): Homography {
  const rows: unknown = typeof json === "object" && json !== null && "homog" in json ? json.homog : null;
  if (!Array.isArray(rows) || rows.length !== 3) throw new Error("H.json holds no homography of three rows");
  return rows.map((row: unknown): [number, number, number] => {
    const numbers = Array.isArray(row) ? row.map(Number) : [];
    const [a = Number.NaN, b = Number.NaN, c = Number.NaN] = numbers;
    if (![a, b, c].every(Number.isFinite)) throw new Error("H.json holds something that is no number");
    return [a, b, c];
  });
}
