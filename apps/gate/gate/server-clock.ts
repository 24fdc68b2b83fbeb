import { type Instant, instantOf } from "@cordon/kernel";

/** The two clocks of a device, in milliseconds: what it shows, which anybody may set, and one that only goes forward but may rest with it. */
export interface DeviceClocks {
  readonly wallMs: () => number;
  readonly steadyMs: () => number;
}

const HERE: DeviceClocks = { wallMs: () => Date.now(), steadyMs: () => performance.now() };

/** Both clocks are read one after the other, and one is nudged by the network's time: less is no setting back. */
const SET_BACK_MS = 1_000;

/**
 * The server's time, as well as this device knows it. A clock that is set back while the gate is cut off is found out by the steady one; one
 * that was set back while the page was closed, by what the server had said before. Set forward it looks like a device that slept, and is believed
 * until the server is heard again.
 */
export class ServerClock {
  readonly #clocks: DeviceClocks;
  /** Device's clock minus the server's, when they were last compared. */
  #comparedMs: number | null = null;
  #wallMs = 0;
  #steadyMs = 0;

  constructor(clocks = HERE) {
    this.#clocks = clocks;
  }

  /** @param askedMs and `heardMs`: when the server was asked and when it had answered, by this device's clock */
  compare(askedMs: number, heardMs: number, serverMs: number): void {
    // Half of the way there and back is taken as the way back.
    this.#compared(Math.round((askedMs + heardMs) / 2 - serverMs));
  }

  /** Goes on with what was known. @param atLeastMs the server's time cannot be before this: it said so itself */
  recall(skewMs: number, atLeastMs: number): void {
    const wallMs = this.#clocks.wallMs();
    this.#compared(wallMs - skewMs < atLeastMs ? wallMs - atLeastMs : skewMs);
  }

  #compared(skewMs: number): void {
    this.#comparedMs = skewMs;
    this.#wallMs = this.#clocks.wallMs();
    this.#steadyMs = this.#clocks.steadyMs();
  }

  /** Device's clock minus the server's; null when never compared. */
  get skewMs(): number | null {
    if (this.#comparedMs === null) return null;
    const wentMs = this.#clocks.wallMs() - this.#wallMs;
    const setBackMs = this.#clocks.steadyMs() - this.#steadyMs - wentMs;
    return setBackMs > SET_BACK_MS ? this.#comparedMs - Math.round(setBackMs) : this.#comparedMs;
  }

  now(): Instant {
    return instantOf(this.#clocks.wallMs() - (this.skewMs ?? 0));
  }
}
