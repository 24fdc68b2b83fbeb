/** Measured walks by name, from a folder laid out as OpenTraj and PedPy publish them; none of it is part of the project. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Crowd } from "../crowds/tracks.ts";
import { concourseFramesPerSecond, concourseStepFrames, readConcourse } from "./grand-central.ts";
import { readPets } from "./pets.ts";
import { crowdOf, type Sample, type Walks } from "./sampled.ts";
import { readObsmat, readPedpy } from "./tables.ts";

export const trajectoryNames = [
  "grand-central",
  "pets-s1l1",
  "pets-s2l1",
  "pets-s2l2",
  "pets-s2l3",
  "eth",
  "hotel",
  "students03",
  "zara01",
  "zara02",
  "bottleneck",
  "corridor-one-way",
  "corridor-two-way",
] as const;
export type TrajectoryName = (typeof trajectoryNames)[number];

export type Trajectories = {
  readonly name: TrajectoryName;
  /** Played in a loop as long as the measurement. */
  readonly crowd: Crowd;
  readonly seconds: number;
  /** Where people were, metres. */
  readonly bounds: { readonly x: readonly [number, number]; readonly y: readonly [number, number] };
};

/** @returns null when the data is not there @throws Error when it is and cannot be read */
export async function trajectories(folder: string, name: TrajectoryName): Promise<Trajectories | null> {
  try {
    const read = await readCrowd(folder, name);
    return read && { name, crowd: read, seconds: read.loopSeconds, bounds: boundsOf(read) };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

async function readCrowd(folder: string, name: TrajectoryName): Promise<Crowd | null> {
  const text = (...path: string[]): Promise<string> => readFile(join(folder, ...path), "utf8");
  const unzipped = async (file: string): Promise<string> =>
    gunzipSync(await readFile(join(folder, "pedpy", file))).toString("utf8");
  const pets = async (file: string): Promise<Walks> =>
    readPets(await text("pets2009", file), await text("pets2009", "calibration", "View_001.xml"));
  switch (name) {
    case "grand-central":
      return grandCentral(folder);
    case "pets-s1l1":
      return crowdOf(await pets("PETS2009-S1L1-1.xml"), 7, 3, true);
    case "pets-s2l1":
      return crowdOf(await pets("PETS2009-S2L1.xml"), 7, 3, true);
    case "pets-s2l2":
      return crowdOf(await pets("PETS2009-S2L2.xml"), 7, 3, true);
    case "pets-s2l3":
      return crowdOf(await pets("PETS2009-S2L3.xml"), 7, 3, true);
    case "eth":
      return crowdOf(readObsmat(await text("eth", "seq_eth", "obsmat.txt")), 15, 6, false);
    case "hotel":
      return crowdOf(readObsmat(await text("eth", "seq_hotel", "obsmat.txt")), 25, 10, false);
    case "students03":
    case "zara01":
    case "zara02":
      return crowdOf(readObsmat(await text("ucy", name, "obsmat.txt")), 25, 10, false);
    case "bottleneck":
      return crowdOf(readPedpy(await unzipped("040_c_56_h-.txt.gz"), 1), 25, 10, true);
    case "corridor-one-way":
      return crowdOf(readPedpy(await unzipped("traj_UNI_CORR_500_01.txt.gz"), 1), 25, 10, true);
    case "corridor-two-way":
      return crowdOf(readPedpy(await unzipped("uo-070-180-180.txt.gz"), 100), 25, 10, true);
  }
}

async function grandCentral(folder: string): Promise<Crowd | null> {
  const concourse = await readConcourse(folder);
  if (!concourse) return null;
  const walks = new Map<number, Sample[]>();
  for (let id = 0; id + 1 < concourse.starts.length; id++) {
    const [from, until] = [concourse.starts[id] ?? 0, concourse.starts[id + 1] ?? 0];
    const samples: Sample[] = [];
    for (let at = from; at < until; at++)
      samples.push([concourse.frame[at] ?? 0, concourse.x[at] ?? 0, concourse.y[at] ?? 0]);
    if (samples.length > 0) walks.set(id, samples);
  }
  return crowdOf(walks, concourseFramesPerSecond, concourseStepFrames, true);
}

function boundsOf({ tracks }: Crowd): Trajectories["bounds"] {
  const [x, y]: [number, number][] = [
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  ];
  for (const track of tracks) {
    for (const [range, values] of [
      [x, track.x],
      [y, track.y],
    ] as const) {
      for (const value of values) {
        if (!range) continue;
        range[0] = Math.min(range[0], value);
        range[1] = Math.max(range[1], value);
      }
    }
  }
  return { x: x ?? [0, 0], y: y ?? [0, 0] };
}
