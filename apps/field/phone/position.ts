import { CommandId, packTracks } from "@cordon/kernel";
import { lettersOf } from "../outbox/letters.ts";
import { type Desk, newUlid } from "./desk.ts";
import { type Looking, lookingOf, settle, type Settling, situationOf, UNSETTLED } from "./pace.ts";
import { isHidden } from "./seen.ts";
import { fixOf } from "./sos.ts";
import type { Fix } from "./state.ts";

/** A position older than this is not told as one of now when the line comes back. */
const STALE_MS = 90_000;
const LOOK_WITHIN_MS = 30_000;
/** A position that others on the phone have looked for so recently is as good, and costs nothing. */
const AS_GOOD_MS = 5_000;
/** A watch that comes a moment early is on time. */
const SLACK_MS = 500;

export interface PositionParts {
  readonly desk: Desk;
  /** Sends a packed position by the live line; false when there is none. */
  readonly report: (frame: DataView<ArrayBuffer>) => boolean;
}

/** Where this phone is: looked for on duty alone, told to the command room as long as the officer does not pause it, and shown. */
export class PositionDesk implements Disposable {
  readonly #parts: PositionParts;
  #settling: Settling = UNSETTLED;
  /** How it looks now; null: not at all. */
  #looking: Looking | null = null;
  #watch: number | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #foundMs = 0;
  #allowed = false;
  #heedsBrowser = false;

  constructor(parts: PositionParts) {
    this.#parts = parts;
    // A task that is begun, a call for help: each changes how it is looked for.
    parts.desk.shown.subscribe(() => this.reconsider());
  }

  /** What the server says: on duty, paused, off duty. Asked again whenever that may have changed. */
  async ask(): Promise<void> {
    const { desk } = this.#parts;
    if (!desk.identified()) return;
    const answer = await desk.client.ask("command.my-sharing", {}, desk.signal);
    if (!answer.ok) return;
    // What the officer pressed counts before the server has heard of it: nothing goes out in a pause that waits to be sent.
    const pressed = lettersOf(desk.shown.state().outbox, "sharing").at(-1);
    if (pressed !== undefined)
      return this.#follow(pressed.because === null ? "shared" : "paused", pressed.because ?? "");
    await this.#follow(answer.output.sharing, answer.output.because);
  }

  /** The officer allows it: the browser asks once, when it is clear what for. */
  allow(): void {
    this.#allowed = true;
    this.#look();
  }

  /** @param because null: shared again */
  async pause(because: string | null): Promise<void> {
    const { desk } = this.#parts;
    await this.#follow(because === null ? "shared" : "paused", because ?? "");
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

  /** What is going on may have changed, or whether somebody looks at the page. */
  reconsider(): void {
    if (this.#looking === null) return;
    const looking = this.#wanted();
    const { watch, everyMs } = this.#looking;
    if (looking.watch === watch && looking.everyMs === everyMs) this.#looking = looking;
    else this.#look();
  }

  /** The page is looked at again: where the phone is is found once, at once. */
  lookAgain(): void {
    if (this.#looking === null) return;
    this.#look();
    if (this.#looking?.watch === null) this.#lookOnce();
  }

  [Symbol.dispose](): void {
    this.#stop();
  }

  /** @param because why it is paused */
  async #follow(asked: "shared" | "paused" | "off-duty", because: string): Promise<void> {
    const { shown, signal } = this.#parts.desk;
    if (asked !== "shared") {
      this.#stop();
      shown.show({ sharing: asked, pausedBecause: asked === "paused" ? because : "" });
      return;
    }
    shown.show({ pausedBecause: "" });
    if (this.#looking !== null) return;
    if (typeof navigator === "undefined" || navigator.geolocation === undefined)
      return shown.show({ sharing: "unsupported" });
    const permission = await navigator.permissions?.query({ name: "geolocation" }).catch(() => null);
    if (signal.aborted) return;
    if (permission && !this.#heedsBrowser) {
      this.#heedsBrowser = true;
      // Allowed in the browser's own settings: it is seen without being pressed here again.
      permission.addEventListener("change", () => void this.ask(), { signal });
    }
    if (permission?.state === "denied") shown.show({ sharing: "denied" });
    else if (permission?.state === "granted" || this.#allowed) this.#look();
    else shown.show({ sharing: "unasked" });
  }

  #wanted(): Looking {
    return lookingOf(this.#settling.pace, situationOf(this.#parts.desk.shown.state(), isHidden(), Date.now()));
  }

  #look(): void {
    this.#stop();
    const looking = this.#wanted();
    this.#looking = looking;
    if (looking.watch !== null)
      this.#watch = navigator.geolocation.watchPosition(this.#heard, this.#failed, this.#options(looking));
    if (looking.everyMs !== null) this.#timer = setInterval(() => this.#lookOnce(), looking.everyMs);
    const { shown } = this.#parts.desk;
    if (shown.state().fix === null || shown.state().sharing !== "shared") shown.show({ sharing: "searching" });
  }

  #lookOnce(): void {
    if (this.#looking === null) return;
    navigator.geolocation.getCurrentPosition(this.#heard, this.#failed, this.#options(this.#looking));
  }

  #options({ watch }: Looking): PositionOptions {
    return { enableHighAccuracy: watch === "exact", maximumAge: AS_GOOD_MS, timeout: LOOK_WITHIN_MS };
  }

  readonly #heard = (position: GeolocationPosition) => this.#found(fixOf(position));
  readonly #failed = ({ code, PERMISSION_DENIED }: GeolocationPositionError) => {
    // Out of the sky for a while is no refusal: a watch goes on by itself.
    if (code === PERMISSION_DENIED) {
      this.#stop();
      this.#parts.desk.shown.show({ sharing: "denied" });
    } else this.#parts.desk.shown.show({ sharing: "searching" });
  };

  #found(fix: Fix): void {
    const { desk } = this.#parts;
    this.#settling = settle(this.#settling, fix);
    const first = desk.shown.state().sharing !== "shared";
    // Not more often than it is told: every change wakes the screen.
    const tellEveryMs = this.#looking?.tellEveryMs ?? 0;
    if (first || Date.now() - this.#foundMs >= tellEveryMs - SLACK_MS) {
      this.#foundMs = Date.now();
      desk.shown.show({ fix, sharing: "shared" });
      void desk.keeping()?.put("fix", fix);
      this.tell();
    }
    this.reconsider();
  }

  #stop(): void {
    this.#looking = null;
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (this.#watch !== null) navigator.geolocation.clearWatch(this.#watch);
    this.#watch = null;
  }
}
