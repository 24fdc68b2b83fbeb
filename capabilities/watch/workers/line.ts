/**
 * Tasks one after the other, each begun when the one before it ended. One that fails is told of and stops none of the others: a worker outlives what
 * went wrong with one camera, one signal, one model.
 */
export class Line implements AsyncDisposable {
  readonly #failed: (error: unknown) => void;
  #last: Promise<unknown> = Promise.resolve();

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** At the end of the line. */
  add(task: () => Promise<void>): void {
    this.#last = this.#last.then(task).catch(this.#failed);
  }

  /** The same, for who waits for what comes of it, and is told when it fails as well. */
  run<Result>(task: () => Promise<Result>): Promise<Result> {
    const done = this.#last.then(task);
    this.#last = done.catch(this.#failed);
    return done;
  }

  /** What looks at everything there is: however often it is asked for before it begins, it is done once; asked for while it is done, once more. */
  review(task: () => Promise<void>): () => void {
    let waits = false;
    return () => {
      if (waits) return;
      waits = true;
      this.add(() => {
        waits = false;
        return task();
      });
    };
  }

  /** Resolves when nothing is in it any more. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (let last: unknown; last !== this.#last; await this.#last) last = this.#last;
  }
}
