import { Analyser } from "../../analysis/analyser.ts";
import type { BlindWatch } from "../../analysis/picture/blind.ts";
import type { Detector } from "../../detector/detector.ts";
import { fittedScene } from "../../rules/fitted-scene.ts";
import { makeWasmKernels } from "../../kernels/wasm.ts";
import { PacketRing } from "../../video/made/clip.ts";
import type { VideoFailure } from "../../video/source/failure.ts";
import { FrameSwitch } from "../../video/source/frame-switch.ts";
import { openVideo } from "../../video/source/open.ts";
import type { Picture, VideoSource } from "../../video/source/source.ts";
import type { Address } from "./addresses.ts";
import type { ClipTurns } from "./clip-turns.ts";
import { Detecting } from "./detecting.ts";
import { LivePicture } from "./live-picture.ts";
import { NoticedSignals } from "./noticed-signals.ts";
import { picturesPerSecondOf } from "./pace.ts";
import { pause } from "./pause.ts";
import type { Report, WatchOrder } from "./protocol.ts";
import type { PulseMeter } from "./pulse.ts";
import type { Showing } from "./showing.ts";
import { WalkersSeen } from "./walkers-seen.ts";

const TIMEOUT_SECONDS = 8;

/** Why a look at a stream was over. */
export type Ending =
  | { readonly outcome: "end" }
  | { readonly outcome: "aborted" }
  /** Its pictures have another size from now on: it is to be opened anew, with headers that fit them. */
  | { readonly outcome: "changed" }
  | { readonly outcome: "failed"; readonly failure: VideoFailure };

/** What a look needs to know and whom it tells. */
export interface Looking {
  readonly order: WatchOrder;
  readonly address: Address;
  /** Who looks at it now. */
  readonly showing: Showing;
  readonly signal: AbortSignal;
  /** Called with every picture that is analysed. */
  readonly seeing: () => void;
  readonly say: (report: Report) => void;
  /** Monotonic, in seconds. */
  readonly now: () => number;
  /** The operator's, where there is one at the moment. */
  readonly detector: () => Detector | undefined;
  readonly pulse: PulseMeter;
  readonly turns: ClipTurns;
  readonly blind: BlindWatch;
  /** Decode with what the machine has for it. */
  readonly hardware: boolean;
}

/** Analyses one stream, from opening it to the end of its pictures. */
export async function look(looking: Looking): Promise<Ending> {
  const { order, showing, signal, seeing, say, now, detector } = looking;
  using ring = new PacketRing();
  const frames = new FrameSwitch();
  const opening = await openVideo(looking.address.address, {
    signal,
    picturesPerSecond: order.picturesPerSecond ?? picturesPerSecondOf(order.scene),
    timeoutSeconds: TIMEOUT_SECONDS,
    now,
    hardware: looking.hardware,
    onPacket: (packet, seconds) => ring.add(packet, seconds),
    frames,
  });
  if (opening.outcome !== "open") return opening;
  await using video = opening.video;
  using shown = new LivePicture({ order, showing, say, now, timeBase: video.stream.timeBase });
  frames.to(shown);
  await using noticed = new NoticedSignals({
    order,
    say,
    signal,
    turns: looking.turns,
    packetsSince: (seconds) => ring.since(seconds, video.stream),
    stamps: () => shown.stamps.copy(),
  });
  const start = now();
  looking.pulse.opened(start);
  let analyser: Analyser | undefined;
  const detecting = new Detecting(detector);
  const walkers = new WalkersSeen((picture, people) =>
    say({ report: "upright", camera: order.camera, picture, people }),
  );
  let size = { width: 0, height: 0 };
  for (;;) {
    const reading = await video.read();
    if (reading.outcome !== "picture") {
      if (reading.outcome !== "aborted") await noticed.end();
      return reading;
    }
    const { picture } = reading;
    if (!(await keepPace(video, picture, now() - start, signal))) return { outcome: "aborted" };
    seeing();
    if (
      analyser !== undefined &&
      video.live &&
      (picture.luma.width !== size.width || picture.luma.height !== size.height)
    ) {
      await noticed.end();
      return { outcome: "changed" };
    }
    if (analyser === undefined || picture.luma.width !== size.width || picture.luma.height !== size.height) {
      size = { width: picture.luma.width, height: picture.luma.height };
      const scene = fittedScene(order.scene, size);
      analyser = new Analyser(scene, size, makeWasmKernels);
      shown.mask(scene.masks ?? []);
      noticed.mask(scene.masks ?? []);
    }
    const { seconds, frame } = picture;
    const sightings = analyser.step(seconds, picture.luma, detecting.at(seconds));
    noticed.tell(sightings, frame, seconds, analyser.pixelation);
    detecting.consider(picture, analyser);
    checkUp(looking, analyser, { video, size, looks: detecting.looks });
    walkers.look(seconds, analyser.tracked, size);
    await shown.analysed(analyser);
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How the camera itself is doing: what it sees, and whether it is kept up with. */
function checkUp(
  { order: { camera }, address, blind, pulse, say, now }: Looking,
  { background }: Analyser,
  { video, size, looks }: { readonly video: VideoSource; readonly size: Size; readonly looks: number | undefined },
): void {
  const { frame: pixels, width, height, stride } = background.planes;
  const seconds = now();
  const blinding = blind.step(seconds, { pixels, width, height, stride });
  if (blinding !== undefined)
    say({ report: "blind", camera, because: blinding.because, sinceSeconds: seconds - blinding.fromSeconds });
  const { codec, decodedBy, dropped, damaged, jumps, lagSeconds } = video;
  const state = { ...size, codec, decodedBy, dropped, damaged, jumps, lagSeconds, looks };
  const beat = pulse.analysed(state, { stream: address.stream, blind: blind.blind }, seconds);
  if (beat !== undefined) say({ report: "pulse", camera, ...beat });
}

/** A recording plays at its own pace, as if it were happening. False when told to stop meanwhile. */
async function keepPace(video: VideoSource, picture: Picture, elapsed: number, signal: AbortSignal): Promise<boolean> {
  if (!video.live) await pause(picture.seconds - elapsed, signal);
  return !signal.aborted;
}
