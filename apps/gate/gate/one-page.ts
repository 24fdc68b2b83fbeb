const NAME = "cordon-gate";

/**
 * Two pages of one device must not work at once: each would let in what the other has let in. The one that was opened first works, until it
 * is closed, killed, or another takes over; then it waits for its turn again.
 */
export class OnePage {
  readonly #lost: () => void;
  #waiting: AbortController | null = null;
  #release: (() => void) | null = null;

  /** @param lost another page took over */
  constructor(lost: () => void) {
    this.#lost = lost;
  }

  /** Whether this page may work now. */
  tryNow(): Promise<boolean> {
    return this.#ask({ ifAvailable: true });
  }

  /** Resolves once the page that works now is gone; false when this page took over meanwhile, or ended. */
  myTurn(): Promise<boolean> {
    this.#waiting?.abort();
    this.#waiting = new AbortController();
    return this.#ask({ signal: this.#waiting.signal });
  }

  takeOver(): Promise<boolean> {
    this.#waiting?.abort();
    return this.#ask({ steal: true });
  }

  #ask(options: LockOptions): Promise<boolean> {
    const { locks } = navigator;
    // Browsers without Web Locks are older than any that runs this; there, whoever opens a second page must know what they do.
    if (locks === undefined) return Promise.resolve(true);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    let held = false;
    void locks
      .request(NAME, options, (lock) => {
        held = lock !== null;
        resolve(held);
        if (!held) return undefined;
        return new Promise<void>((release) => {
          this.#release = release;
        });
      })
      .catch(() => {
        resolve(false);
        if (held) this.#lost();
      });
    return promise;
  }

  [Symbol.dispose](): void {
    this.#waiting?.abort();
    this.#release?.();
  }
}
