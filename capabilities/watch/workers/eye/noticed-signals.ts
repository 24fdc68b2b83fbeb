import { randomUUID } from "node:crypto";
import type { Frame } from "node-av/lib";
import type { Sighting } from "../../analysis/analyser.ts";
import { type Mask, Masking } from "../../analysis/privacy/mask.ts";
import { pixelate } from "../../analysis/privacy/pixelate.ts";
import type { Pixelation } from "../../analysis/privacy/pixelation.ts";
import type { KeptPackets } from "../../video/made/clip.ts";
import { exhibitClips } from "../../video/made/exhibit-clip.ts";
import { Copier, planesOf } from "../../video/picture420.ts";
import { stillOf } from "../../video/made/still.ts";
import type { ClipTurns } from "./clip-turns.ts";
import type { Report, WatchOrder } from "./protocol.ts";

/** The ten seconds that matter: how it came about, and what followed. */
const BEFORE_SECONDS = 6;
const AFTER_SECONDS = 4;
/** Clips of one camera that are waiting to be made. Who signals more often than that gets stills. */
const MOST_CLIPS = 4;
/** Signals of one camera that go on at a time; of older ones nobody is told that they are over. */
const MOST_GOING = 400;
const LEAST_LASTING_SECONDS = 1;

export interface NoticedParts {
  readonly order: WatchOrder;
  readonly say: (report: Report) => void;
  /** The stream's packets from this second on. */
  readonly packetsSince: (seconds: number) => KeptPackets | undefined;
  /** Which second a frame was shown at, as it is known now. */
  readonly stamps: () => (stamp: bigint) => number | undefined;
  /** Shared with the other cameras of the thread. */
  readonly turns: ClipTurns;
  readonly signal: AbortSignal;
}

/** Signals of one picture whose clip is not made yet. */
interface Unfinished {
  readonly refs: readonly string[];
  readonly seconds: number;
  readonly pixelation: Pixelation;
}

/**
 * Tells what was noticed in one stream: the signal at once, with its still; its clip when what follows has happened. Both as everybody
 * may see them and as the camera saw them, which the server seals.
 */
export class NoticedSignals implements AsyncDisposable {
  readonly #parts: NoticedParts;
  readonly #copier = new Copier(Number.POSITIVE_INFINITY);
  #masks: readonly Mask[] = [];
  /** Signals that were told of and go on, by the sighting: which, and since when. */
  readonly #going = new Map<string, { readonly ref: string; readonly seconds: number }>();
  #unfinished: Unfinished[] = [];
  readonly #making = new Set<Promise<void>>();

  constructor(parts: NoticedParts) {
    this.#parts = parts;
  }

  /** What nobody sees, in pixels of this stream. */
  mask(masks: readonly Mask[]): void {
    this.#masks = masks;
  }

  /** What was noticed in this frame. */
  tell(sightings: readonly Sighting[], frame: Frame, seconds: number, pixelation: Pixelation): void {
    const raised = sightings.filter(({ change }) => change === "raised");
    if (raised.length > 0) {
      const stills = this.#stills(frame, seconds, pixelation);
      const refs = raised.map((sighting) => this.#tell(sighting, seconds, stills));
      raised.forEach(({ id }, index) => this.#going.set(id, { ref: refs[index] ?? "", seconds }));
      for (const [oldest] of this.#going) {
        if (this.#going.size <= MOST_GOING) break;
        this.#going.delete(oldest);
      }
      this.#unfinished.push({ refs, seconds, pixelation });
    }
    for (const { id, toSeconds } of sightings.filter(({ change }) => change === "ended"))
      this.#over(id, toSeconds, seconds);
    const due = this.#unfinished.filter((each) => seconds - each.seconds >= AFTER_SECONDS);
    this.#unfinished = this.#unfinished.filter((each) => !due.includes(each));
    for (const each of due) this.#finish(each);
  }

  /** No more pictures: the clips of what was told end with the last one. Resolves when they are told. */
  async end(): Promise<void> {
    for (const each of this.#unfinished.splice(0)) this.#finish(each);
    await Promise.all(this.#making);
  }

  /** When told to stop, what is being made is given up first: FFmpeg is at work in nothing that is over. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#making);
    this.#copier[Symbol.dispose]();
  }

  #tell({ kind, fromSeconds, confidence, zone, box, measure }: Sighting, seconds: number, stills: Stills): string {
    const ref = randomUUID();
    this.#parts.say({
      report: "signal",
      camera: this.#parts.order.camera,
      ref,
      kind,
      sinceSeconds: Math.max(0, seconds - fromSeconds),
      confidence,
      zone: zone ?? null,
      box,
      ...(measure === undefined ? {} : { measure }),
      still: stills.shown ?? null,
      originalStill: stills.original ?? null,
    });
    return ref;
  }

  /** What lasts no time, as going over a line, is over when it is told: that is no news. */
  #over(id: string, toSeconds: number, seconds: number): void {
    const going = this.#going.get(id);
    this.#going.delete(id);
    if (going === undefined || toSeconds - going.seconds < LEAST_LASTING_SECONDS) return;
    const { order, say } = this.#parts;
    say({ report: "ended", camera: order.camera, ref: going.ref, agoSeconds: Math.max(0, seconds - toSeconds) });
  }

  #stills(frame: Frame, seconds: number, pixelation: Pixelation): Stills {
    const picture = this.#copier.copy(frame);
    if (picture === undefined) return {};
    try {
      const planes = planesOf(picture);
      if (planes === undefined) return {};
      new Masking(this.#masks, picture, picture.width / frame.width).blacken(planes);
      const original = stillOf(picture);
      pixelate(planes, pixelation.at(seconds), picture.width / frame.width);
      return { shown: stillOf(picture), original };
    } finally {
      picture.free();
    }
  }

  /** Beside the analysis, when it is this camera's turn. */
  #finish({ refs, seconds, pixelation }: Unfinished): void {
    const { order, say, packetsSince, stamps, turns, signal } = this.#parts;
    const masks = this.#masks;
    if (this.#making.size >= MOST_CLIPS || turns.isFull) return;
    const kept = packetsSince(seconds - BEFORE_SECONDS);
    if (kept === undefined) return;
    const secondsOf = stamps();
    let hasBegun = false;
    const make = async (): Promise<void> => {
      hasBegun = true;
      const clips = await exhibitClips({
        kept,
        signal,
        fromSeconds: seconds - BEFORE_SECONDS,
        toSeconds: seconds + AFTER_SECONDS,
        secondsOf,
        coverAt: (at) => pixelation.at(at),
        masks,
      });
      const { camera } = order;
      if (clips?.shown !== undefined)
        say({ report: "clip", camera, refs: [...refs], clip: clips.shown, originalClip: clips.original ?? null });
    };
    // Told to stop before its turn: nothing of it may be looked at any more.
    const making = turns.take(make, signal).finally(() => {
      if (!hasBegun) kept[Symbol.dispose]();
      this.#making.delete(making);
    });
    this.#making.add(making);
  }
}

interface Stills {
  readonly shown?: Uint8Array<ArrayBuffer> | undefined;
  readonly original?: Uint8Array<ArrayBuffer> | undefined;
}
