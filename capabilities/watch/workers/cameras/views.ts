import { type CameraId, type Refusal } from "@cordon/kernel";
import type { Report, ShowOrder, StillOrder } from "../eye/protocol.ts";
import { type Closing, Viewer } from "./viewer.ts";
import { refuseWatch } from "../../words/refusals.ts";

/** Cameras whose live picture is encoded at the same time, at most: each costs about a tenth of a core. */
const MOST_LIVE = 16;
/** Pages and walls that look at one camera share its encoding; what each costs is its line. */
const MOST_VIEWERS = 200;
const STILL_MS = 5_000;

type LiveReport = Extract<Report, { report: "live" }>;
type OverlayReport = Extract<Report, { report: "overlay" }>;
type StillReport = Extract<Report, { report: "still" }>;
export type ViewReport = LiveReport | OverlayReport | StillReport;

/** One camera that is being watched, and who looks at it. */
interface View {
  readonly live: Set<Viewer>;
  readonly overlay: Set<Viewer>;
  readonly stills: Set<(still: Uint8Array | Refusal) => void>;
  /** What every live viewer is sent first; null until the camera said it, which it does once for all who ever look. */
  beginning: Uint8Array | null;
}

const DARK =
  "There is no live picture of this camera: nothing allows it to be looked at, it sends nothing, or it is analysed at an edge.";

/**
 * The live side of every camera that is watched: what its picture is now, for those who look, and nothing of it afterwards. A picture is
 * encoded only while somebody looks. When a camera goes dark, everybody who looks at it is told and let go in the same moment.
 */
export class CameraViews {
  readonly #views = new Map<CameraId, View>();
  #send: (order: ShowOrder | StillOrder) => void = () => {};

  /** Whoever can tell the cameras' process. */
  connect(send: (order: ShowOrder | StillOrder) => void): void {
    this.#send = send;
  }

  /** Its picture may be looked at from now on. */
  light(camera: CameraId): void {
    if (!this.#views.has(camera))
      this.#views.set(camera, { live: new Set(), overlay: new Set(), stills: new Set(), beginning: null });
  }

  /** Nothing more of it from now on. */
  darken(camera: CameraId, closing: Closing): void {
    const view = this.#views.get(camera);
    this.#views.delete(camera);
    for (const viewer of [...(view?.live ?? []), ...(view?.overlay ?? [])]) viewer.close(closing);
    for (const give of view?.stills ?? []) give(refuseWatch("camera-dark", "unavailable", DARK, camera));
  }

  /** The process that encoded may be another one now: it is told again who looks. */
  again(camera: CameraId): void {
    const view = this.#views.get(camera);
    if (view === undefined) return;
    if (view.live.size + view.overlay.size > 0) this.#want(camera, view);
    if (view.stills.size > 0) this.#send({ order: "still", camera });
  }

  hear(report: ViewReport): void {
    const view = this.#views.get(report.camera);
    if (view === undefined) return;
    switch (report.report) {
      case "live":
        if (report.beginning) this.#begin(view, report.bytes);
        else for (const viewer of view.live) viewer.give(report.bytes, report.key);
        return;
      case "overlay": {
        const line = Buffer.from(`${JSON.stringify(report.overlay)}\n`);
        for (const viewer of view.overlay) viewer.give(line, true);
        return;
      }
      case "still":
        for (const give of view.stills) give(report.still);
        view.stills.clear();
    }
  }

  /** Fragmented MP4: an initialisation segment, then a fragment a picture from the next key frame on. */
  live(camera: CameraId, gone: AbortSignal): AsyncIterable<Uint8Array> | Refusal {
    const view = this.#views.get(camera);
    if (view === undefined) return refuseWatch("camera-dark", "unavailable", DARK, camera);
    const shown = [...this.#views.values()].filter(({ live }) => live.size > 0).length;
    if (view.live.size === 0 && shown >= MOST_LIVE)
      return refuseWatch(
        "cameras-live-full",
        "too-many",
        `At most ${MOST_LIVE} cameras are shown live at the same time.`,
        camera,
        { most: String(MOST_LIVE) },
      );
    return this.#join(camera, view, view.live, new Viewer("video", gone));
  }

  /** JSON lines, a line an analysed picture. */
  overlay(camera: CameraId, gone: AbortSignal): AsyncIterable<Uint8Array> | Refusal {
    const view = this.#views.get(camera);
    if (view === undefined) return refuseWatch("camera-dark", "unavailable", DARK, camera);
    return this.#join(camera, view, view.overlay, new Viewer("lines", gone));
  }

  /** The next picture, as a JPEG. */
  still(camera: CameraId): Promise<Uint8Array | Refusal> {
    const view = this.#views.get(camera);
    if (view === undefined) return Promise.resolve(refuseWatch("camera-dark", "unavailable", DARK, camera));
    const { promise, resolve } = Promise.withResolvers<Uint8Array | Refusal>();
    view.stills.add(resolve);
    const late = setTimeout(
      () => resolve(refuseWatch("camera-slow", "unavailable", "The camera sent no picture in time.", camera)),
      STILL_MS,
    );
    if (view.stills.size === 1) this.#send({ order: "still", camera });
    return promise.finally(() => {
      clearTimeout(late);
      view.stills.delete(resolve);
    });
  }

  /** Another size, another coding: whoever looked begins anew. */
  #begin(view: View, bytes: Uint8Array): void {
    const changed = view.beginning !== null && Buffer.compare(view.beginning, bytes) !== 0;
    view.beginning = bytes;
    for (const viewer of view.live) {
      if (changed && viewer.begun) viewer.close("picture-changed");
      else viewer.begin(bytes);
    }
  }

  #join(camera: CameraId, view: View, viewers: Set<Viewer>, viewer: Viewer): AsyncIterable<Uint8Array> | Refusal {
    const all = [...this.#views.values()].reduce((sum, { live, overlay }) => sum + live.size + overlay.size, 0);
    if (all >= MOST_VIEWERS)
      return refuseWatch(
        "viewers-full",
        "too-many",
        `At most ${MOST_VIEWERS} look at live pictures at the same time.`,
        undefined,
        { most: String(MOST_VIEWERS) },
      );
    viewers.add(viewer);
    if (viewers === view.overlay) viewer.begin(new Uint8Array(0));
    else if (view.beginning !== null) viewer.begin(view.beginning);
    viewer.onClose(() => {
      viewers.delete(viewer);
      if (this.#views.get(camera) === view) this.#want(camera, view);
    });
    this.#want(camera, view);
    return viewer;
  }

  #want(camera: CameraId, { live, overlay }: View): void {
    this.#send({ order: "show", camera, live: live.size > 0, overlay: overlay.size > 0 });
  }
}
