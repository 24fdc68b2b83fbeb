import wasm from "zxing-wasm/reader/zxing_reader.wasm?url";
import type { Camera as CameraState, Facing } from "../gate/state.ts";
import { Recently, foundOf } from "./found.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import { cropOf } from "./picture.ts";

export interface CameraParts {
  readonly onState: (state: CameraState) => void;
  /**
   * Until what they promise is done no other picture is looked at: all of a slow phone's time goes to the verdict.
   * @param takenMs when the picture was taken, on the clock of `performance.now`
   */
  readonly onCode: (text: string, takenMs: number) => Promise<void>;
  readonly onTwoCodes: (takenMs: number) => Promise<void>;
}

/** A stuck worker (a broken picture) is given up and replaced after this. */
const LOOK_WITHIN_MS = 3_000;
/** After a code the screen is painted first. Nobody holds out the next pass sooner. */
const PAINT_MS = 100;

/** What a track can do besides what every browser's types know: a light. */
interface LightCapabilities extends MediaTrackCapabilities {
  readonly torch?: boolean;
}

/**
 * The camera and what reads its pictures. One picture is looked at at a time and the newest next, so that a slow phone looks at fewer, not
 * at old ones. While the page is hidden it is switched off.
 */
export class Camera {
  readonly #parts: CameraParts;
  #video: HTMLVideoElement | null = null;
  #stream: MediaStream | null = null;
  #worker: Worker | null = null;
  #facing: Facing = "environment";
  /** Null: whichever faces that way. Named where cameras do not say which way they face, as on many tablets. */
  #device: string | null = null;
  #torch: "none" | "off" | "on" = "none";
  #canSwitch = false;
  #recently = new Recently();
  #watch: ReturnType<typeof setTimeout> | undefined;
  #listening: AbortController | null = null;
  /** Counts openings, so that one that was overtaken lets go of what it got. */
  #turn = 0;

  constructor(parts: CameraParts) {
    this.#parts = parts;
  }

  async open(video: HTMLVideoElement): Promise<void> {
    this.close();
    this.#video = video;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    document.addEventListener("visibilitychange", () => void this.#seen(), { signal });
    await this.#start();
  }

  close(): void {
    this.#listening?.abort();
    this.#listening = null;
    this.#stop();
    this.#worker?.terminate();
    this.#worker = null;
    this.#video = null;
    this.#parts.onState({ camera: "off" });
  }

  again(): Promise<void> {
    return this.#start();
  }

  async switch(): Promise<void> {
    if (this.#video === null) return;
    const before = this.#seenBy();
    this.#facing = this.#facing === "environment" ? "user" : "environment";
    this.#device = null;
    await this.#start();
    const turn = this.#turn;
    if (before === null || this.#seenBy() !== before) return;
    const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
    const cameras = devices.filter(({ kind }) => kind === "videoinput").map(({ deviceId }) => deviceId);
    if (turn !== this.#turn) return;
    this.#device = cameras[(cameras.indexOf(before) + 1) % cameras.length] ?? null;
    await this.#start();
  }

  async setTorch(on: boolean): Promise<void> {
    const track = this.#track();
    if (track === null || this.#torch === "none") return;
    try {
      const light: MediaTrackConstraintSet & { readonly torch: boolean } = { torch: on };
      await track.applyConstraints({ advanced: [light] });
      this.#torch = on ? "on" : "off";
      this.#tell();
    } catch {
      // The light is taken, or too hot: it stays as it was, which the button shows.
    }
  }

  #track(): MediaStreamTrack | null {
    return this.#stream?.getVideoTracks()[0] ?? null;
  }

  /** The camera that is looked through; null while it is off. */
  #seenBy(): string | null {
    return this.#track()?.getSettings().deviceId ?? null;
  }

  async #seen(): Promise<void> {
    if (this.#video === null) return;
    if (document.visibilityState === "visible") return this.#start();
    this.#stop();
    this.#parts.onState({ camera: "paused" });
  }

  async #start(): Promise<void> {
    const video = this.#video;
    if (video === null) return;
    this.#stop();
    const turn = this.#turn;
    // Without https browsers do not even have it.
    if (navigator.mediaDevices === undefined) return this.#parts.onState({ camera: "failed", because: "insecure" });
    this.#parts.onState({ camera: "starting" });
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { ...this.#wanted(), width: { ideal: 1280 }, height: { ideal: 720 } },
      });
    } catch (error) {
      // It may have been unplugged: what is tried next is any.
      this.#device = null;
      if (turn === this.#turn) this.#parts.onState({ camera: "failed", because: whyFailed(error) });
      return;
    }
    if (turn !== this.#turn) return stopAll(stream);
    this.#stream = stream;
    await this.#learn(stream);
    video.srcObject = stream;
    video.muted = true;
    await video.play().catch(() => undefined);
    if (turn !== this.#turn) return;
    this.#tell();
    this.#worker ??= this.#open();
    this.#next(turn);
  }

  #wanted(): MediaTrackConstraints {
    // Exactly that one: a browser weighs a wish against the size wished for.
    return this.#device === null ? { facingMode: { ideal: this.#facing } } : { deviceId: { exact: this.#device } };
  }

  /** What this camera can do, and whether there is another. */
  async #learn(stream: MediaStream): Promise<void> {
    const [track] = stream.getVideoTracks();
    const capabilities: LightCapabilities = track?.getCapabilities?.() ?? {};
    this.#torch = capabilities.torch === true ? "off" : "none";
    const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
    this.#canSwitch = devices.filter(({ kind }) => kind === "videoinput").length > 1;
    track?.addEventListener("ended", () => {
      if (this.#stream === stream) this.#parts.onState({ camera: "failed", because: "busy" });
    });
  }

  #stop(): void {
    this.#turn++;
    clearTimeout(this.#watch);
    if (this.#stream !== null) stopAll(this.#stream);
    this.#stream = null;
    if (this.#video !== null) this.#video.srcObject = null;
    this.#recently = new Recently();
  }

  #tell(): void {
    // What was asked for is a wish; one that does not say which way it faces is not shown as a mirror.
    const facing = this.#track()?.getSettings().facingMode === "user" ? "user" : "environment";
    this.#parts.onState({ camera: "on", facing, torch: this.#torch, canSwitch: this.#canSwitch });
  }

  #open(): Worker {
    const worker = new Worker(new URL("./reader.worker.ts", import.meta.url), { type: "module" });
    const message: ToWorker = { say: "open", wasm };
    worker.postMessage(message);
    worker.addEventListener("message", (event: MessageEvent<FromWorker>) => this.#heard(event.data));
    return worker;
  }

  #heard(message: FromWorker): void {
    // What came from a camera that was left since has no next picture.
    if (message.say === "ready" || message.turn !== this.#turn) return;
    clearTimeout(this.#watch);
    const { turn } = message;
    const tell = message.say === "looked" ? this.#recently.after(foundOf(message.texts)) : null;
    if (message.say !== "looked" || tell === null) return this.#next(turn);
    const { takenMs } = message;
    const told = tell.found === "code" ? this.#parts.onCode(tell.text, takenMs) : this.#parts.onTwoCodes(takenMs);
    void told.finally(() => setTimeout(() => this.#next(turn), PAINT_MS));
  }

  /** Looks at the next picture the camera takes. */
  #next(turn: number): void {
    clearTimeout(this.#watch);
    const video = this.#video;
    if (video === null || turn !== this.#turn) return;
    video.requestVideoFrameCallback((nowMs, frame) => {
      if (turn === this.#turn) void this.#look(video, turn, frame.captureTime ?? nowMs);
    });
  }

  async #look(video: HTMLVideoElement, turn: number, takenMs: number): Promise<void> {
    if (video.videoWidth === 0) return this.#next(turn);
    let picture: VideoFrame | ImageBitmap;
    try {
      picture = await pictureOf(video);
    } catch {
      // The camera was switched off in between.
      return this.#next(turn);
    }
    if (turn !== this.#turn || this.#worker === null) return picture.close();
    const message: ToWorker = { say: "look", picture, takenMs, turn, harder: this.#recently.harder };
    this.#worker.postMessage(message, [picture]);
    this.#watch = setTimeout(() => {
      this.#worker?.terminate();
      this.#worker = this.#open();
      this.#next(turn);
    }, LOOK_WITHIN_MS);
  }
}

/**
 * What the camera sees now, for the worker. A frame is handed over as it is; a bitmap is painted here, which takes the page of a slow phone
 * longer than all the rest of a scan.
 */
async function pictureOf(video: HTMLVideoElement): Promise<VideoFrame | ImageBitmap> {
  if ("VideoFrame" in globalThis) return new VideoFrame(video);
  const { x, y, side, scaled } = cropOf(video.videoWidth, video.videoHeight);
  return createImageBitmap(video, x, y, side, side, { resizeWidth: scaled, resizeHeight: scaled });
}

function stopAll(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function whyFailed(error: unknown): Extract<CameraState, { camera: "failed" }>["because"] {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError") return "denied";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "none";
  return name === "NotReadableError" || name === "AbortError" ? "busy" : "broken";
}
