/** Interrupts a blocked read. */
export class Watchdog {
  readonly #seconds: number;
  readonly #interrupt: () => void;
  #timer: NodeJS.Timeout | undefined;
  expired = false;

  constructor(seconds: number, interrupt: () => void) {
    this.#seconds = seconds;
    this.#interrupt = interrupt;
  }

  start(): void {
    this.stop();
    this.#timer = setTimeout(() => {
      this.expired = true;
      this.#interrupt();
    }, this.#seconds * 1000);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
