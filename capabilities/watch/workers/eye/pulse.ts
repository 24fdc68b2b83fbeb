import type { CameraPulse } from "../../words/health.ts";

const EVERY_SECONDS = 3;
/** Later than this, or dropping this share of what it should analyse, a camera is not analysed as fast as it comes. */
const LATE_SECONDS = 0.5;
const DROPPING_SHARE = 0.2;
const BEHIND_SECONDS = 10;
/** Sustained this long, an operator is called: somebody has to take cameras off this machine, or to look elsewhere. */
const ALARM_SECONDS = 60;

/** What is read of an open stream; counts only grow. */
export interface StreamState {
  readonly width: number;
  readonly height: number;
  readonly codec: string;
  readonly decodedBy: CameraPulse["decodedBy"];
  readonly dropped: number;
  readonly damaged: number;
  readonly jumps: number;
  readonly lagSeconds: number;
  /** Looks of the detector at it; undefined without one. */
  readonly looks: number | undefined;
}

export interface Beat {
  readonly pulse: CameraPulse;
  /** True once in an episode: it has been behind for a minute. */
  readonly alarm: boolean;
}

/** Counts what happens to one camera's pictures and says how it is doing, every few seconds. Time is handed in, monotonic seconds. */
export class PulseMeter {
  readonly #group: number;
  #opened = 0;
  #since = 0;
  #analysed = 0;
  #dropped = 0;
  #damaged = 0;
  #looks = 0;
  #behindSince: number | undefined;
  #alarmed = false;

  constructor(group: number) {
    this.#group = group;
  }

  /** A stream was opened, the first or again. */
  opened(now: number): void {
    this.#opened++;
    this.#since = now;
    this.#analysed = 0;
    this.#dropped = 0;
    this.#damaged = 0;
    this.#looks = 0;
  }

  /** A picture was analysed. Answers when it is time to say so. */
  analysed(stream: StreamState, seen: Pick<CameraPulse, "stream" | "blind">, now: number): Beat | undefined {
    this.#analysed++;
    const seconds = now - this.#since;
    if (seconds < EVERY_SECONDS) return undefined;
    const dropped = stream.dropped - this.#dropped;
    const damaged = stream.damaged - this.#damaged;
    const analysed = this.#analysed;
    const looks = stream.looks === undefined ? undefined : stream.looks - this.#looks;
    const late = stream.lagSeconds > LATE_SECONDS || dropped > DROPPING_SHARE * (analysed + dropped);
    if (!late) {
      this.#behindSince = undefined;
      this.#alarmed = false;
    } else this.#behindSince ??= this.#since;
    const lateSeconds = this.#behindSince === undefined ? 0 : now - this.#behindSince;
    const alarm = lateSeconds >= ALARM_SECONDS && !this.#alarmed;
    this.#alarmed ||= alarm;
    this.#since = now;
    this.#analysed = 0;
    this.#dropped = stream.dropped;
    this.#damaged = stream.damaged;
    this.#looks = stream.looks ?? this.#looks;
    return {
      alarm,
      pulse: {
        widthPixels: stream.width,
        heightPixels: stream.height,
        codec: stream.codec.slice(0, 40),
        decodedBy: stream.decodedBy,
        ...seen,
        analysedPerSecond: perSecond(analysed, seconds),
        looksPerSecond: looks === undefined ? null : perSecond(looks, seconds),
        droppedPerSecond: perSecond(dropped, seconds),
        damagedPerSecond: perSecond(damaged, seconds),
        lagSeconds: Math.min(86_400, Math.round(100 * Math.max(0, stream.lagSeconds)) / 100),
        behind: lateSeconds >= BEHIND_SECONDS,
        clockJumps: stream.jumps,
        reconnects: this.#opened - 1,
        group: this.#group,
      },
    };
  }
}

const perSecond = (count: number, seconds: number): number => Math.min(10_000, Math.round((10 * count) / seconds) / 10);
