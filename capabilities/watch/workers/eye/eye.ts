import type { Detector } from "../../detector/detector.ts";
import { BlindWatch } from "../../analysis/picture/blind.ts";
import { transportOf } from "../../video/source/address.ts";
import { Backoff } from "../../video/source/backoff.ts";
import { Addresses } from "./addresses.ts";
import { ClipTurns } from "./clip-turns.ts";
import { look } from "./look.ts";
import { pause } from "./pause.ts";
import type { Report, WatchOrder } from "./protocol.ts";
import { PulseMeter } from "./pulse.ts";
import { Showing } from "./showing.ts";

/** A camera that never showed anything gets this long before an operator is called: after a start, many come up late together. */
const FIRST_PICTURE_SECONDS = 10;
/** Between the end of a recording that is looped and its beginning. */
const PAUSE_SECONDS = 60;

const now = (): number => performance.now() / 1000;

/** Watches one camera until told to stop or until nothing more can come. Never throws for what a camera does. */
export async function watchCamera(
  order: WatchOrder,
  signal: AbortSignal,
  say: (report: Report) => void,
  detector: () => Detector | undefined = () => undefined,
  showing = new Showing(),
  pulse = new PulseMeter(0),
  turns = new ClipTurns(),
): Promise<void> {
  const { camera } = order;
  const backoff = new Backoff();
  const transport = transportOf(order.address);
  const isRemote = transport !== undefined && transport !== "file";
  let isSeen = false;
  let wasSeen = false;
  const began = now();
  const seeing = (): void => {
    backoff.picture(now());
    addresses.seen();
    if (!isSeen) say({ report: "seeing", camera });
    isSeen = true;
    wasSeen = true;
  };
  // What it usually shows outlives a connection: it may have been turned while it was away.
  const blind = new BlindWatch();
  const addresses = new Addresses(order);
  let hardware = true;
  while (!signal.aborted) {
    const address = addresses.next;
    const looking = { order, address, showing, signal, seeing, say, now, detector, pulse, turns, blind, hardware };
    const ending = await look(looking);
    if (ending.outcome === "aborted") return;
    if (ending.outcome === "changed") continue;
    if (ending.outcome === "end") {
      if (order.playback === "once")
        return say({ report: "over", camera, because: "recording-ended", detail: "the recording is over" });
      await pause(PAUSE_SECONDS, signal);
      continue;
    }
    const { kind, message } = ending.failure;
    // What the machine's own decoder cannot take may still be taken by the processor.
    if (kind === "undecodable") hardware = false;
    addresses.failed();
    const next = backoff.failed(ending.failure, wasSeen || isRemote);
    if (!next.again) return say({ report: "over", camera, because: "unusable", detail: message });
    const isOverdue = !wasSeen && now() - began >= FIRST_PICTURE_SECONDS;
    if (isSeen || isOverdue) say({ report: "lost", camera, because: kind, detail: message });
    isSeen = false;
    await pause(next.afterSeconds, signal);
  }
}
