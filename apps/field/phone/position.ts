import { CommandId, packTracks } from "@cordon/kernel";
import { type Desk, newUlid } from "./desk.ts";
import { EVERY_MS, settle, type Settling, UNSETTLED } from "./pace.ts";
import { fixOf } from "./sos.ts";
import type { Fix } from "./state.ts";

/** A position older than this is not told as one of now when the line comes back. */
const STALE_MS = 90_000;
const LOOK_WITHIN_MS = 30_000;

export interface PositionParts {
  readonly desk: Desk;
  /** Sends a packed position by the live line; false when there is none. */
  readonly report: (frame: DataView<ArrayBuffer>) => boolean;
}

/** Where this phone is: looked for on duty alone, told to the command room as long as the officer does not pause it, and shown. */
export class PositionDesk implements Disposable {
  readonly #parts: PositionParts;
  #settling: Settling = UNSETTLED;
  #watch: number | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #foundMs = 0;
  #allowed = false;

  constructor(parts: PositionParts) {
    this.#parts = parts;
  }

  /** What the server says: on duty, paused, off duty. Asked again whenever that may have changed. */
  async ask(): Promise<void> {
    const { desk } = this.#parts;
    if (!desk.identified()) return;
    const answer = await desk.client.ask("command.my-sharing", {}, desk.signal);
    if (!answer.ok) return;
    await this.#follow(answer.output.sharing);
  }

  /** The officer allows it: the browser asks once, when it is clear what for. */
  allow(): void {
    this.#allowed = true;
    this.#look();
  }

  /** @param because null: shared again */
  async pause(because: string | null): Promise<void> {
    const { desk } = this.#parts;
    await this.#follow(because === null ? "shared" : "paused");
    await desk.post({ what: "sharing", id: CommandId.parse(newUlid()), because });
  }

  /** The line is back: the last position goes out, with its age, if it still says something. */
  tell(): void {
    const { desk, report } = this.#parts;
    const { fix, sharing, tasks, aheadMs } = desk.shown.state();
    const nowMs = Date.now();
    if (fix === null || sharing !== "shared" || tasks === null || nowMs - fix.atMs > STALE_MS) return;
    const point = {
      ...{ track: tasks.unit.track, lon: fix.lon, lat: fix.lat, heading: fix.headingDegrees, speed: fix.speed },
      atMs: fix.atMs + aheadMs,
    };
    report(packTracks([point], nowMs + aheadMs));
  }

  [Symbol.dispose](): void {
    this.#stop();
  }

  async #follow(asked: "shared" | "paused" | "off-duty"): Promise<void> {
    const { shown, signal } = this.#parts.desk;
    if (asked !== "shared") {
      this.#stop();
      shown.show({ sharing: asked });
      return;
    }
    if (this.#watch !== null || this.#timer !== undefined) return;
    if (typeof navigator === "undefined" || navigator.geolocation === undefined)
      return shown.show({ sharing: "denied" });
    const permission = await navigator.permissions?.query({ name: "geolocation" }).catch(() => null);
    if (signal.aborted) return;
    if (permission?.state === "denied") shown.show({ sharing: "denied" });
    else if (permission?.state === "granted" || this.#allowed) this.#look();
    else shown.show({ sharing: "unasked" });
  }

  /** Moving, the phone is watched; still, it is looked at once a minute and the receiver sleeps in between. */
  #look(): void {
    this.#stop();
    const { shown } = this.#parts.desk;
    if (shown.state().fix === null || shown.state().sharing !== "shared") shown.show({ sharing: "searching" });
    const found = (position: GeolocationPosition) => this.#found(fixOf(position));
    const failed = ({ code }: GeolocationPositionError) => {
      // Out of the sky for a while is no refusal: a watch goes on by itself.
      if (code === GeolocationPositionError.PERMISSION_DENIED) {
        this.#stop();
        shown.show({ sharing: "denied" });
      } else shown.show({ sharing: "searching" });
    };
    const { pace } = this.#settling;
    const options = { enableHighAccuracy: pace === "moving", maximumAge: EVERY_MS.moving, timeout: LOOK_WITHIN_MS };
    if (pace === "moving") this.#watch = navigator.geolocation.watchPosition(found, failed, options);
    // A watch says nothing while nothing changes; once a minute it is known that nothing did.
    this.#timer = setInterval(() => navigator.geolocation.getCurrentPosition(found, failed, options), EVERY_MS.still);
  }

  #found(fix: Fix): void {
    const { desk } = this.#parts;
    const { pace } = this.#settling;
    const urgent = desk.shown.state().calls.some((call) => call.own && call.state === "waiting");
    this.#settling = settle(this.#settling, fix, urgent);
    const first = desk.shown.state().sharing !== "shared";
    // Not more often than it is told: every change wakes the screen.
    if (!first && Date.now() - this.#foundMs < EVERY_MS.moving - 500) return;
    this.#foundMs = Date.now();
    desk.shown.show({ fix, sharing: "shared" });
    void desk.keeping()?.put("fix", fix);
    this.tell();
    if (this.#settling.pace !== pace) this.#look();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (this.#watch !== null) navigator.geolocation.clearWatch(this.#watch);
    this.#watch = null;
  }
}
