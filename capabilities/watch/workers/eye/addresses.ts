import type { CameraPulse } from "../../words/health.ts";
import type { WatchOrder } from "./protocol.ts";

export interface Address {
  readonly stream: CameraPulse["stream"];
  readonly address: string;
}

/**
 * Which of a camera's addresses is read: its sub-stream where it has one, and its main stream when the other gives nothing. Everything - what is
 * analysed, stills, clips, the live picture - comes from the one that is read: people are hidden in the very pixels in which they were seen.
 */
export class Addresses {
  readonly #all: readonly [Address, ...Address[]];
  #turn = 0;
  #hasSeen = false;

  constructor({ address, subAddress }: Pick<WatchOrder, "address" | "subAddress">) {
    const main: Address = { stream: "main", address };
    this.#all = subAddress === null ? [main] : [{ stream: "sub", address: subAddress }, main];
  }

  /** The one to try now. */
  get next(): Address {
    return this.#all[this.#turn % this.#all.length] ?? this.#all[0];
  }

  /** It gave a picture. */
  seen(): void {
    this.#hasSeen = true;
  }

  /** It gave no more: one that gave nothing gives way to the other, one that did is tried first again. */
  failed(): void {
    this.#turn = this.#hasSeen ? 0 : this.#turn + 1;
    this.#hasSeen = false;
  }
}
