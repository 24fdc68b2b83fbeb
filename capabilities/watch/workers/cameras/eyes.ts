import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { CameraId } from "@cordon/kernel";
import {
  type ModelOrder,
  type Order,
  Report,
  type ShowOrder,
  type StillOrder,
  type WatchOrder,
} from "../eye/protocol.ts";

/** A camera must be dark within a second of its mandate's end: whoever does not stop in this time is killed. */
const STOP_MS = 500;
const FIRST_RESTART_MS = 1_000;
const LONGEST_RESTART_MS = 30_000;
/** A process that lived this long was not broken from the start. */
const HEALTHY_MS = 60_000;

export interface EyesParts {
  readonly report: (report: Report) => void;
  /** It died by itself, and with it the picture of these cameras; it is started again. */
  readonly crashed: (cameras: readonly CameraId[], how: string) => void;
  readonly elapsedMs: () => number;
  /** The operator's detector, read anew whenever a process needs it: it may be large. */
  readonly model: () => Promise<ModelOrder["model"]>;
}
/** A process that fell this often soon after its start may have fallen over the detector: it is tried without. */
const FALLS_WITH_MODEL = 2;

/** The process that analyses, as its parent sees it: started when there is something to watch, ended when there is not, and again when it died. */
export class Eyes implements AsyncDisposable {
  readonly #parts: EyesParts;
  readonly #orders = new Map<CameraId, WatchOrder>();
  readonly #stopping = new Map<CameraId, () => void>();
  #child: ChildProcess | undefined;
  #restart: NodeJS.Timeout | undefined;
  #failures = 0;
  #startedMs = 0;
  #closed = false;

  constructor(parts: EyesParts) {
    this.#parts = parts;
  }

  /** Its process, for tests that kill it. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  watch(order: WatchOrder): void {
    if (this.#closed) return;
    this.#orders.set(order.camera, order);
    if (this.#child === undefined && this.#restart === undefined) this.#start();
    else this.#send(order);
  }

  /** Of a camera that is not watched there is nothing to see. */
  show(order: ShowOrder | StillOrder): void {
    if (this.#orders.has(order.camera)) this.#send(order);
  }

  /** Another detector is in use, or none. */
  modelChanged(): void {
    this.#failures = 0;
    void this.#sendModel(this.#child);
  }

  /** Resolves when no picture of this camera is looked at any more. */
  async stop(camera: CameraId): Promise<void> {
    const known = this.#orders.delete(camera);
    if (!known || this.#child === undefined) return;
    const dark = new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), STOP_MS);
      this.#stopping.set(camera, () => {
        clearTimeout(timer);
        resolve(true);
      });
    });
    this.#send({ order: "stop", camera });
    const stopped = await dark;
    this.#stopping.delete(camera);
    if (!stopped) this.#child?.kill("SIGKILL");
    if (this.#orders.size === 0) this.#end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#orders.clear();
    clearTimeout(this.#restart);
    const child = this.#child;
    this.#end();
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      await new Promise((resolve) => child.once("exit", resolve));
    }
  }

  #send(order: Order): void {
    if (this.#child?.connected === true) this.#child.send(order);
  }

  #start(): void {
    this.#restart = undefined;
    this.#startedMs = this.#parts.elapsedMs();
    // Every camera's blocking read holds one of libuv's threads; with the four of the default the fifth camera would starve all.
    // More than this many cameras are more than the machine's processors carry in any case.
    // And each of those threads would have glibc keep a heap of its own.
    const child = fork(fileURLToPath(new URL("../eye/eye-process.ts", import.meta.url)), [], {
      serialization: "advanced",
      env: { UV_THREADPOOL_SIZE: "192", MALLOC_ARENA_MAX: "4" },
      execArgv: ["--max-old-space-size=256", "--max-semi-space-size=2", "--disable-warning=ExperimentalWarning"],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    this.#child = child;
    child.on("message", (message: unknown) => this.#hear(message));
    child.once("exit", (code, signal) => this.#exited(child, signal ?? `exit ${code}`));
    child.once("error", () => child.kill("SIGKILL"));
    if (this.#failures < FALLS_WITH_MODEL) void this.#sendModel(child);
    for (const order of this.#orders.values()) this.#send(order);
  }

  /** Everything works without a model: nobody waits for it. */
  async #sendModel(child: ChildProcess | undefined): Promise<void> {
    const model = await this.#parts.model();
    if (child !== undefined && this.#child === child) this.#send({ order: "model", model });
  }

  #hear(message: unknown): void {
    const read = Report.safeParse(message);
    if (!read.success) {
      // It says what no version of it says: whatever it is now, it is not trusted any more.
      this.#child?.kill("SIGKILL");
      return;
    }
    const report = read.data;
    if (report.report === "stopped") this.#stopping.get(report.camera)?.();
    else if (this.#orders.has(report.camera)) this.#parts.report(report);
  }

  #end(): void {
    const child = this.#child;
    this.#child = undefined;
    child?.kill("SIGKILL");
  }

  #exited(child: ChildProcess, how: string): void {
    for (const resolve of this.#stopping.values()) resolve();
    if (this.#child !== child) return;
    this.#child = undefined;
    if (this.#closed || this.#orders.size === 0) return;
    if (this.#parts.elapsedMs() - this.#startedMs > HEALTHY_MS) this.#failures = 0;
    const afterMs = Math.min(LONGEST_RESTART_MS, FIRST_RESTART_MS * 2 ** this.#failures);
    this.#failures++;
    this.#restart = setTimeout(() => this.#start(), afterMs);
    this.#parts.crashed([...this.#orders.keys()], how);
  }
}
