/**
 * One group of cameras, in a thread of the process that analyses: what it is told and what it says are the orders and reports of
 * `protocol.ts`. When anything in it throws, it first brings its cameras to rest: a thread that ends while FFmpeg is at work in it
 * would take the whole process with it.
 */
import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { Detector } from "../../detector/detector.ts";
import { lateOpenings } from "../../video/source/open.ts";
import { ClipTurns } from "./clip-turns.ts";
import { watchCamera } from "./eye.ts";
import { Order, type Report } from "./protocol.ts";
import { PulseMeter } from "./pulse.ts";
import { Showing } from "./showing.ts";

const port = parentPort;
if (port === null) throw new Error("this file is a thread of eye-process.ts");

const { group } = z.object({ group: z.int() }).parse(workerData);

interface Watching {
  readonly stop: AbortController;
  readonly done: Promise<void>;
  readonly showing: Showing;
}

const turns = new ClipTurns();
const watching = new Map<string, Watching>();
let hasFallen = false;
let detector: Detector | undefined;

function say(report: Report): void {
  port?.postMessage(report);
}

function watch(order: Extract<Order, { order: "watch" }>): void {
  if (watching.has(order.camera) || hasFallen) return;
  const stop = new AbortController();
  const heard = (report: Report): void => {
    if (!stop.signal.aborted) say(report);
  };
  const showing = new Showing();
  const done = watchCamera(order, stop.signal, heard, () => detector, showing, new PulseMeter(group), turns).finally(
    () => {
      watching.delete(order.camera);
      if (!hasFallen) say({ report: "stopped", camera: order.camera });
    },
  );
  watching.set(order.camera, { stop, done, showing });
}

function use(model: Extract<Order, { order: "model" }>["model"]): void {
  void detector?.[Symbol.asyncDispose]();
  detector = model === null || hasFallen ? undefined : new Detector(model);
}

port.on("message", (message: unknown) => {
  const order = Order.parse(message);
  if (order.order === "watch") watch(order);
  else if (order.order === "model") use(order.model);
  else if (order.order === "show" || order.order === "still") watching.get(order.camera)?.showing.obey(order);
  else if (watching.has(order.camera)) watching.get(order.camera)?.stop.abort();
  else say({ report: "stopped", camera: order.camera });
});

async function fall(error: unknown): Promise<void> {
  hasFallen = true;
  port?.postMessage({ fallen: error instanceof Error ? error.message : String(error) });
  const all = [...watching.values()];
  for (const { stop } of all) stop.abort();
  use(null);
  for (const { done } of all) await done;
  for (const opening of lateOpenings) await opening;
  port?.close();
}

process.on("uncaughtException", (error) => {
  if (!hasFallen) void fall(error);
});
