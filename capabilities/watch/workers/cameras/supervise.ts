import { newId, tablesOf, type Worker, type WorkerContext } from "@cordon/ground";
import {
  type CameraId,
  type Instant,
  instantOf,
  isRefusal,
  type MandateId,
  millisecondsOf,
  type NewEntry,
  SignalId,
} from "@cordon/kernel";
import {
  type Decision,
  lose,
  needOf,
  recover,
  type StandingCamera,
  start,
  stop,
  withoutSuspended,
  WITHOUT_MANDATE,
} from "../../rules.ts";
import { addressesOf } from "../../tables/addresses.ts";
import { allCameras, type WatchTables } from "../../tables.ts";
import { inWords } from "../../words/measure.ts";
import { ModelUsed } from "../../words/model.ts";
import { EventResumed, EventSuspended } from "../../words/quality.ts";
import { type Camera, CameraChanged, CameraRegistered, CameraRemoved } from "../../words.ts";
import { behindSignal, blindSignal, cameraSignal } from "./camera-signals.ts";
import { EndedSignals } from "./ended-signals.ts";
import { ExhibitKeeper } from "../exhibits/exhibit-keeper.ts";
import { Eyes } from "./eyes.ts";
import { decideCamera } from "./decide-camera.ts";
import { HealthBook } from "./health-book.ts";
import { modelInUse } from "./model-in-use.ts";
import type { Report } from "../eye/protocol.ts";
import { UprightBook } from "./upright-book.ts";
import { CameraViews } from "./views.ts";
import { Line } from "../line.ts";

type SignalReport = Extract<Report, { report: "signal" }>;

/** What is being watched at this moment, and by what right. */
interface Watched {
  readonly camera: Camera;
  readonly mandate: MandateId;
}

/** What it stands on. */
export type SupervisorContext = Pick<
  WorkerContext,
  "read" | "journal" | "announced" | "blobs" | "mandates" | "vault" | "clock" | "log" | "append"
>;

const REVIEW_EVERY_MS = 1_000;

/** Runs the analysis of every camera that a mandate covers, and of no other. */
export const supervise = (views: CameraViews, health: HealthBook): Worker => ({
  name: "watch.supervise",
  async start(context) {
    const supervisor = new Supervisor(context, views, health);
    await supervisor.open();
    return supervisor;
  },
});

export class Supervisor implements AsyncDisposable {
  readonly #context: SupervisorContext;
  readonly #views: CameraViews;
  readonly #health: HealthBook;
  readonly #exhibits: ExhibitKeeper;
  readonly #ended: EndedSignals;
  readonly #upright: UprightBook;
  readonly #eyes: Eyes;
  readonly #watched = new Map<CameraId, Watched>();
  /** Cameras from which nothing more can come, until somebody changes them. */
  readonly #over = new Set<CameraId>();
  readonly #stack = new AsyncDisposableStack();
  readonly #line: Line;
  /** Starts what may run and does not. */
  readonly #review: () => void;
  #closed = false;

  /**
   * @param views who looks at the cameras now
   * @param health where it is told how they are doing
   */
  constructor(context: SupervisorContext, views = new CameraViews(), health = new HealthBook()) {
    this.#context = context;
    this.#line = new Line((error) => context.log.error({ error }, "watch.supervise failed"));
    this.#review = this.#line.review(() => this.#reviewed());
    this.#health = health;
    this.#views = views;
    this.#exhibits = new ExhibitKeeper(context);
    this.#ended = new EndedSignals(context);
    this.#upright = new UprightBook(context);
    views.connect((order) => this.#eyes.show(order));
    this.#eyes = new Eyes({
      report: (report) => {
        // What is live waits for no entry to be written.
        if (report.report === "live" || report.report === "overlay" || report.report === "still") views.hear(report);
        else this.#line.add(() => this.#heard(report));
      },
      crashed: (cameras, how) => {
        context.log.error({ how, cameras: cameras.length }, "watch: the analysis died and is started again");
        for (const camera of cameras) {
          this.#views.darken(camera, "analysis-crashed");
          this.#views.light(camera);
          this.#line.add(() =>
            this.#lost(camera, "analysis-crashed", "the analysis stopped by itself and is started again"),
          );
        }
      },
      elapsedMs: () => context.clock.elapsedMs(),
      model: () => modelInUse(context),
    });
  }

  /** The process that analyses, for tests that kill it. */
  get pid(): number | undefined {
    return this.#eyes.pid;
  }

  async open(): Promise<void> {
    const { announced, mandates } = this.#context;
    this.#stack.defer(
      announced.hear(
        (envelope) => {
          // A new one may have been found by a review already: it does not begin twice.
          if (CameraRegistered.is(envelope)) this.#review();
          else if (CameraChanged.is(envelope)) this.#again(envelope.data.id);
          else if (CameraRemoved.is(envelope) || EventSuspended.is(envelope) || EventResumed.is(envelope))
            this.#again(envelope.data.camera);
          else if (ModelUsed.is(envelope)) this.#eyes.modelChanged();
        },
        () => {
          this.#review();
          this.#eyes.modelChanged();
        },
      ),
    );
    this.#stack.defer(mandates.onChange(() => this.#obey()));
    await this.#upright.clear();
    for (const standing of await allCameras(tablesOf<WatchTables>(this.#context.read))) {
      // The server ended without saying so: what was written down as running is not.
      if (standing.state !== "stopped")
        await this.#decide(standing.camera.id, (now) => stop(now, "server-stopped", "the server was stopped"));
    }
    const timer = setInterval(() => {
      this.#obey();
      this.#review();
    }, REVIEW_EVERY_MS);
    this.#stack.defer(() => clearInterval(timer));
    this.#review();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    await this.#stack.disposeAsync();
    for (const camera of this.#watched.keys()) this.#views.darken(camera, "camera-dark");
    await this.#eyes[Symbol.asyncDispose]();
    await this.#line[Symbol.asyncDispose]();
    for (const camera of this.#watched.keys())
      await this.#decide(camera, (now) => stop(now, "server-stopped", "the server was stopped"));
  }

  /** Whose mandate does not cover it any more stops now; what is written about it can wait, the law does not. */
  #obey(): void {
    const { clock, mandates } = this.#context;
    for (const [id, { camera }] of this.#watched) {
      const permission = mandates.permits(needOf(camera, clock.now()));
      if (permission.permitted) continue;
      this.#watched.delete(id);
      this.#views.darken(id, "camera-dark");
      const dark = this.#eyes.stop(id);
      const detail = WITHOUT_MANDATE[permission.because];
      this.#line.add(async () => {
        await dark;
        await this.#upright.forget(id);
        await this.#decide(id, (now) => stop(now, "mandate-ended", detail));
      });
    }
  }

  /** Something was said of this camera: it begins anew. */
  #again(camera: CameraId): void {
    this.#over.delete(camera);
    this.#line.add(async () => {
      if (this.#watched.delete(camera)) {
        this.#views.darken(camera, "camera-changed");
        await this.#eyes.stop(camera);
        await this.#upright.forget(camera);
        await this.#decide(camera, (now) => stop(now, "changed", "the camera was changed"));
      }
    });
    this.#review();
  }

  async #reviewed(): Promise<void> {
    await this.#upright.forgetOld();
    const { clock, mandates, read, vault } = this.#context;
    const standings = await allCameras(tablesOf<WatchTables>(read));
    for (const id of this.#watched.keys()) {
      if (!standings.some(({ camera }) => camera.id === id)) {
        this.#watched.delete(id);
        this.#views.darken(id, "camera-dark");
        await this.#eyes.stop(id);
      }
    }
    for (const standing of standings) {
      const { id } = standing.camera;
      if (this.#closed || this.#watched.has(id) || this.#over.has(id)) continue;
      // An edge beside the camera looks at it; two that look would tell everything twice.
      if (standing.camera.edge !== null) continue;
      const camera = withoutSuspended(standing);
      if (camera === null) {
        await this.#decide(id, (now) => stop(now, "events-suspended", "all that it is to look for is suspended"));
        continue;
      }
      const permission = mandates.permits(needOf(camera, clock.now()));
      if (!permission.permitted) {
        const detail = WITHOUT_MANDATE[permission.because];
        await this.#decide(camera.id, (now) =>
          now.because === "mandate-ended" ? [] : stop(now, "no-mandate", detail),
        );
        continue;
      }
      const addresses = await addressesOf({ read: tablesOf<WatchTables>(read), vault }, camera.source);
      if (addresses === null) continue;
      this.#watched.set(camera.id, { camera, mandate: permission.mandate });
      this.#views.light(camera.id);
      const { scene, playback } = camera;
      this.#eyes.watch({ order: "watch", camera: id, ...addresses, scene, playback });
    }
  }

  async #heard(report: Report): Promise<void> {
    const watched = this.#watched.get(report.camera);
    if (watched === undefined) return;
    const { camera } = report;
    switch (report.report) {
      case "seeing":
        this.#views.again(camera);
        await this.#decide(
          camera,
          (now) => (now.state === "lost" ? recover(now) : now.state === "stopped" ? start(now) : []),
          watched,
        );
        return;
      case "lost":
        return this.#lost(camera, report.because, report.detail);
      case "over":
        this.#watched.delete(camera);
        this.#views.darken(camera, "camera-dark");
        this.#over.add(camera);
        await this.#eyes.stop(camera);
        await this.#decide(camera, (now) => stop(now, report.because, report.detail));
        return;
      case "pulse": {
        const at = this.#context.clock.now();
        this.#health.heard(camera, report.pulse, at, "centre");
        if (report.alarm) await this.#call(behindSignal(watched.camera, at), watched);
        return;
      }
      case "blind":
        return this.#call(
          blindSignal(watched.camera, report.because, this.#context.clock.now(), report.sinceSeconds),
          watched,
        );
      case "upright":
        return this.#upright.hear(report);
      case "signal":
        return this.#signalled(report, watched);
      case "ended":
        return this.#ended.ended(report.ref, report.agoSeconds);
      case "clip":
        return this.#exhibits.add(report.refs, report.clip, report.originalClip);
      case "stopped":
      case "live":
      case "overlay":
      case "still":
        return;
    }
  }

  async #lost(camera: CameraId, because: string, detail: string): Promise<void> {
    const watched = this.#watched.get(camera);
    if (watched === undefined) return;
    await this.#decide(camera, (now, at) => {
      const entries = lose(now, because, detail);
      if (isRefusal(entries) || entries.length === 0) return entries;
      return [...entries, cameraSignal("camera-lost", watched.camera, detail, at)];
    });
  }

  /** Calls an operator to the camera itself. */
  async #call(signal: NewEntry, { camera, mandate }: Watched): Promise<void> {
    const done = await this.#context.append("watch.signal", [{ ...signal, mandate }]);
    if (isRefusal(done))
      this.#context.log.error(
        { camera: camera.id, refused: done.refused },
        "watch: a signal could not be written down",
      );
  }

  async #signalled(report: SignalReport, { camera, mandate }: Watched): Promise<void> {
    const { clock, mandates } = this.#context;
    if (!mandates.permits(needOf(camera, clock.now())).permitted) return;
    const noticedAt = clock.now();
    const id = newId(SignalId);
    this.#ended.raised(report.ref, id, mandate);
    await this.#exhibits.raise({
      ref: report.ref,
      id,
      mandate,
      signal: {
        kind: report.kind,
        since: instantOf(millisecondsOf(noticedAt) - Math.round(1000 * report.sinceSeconds)),
        noticedAt,
        position: camera.position,
        place: camera.place,
        camera: camera.id,
        confidence: report.confidence,
        note: report.measure === undefined ? "" : inWords(report.measure),
        zone: report.zone,
        box: report.box,
      },
      still: report.still,
      originalStill: report.originalStill,
    });
  }

  /** Decides on the camera as it stands in the transaction, and keeps the public register of what ran in step with it. */
  async #decide(
    id: CameraId,
    decide: (standing: StandingCamera, now: Instant) => Decision,
    right?: Watched,
  ): Promise<void> {
    await decideCamera(this.#context, id, decide, right?.mandate);
  }
}
