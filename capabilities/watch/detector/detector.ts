import { Worker } from "node:worker_threads";
import type { Detection } from "../words/detection.ts";
import type { Layout } from "./layout.ts";
import { type DetectorData, type LookOrder, LookReport } from "./detector-protocol.ts";
import type { Placement } from "./placement.ts";

/** More than this many windows waiting are answers that nobody needs any more when they come. */
const MOST_WAITING = 16;

/** A model at work beside those who decode and analyse: it is asked, and answers when it can. */
export class Detector implements AsyncDisposable {
  readonly layout: Layout;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (detections: readonly Detection[] | undefined) => void>();
  #next = 1;
  #isDead = false;

  constructor(data: DetectorData) {
    this.layout = data.layout;
    this.#worker = new Worker(new URL("detector-thread.ts", import.meta.url), { name: "detector", workerData: data });
    this.#worker.on("message", (message: unknown) => {
      const report = LookReport.parse(message);
      this.#answer(report.look, "detections" in report ? report.detections : undefined);
    });
    this.#worker.once("error", () => this.#die());
    this.#worker.once("exit", () => this.#die());
  }

  /** True when it would be long before it looked. */
  get isBusy(): boolean {
    return this.#isDead || this.#waiting.size >= MOST_WAITING;
  }

  /**
   * What is in a window of a picture; undefined when it cannot say.
   * @param planes are handed over: the caller has them no longer
   */
  async look(planes: Uint8Array<ArrayBuffer>, placement: Placement): Promise<readonly Detection[] | undefined> {
    if (this.isBusy) return undefined;
    const look = this.#next++;
    const order: LookOrder = { look, planes, placement };
    return new Promise((resolve) => {
      this.#waiting.set(look, resolve);
      this.#worker.postMessage(order, [planes.buffer]);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#die();
    await this.#worker.terminate();
  }

  #answer(look: number, detections: readonly Detection[] | undefined): void {
    const resolve = this.#waiting.get(look);
    this.#waiting.delete(look);
    resolve?.(detections);
  }

  #die(): void {
    this.#isDead = true;
    for (const look of this.#waiting.keys()) this.#answer(look, undefined);
  }
}
