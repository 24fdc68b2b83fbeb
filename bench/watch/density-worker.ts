/** Measures one scene after the other, whichever it is given the number of: scenes are many and each is by itself. */
import { parentPort } from "node:worker_threads";
import { alarmed, counted } from "./density-count.ts";
import { alarmScenes, countedScenes } from "./density-scenes.ts";
import type { Told, Work } from "./density-work.ts";

parentPort?.on("message", ({ folder, set, index }: Work) => {
  void measured(folder, set, index).then((told) => parentPort?.postMessage(told));
});

async function measured(folder: string, set: Work["set"], index: number): Promise<Told> {
  if (set === "counted") {
    const make = countedScenes[index];
    return make === undefined ? { set: "none" } : { set, ...counted(await make(folder)) };
  }
  const make = alarmScenes[index];
  return make === undefined ? { set: "none" } : { set, ...alarmed(await make(folder)) };
}
