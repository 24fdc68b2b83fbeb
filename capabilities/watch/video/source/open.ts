import { stat } from "node:fs/promises";
import { AV_LOG_QUIET, AVMEDIA_TYPE_VIDEO } from "node-av/constants";
import { Dictionary, FFmpegError, FormatContext, InputFormat, Log } from "node-av/lib";
import { type Transport, transportOf, usbDevice } from "./address.ts";
import { openDecoder } from "./decoding.ts";
import { failed } from "./failure.ts";
import { inputOf, type VideoInput } from "./input.ts";
import { type Opening, type SourceOptions, VideoSource } from "./source.ts";
import { Watchdog } from "./watchdog.ts";

/** Openings that nobody waits for any more, and that cannot be interrupted: a thread must not end before they did. */
export const lateOpenings = new Set<Promise<unknown>>();

// FFmpeg prints addresses, and with them credentials, in its messages; failures are told in our own words.
Log.setLevel(AV_LOG_QUIET);

/** Opens a file, an RTSP or HTTP stream or a camera plugged in here, and prepares to decode its pictures. */
export async function openVideo(address: string, options: SourceOptions): Promise<Opening> {
  const transport = transportOf(address);
  if (transport === undefined)
    return failed(
      "not-allowed",
      "this kind of address is not one a camera may have: use a file, rtsp://, http:// or usb:/dev/video0",
    );
  const missing = await missingOf(address, transport);
  if (missing !== undefined) return missing;
  if (options.signal.aborted) return { outcome: "aborted" };
  const format = new FormatContext();
  const stop = (): void => format.interrupt();
  const watch = new Watchdog(options.timeoutSeconds, stop);
  options.signal.addEventListener("abort", stop);
  const close = async (): Promise<void> => {
    watch.stop();
    options.signal.removeEventListener("abort", stop);
    await format.closeInput();
  };
  const give = async (opening: Opening): Promise<Opening> => {
    await close();
    return options.signal.aborted ? { outcome: "aborted" } : opening;
  };
  const opened = await openInput(format, inputOf(address, transport, options.timeoutSeconds), options);
  if (opened === "late") {
    options.signal.removeEventListener("abort", stop);
    return options.signal.aborted
      ? { outcome: "aborted" }
      : failed("timeout", `nothing answered within ${options.timeoutSeconds} s`);
  }
  if (opened < 0) {
    if (transport === "file") return await give(failed("not-a-video", "the file is not a video that can be read"));
    const because = new FFmpegError(opened).isInvalidData ? "not-a-video" : "unreachable";
    return await give(failed(because, "the camera could not be reached or gave no video"));
  }
  watch.start();
  const probed = await format.findStreamInfo();
  if (watch.expired) return await give(failed("timeout", `no picture within ${options.timeoutSeconds} s`));
  const index = format.findBestStream(AVMEDIA_TYPE_VIDEO);
  const stream = format.streams[index];
  if (probed < 0 || format.nbStreams === 0)
    return await give(failed("not-a-video", "there is no video in it that can be read"));
  if (index < 0 || stream === undefined)
    return await give(failed("no-video-stream", "it has sound or data, but no pictures"));
  const decoding = await openDecoder(stream, options.hardware ?? true);
  if (decoding === "unknown") return await give(failed("undecodable", "its way of coding pictures is not known"));
  if (decoding === undefined) return await give(failed("undecodable", "its pictures cannot be decoded"));
  watch.stop();
  // FFmpeg knows a rate when it knows a size: what a web server sends without saying how much is no recording.
  const live = transport !== "file" && (transport !== "http" || format.duration <= 0n || format.bitRate <= 0n);
  return { outcome: "open", video: new VideoSource({ format, stream, decoding, options, live, watch, close }) };
}

/** Why there is nothing to open: what stands on this machine can be looked at before FFmpeg is asked. */
async function missingOf(address: string, transport: Transport): Promise<Opening | undefined> {
  if (transport === "usb") {
    const about = await stat(usbDevice(address)?.path ?? "").catch(() => undefined);
    if (about === undefined) return failed("not-found", "no camera is plugged in there");
    return about.isCharacterDevice() ? undefined : failed("not-a-video", "this is not a camera");
  }
  if (transport !== "file") return undefined;
  const about = await stat(address.startsWith("file:") ? new URL(address) : address).catch(() => undefined);
  if (about === undefined) return failed("not-found", "there is no such file, or it may not be read");
  if (!about.isFile()) return failed("not-a-video", "this is not a file");
  return about.size === 0 ? failed("not-a-video", "the file is empty") : undefined;
}

/**
 * Opens, or gives up waiting: FFmpeg cannot be interrupted while it opens, so what comes too late is closed when it comes.
 */
async function openInput(
  format: FormatContext,
  { target, demuxer, asked }: VideoInput,
  options: SourceOptions,
): Promise<number | "late"> {
  const dictionary = Dictionary.fromObject(asked);
  const by = demuxer === undefined ? null : InputFormat.findInputFormat(demuxer);
  const opening = format.openInput(target, by, dictionary).finally(() => dictionary.free());
  const waiting = new AbortController();
  const late = new Promise<"late">((resolve) => {
    const timer = setTimeout(() => resolve("late"), options.timeoutSeconds * 1000 + 500);
    options.signal.addEventListener("abort", () => resolve("late"), { signal: waiting.signal });
    waiting.signal.addEventListener("abort", () => clearTimeout(timer));
  });
  const first = await Promise.race([opening, late]);
  waiting.abort();
  if (first === "late") {
    const closed = opening.then(() => format.closeInput()).finally(() => lateOpenings.delete(closed));
    lateOpenings.add(closed);
  }
  return first;
}
