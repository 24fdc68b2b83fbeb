import { Worker } from "node:worker_threads";
import type { CameraId } from "@cordon/kernel";
import { z } from "zod";
import { groupFor } from "./groups.ts";
import { type ModelOrder, type Order, Report, type WatchOrder } from "./protocol.ts";

const FIRST_RESTART_MS = 1_000;
const LONGEST_RESTART_MS = 30_000;
/** A thread that lived this long was not broken from the start. */
const HEALTHY_MS = 60_000;

/** The last word of a thread in which something threw. */
const Fallen = z.object({ fallen: z.string() });

export interface ThreadsParts {
  readonly report: (report: Report) => void;
  /** A thread of so many cameras fell, for the log. */
  readonly fell: (cameras: number, how: string) => void;
  /** Threads there may be. */
  readonly most: number;
  readonly elapsedMs: () => number;
}

/** One thread and what it has to do, which outlives the thread. */
interface Group {
  readonly orders: Map<CameraId, WatchOrder>;
  worker: Worker | undefined;
  restart: NodeJS.Timeout | undefined;
  failures: number;
  startedMs: number;
}

/**
 * The threads of the process that analyses, a group of cameras each. One that falls takes its own group only: its cameras are said
 * lost, and another begins with them after 1, 2, 4 ... 30 s. Nobody is ended by force here: Node cannot end a thread while FFmpeg works
 * in it without ending the process, and a camera that does not stop when told is dark because the parent kills the process (`eyes.ts`).
 */
export class EyeThreads {
  readonly #parts: ThreadsParts;
  readonly #groups: Group[] = [];
  #model: ModelOrder = { order: "model", model: null };

  constructor(parts: ThreadsParts) {
    this.#parts = parts;
  }

  /** The threads that run, for tests that make one fall. */
  get workers(): readonly Worker[] {
    return this.#groups.flatMap(({ worker }) => worker ?? []);
  }

  obey(order: Order): void {
    if (order.order === "model") {
      this.#model = order;
      for (const { worker } of this.#groups) worker?.postMessage(order);
      return;
    }
    const standing = this.#groups.find(({ orders }) => orders.has(order.camera));
    if (order.order === "stop") {
      standing?.orders.delete(order.camera);
      // A thread that fell looks at nothing any more.
      if (standing?.worker === undefined) this.#parts.report({ report: "stopped", camera: order.camera });
      else standing.worker.postMessage(order);
      return;
    }
    if (order.order === "show" || order.order === "still") {
      standing?.worker?.postMessage(order);
      return;
    }
    const group = standing ?? this.#join();
    group.orders.set(order.camera, order);
    if (group.worker !== undefined) group.worker.postMessage(order);
    else if (group.restart === undefined) this.#start(group);
  }

  #join(): Group {
    const index = groupFor(
      this.#groups.map(({ orders }) => orders.size),
      this.#parts.most,
    );
    const known = this.#groups[index];
    if (known !== undefined) return known;
    const group: Group = { orders: new Map(), worker: undefined, restart: undefined, failures: 0, startedMs: 0 };
    this.#groups.push(group);
    return group;
  }

  #start(group: Group): void {
    group.restart = undefined;
    group.startedMs = this.#parts.elapsedMs();
    const worker = new Worker(new URL("eye-thread.ts", import.meta.url), {
      name: `eye-${this.#groups.indexOf(group)}`,
      workerData: { group: this.#groups.indexOf(group) },
      resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 8 },
    });
    group.worker = worker;
    worker.on("message", (message: unknown) => {
      // What it still had to say when it fell is of cameras that are lost.
      if (group.worker !== worker) return;
      const fallen = Fallen.safeParse(message);
      if (fallen.success) this.#fell(group, worker, fallen.data.fallen);
      else this.#parts.report(Report.parse(message));
    });
    worker.once("error", () => this.#fell(group, worker, "it threw"));
    worker.once("exit", () => this.#fell(group, worker, "it ended"));
    if (this.#model.model !== null) worker.postMessage(this.#model);
    for (const order of group.orders.values()) worker.postMessage(order);
  }

  #fell(group: Group, worker: Worker, how: string): void {
    if (group.worker !== worker) return;
    group.worker = undefined;
    if (group.orders.size === 0) return;
    if (this.#parts.elapsedMs() - group.startedMs > HEALTHY_MS) group.failures = 0;
    const afterMs = Math.min(LONGEST_RESTART_MS, FIRST_RESTART_MS * 2 ** group.failures);
    group.failures++;
    this.#parts.fell(group.orders.size, how.slice(0, 300));
    group.restart = setTimeout(() => this.#start(group), afterMs);
    for (const camera of group.orders.keys()) {
      this.#parts.report({
        report: "lost",
        camera,
        because: "analysis-crashed",
        detail: "the analysis stopped by itself and is started again",
      });
    }
  }
}
