import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Alarmed, Counted } from "./density-count.ts";
import { alarmScenes, countedScenes } from "./density-scenes.ts";

/** What a worker is asked: the scene of that number. */
export interface Work {
  readonly folder: string;
  readonly set: "counted" | "alarm";
  readonly index: number;
}

export type Told =
  | ({ readonly set: "counted" } & Counted)
  | ({ readonly set: "alarm" } & Alarmed)
  | { readonly set: "none" };

/** All scenes, in as many threads as there are cores; each is told as soon as it is measured, and all are returned in their order. */
export async function allMeasured(folder: string, each: (told: Told) => void): Promise<readonly Told[]> {
  // The alarm's scenes are the longest: begun first, no core waits for the last one alone.
  const work = [
    ...alarmScenes.map((_, index): Work => ({ folder, set: "alarm", index })),
    ...countedScenes.map((_, index): Work => ({ folder, set: "counted", index })),
  ];
  const told: Told[] = [];
  let next = 0;
  const thread = async (): Promise<void> => {
    const worker = new Worker(new URL("./density-worker.ts", import.meta.url));
    try {
      for (let at = next++; at < work.length; at = next++) {
        const one = await asked(worker, work[at]);
        told[at] = one;
        each(one);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), work.length) }, thread));
  return told;
}

function asked(worker: Worker, work: Work | undefined): Promise<Told> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      worker.off("message", answered);
      worker.off("error", failed);
    };
    const answered = (told: Told): void => {
      done();
      resolve(told);
    };
    const failed = (error: unknown): void => {
      done();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    worker.on("message", answered);
    worker.on("error", failed);
    worker.postMessage(work);
  });
}
