import { hasRoom, isCall, type Letter, pressesOf } from "../outbox/letters.ts";
import { Courier } from "../outbox/courier.ts";
import type { Sent } from "../outbox/presses.ts";
import type { Desk } from "./desk.ts";
import { lastRetryMs } from "./pace.ts";
import { isHidden } from "./seen.ts";

export interface MailParts {
  readonly desk: Omit<Desk, "post">;
  readonly send: (letter: Letter) => Promise<Sent>;
  /** What the phone learns from an answer, once the letter is gone from the outbox. */
  readonly settled: (letter: Letter, sent: Sent) => Promise<void>;
  /** Everything that waited was taken. */
  readonly emptied: () => void;
}

/** Keeps letters and carries them: calls for help by a courier of their own, so that they wait behind no request that hangs. */
export class Mail implements Disposable {
  readonly #parts: MailParts;
  readonly #help: Courier;
  readonly #rest: Courier;

  constructor(parts: MailParts) {
    this.#parts = parts;
    const { desk } = parts;
    const common = {
      outbox: () => desk.keeping()?.letters() ?? Promise.resolve([]),
      send: (letter: Letter): Promise<Sent> =>
        desk.identified() ? parts.send(letter) : Promise.resolve({ outcome: "unknown" }),
      settled: (letter: Letter, sent: Sent) => this.#settled(letter, sent),
      nowMs: () => Date.now(),
      spread: () => Math.random(),
    };
    this.#help = new Courier({
      ...common,
      name: "help",
      lastRetryMs: () => lastRetryMs("help", isHidden()),
      carries: isSos,
      onTry: (sosTries) => desk.shown.show({ sosTries }),
    });
    this.#rest = new Courier({
      ...common,
      name: "courier",
      lastRetryMs: () => lastRetryMs("rest", isHidden()),
      carries: (letter) => !isSos(letter),
    });
  }

  /** Durable when it returns, as far as a browser can tell; on its way by then. */
  async post(letter: Letter): Promise<void> {
    const { desk } = this.#parts;
    if (!hasRoom(desk.shown.state().outbox, letter.what)) return;
    this.#show([...desk.shown.state().outbox, letter]);
    await desk.keeping()?.addLetter(letter);
    void this.wake();
  }

  async drop(ids: readonly string[]): Promise<void> {
    const { desk } = this.#parts;
    this.#show(desk.shown.state().outbox.filter(({ id }) => !ids.includes(id)));
    await desk.keeping()?.dropLetters(ids);
  }

  /** Reads again what waits: another page of this phone may have sent some of it. */
  async look(): Promise<void> {
    this.#show((await this.#parts.desk.keeping()?.letters()) ?? []);
  }

  async wake(): Promise<void> {
    await Promise.all([this.#help.wake(), this.#rest.wake()]);
  }

  [Symbol.dispose](): void {
    this.#help[Symbol.dispose]();
    this.#rest[Symbol.dispose]();
  }

  async #settled(letter: Letter, sent: Sent): Promise<void> {
    const { desk, settled, emptied } = this.#parts;
    // What follows from the answer is kept first: killed in between, the letter is sent again and answered the same.
    await settled(letter, sent);
    await desk.keeping()?.dropLetters([letter.id]);
    await this.look();
    const { outbox } = desk.shown.state();
    // What had to wait for the call may go now.
    if (isCall(letter) && !outbox.some(isCall)) void this.#rest.wake();
    if (outbox.length === 0) emptied();
  }

  #show(outbox: readonly Letter[]): void {
    this.#parts.desk.shown.show({ outbox, queue: pressesOf(outbox) });
  }
}

const isSos = (letter: Letter): boolean => letter.what === "sos" || letter.what === "call-off";
