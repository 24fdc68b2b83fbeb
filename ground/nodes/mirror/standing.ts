import type { Instant } from "@cordon/kernel";
import type { Clock } from "../../clock.ts";
import type { Asked } from "./centre.ts";

export type LinkState = "connecting" | "connected" | "cut" | "refused" | "other-version" | "other-journal";

/** How the link to the centre is, as the node itself sees it. */
export interface LinkStanding {
  readonly state: LinkState;
  readonly since: Instant;
  /** Why it is not connected; null when it is. */
  readonly because: string | null;
  readonly followed: number;
  /** What the centre has taken; null before it said so. */
  readonly taken: number | null;
  readonly skewMs: number | null;
}

type Direction = "down" | "up";
interface Wrong {
  readonly state: "other-version" | "other-journal";
  readonly because: string;
}

/** What the two directions of a mirror know together. */
export class Standing {
  readonly #clock: Clock;
  readonly #say: (state: LinkState, because: string | null) => void;
  #state: LinkState = "connecting";
  #because: string | null = null;
  #since: Instant;
  readonly #wrong = new Map<Direction, Wrong>();
  followed = 0;
  taken: number | null = null;
  /** As it was last counted. */
  waiting: number | null = null;
  skewMs: number | null = null;

  /** @param say is told when the state changes */
  constructor(clock: Clock, say: (state: LinkState, because: string | null) => void) {
    this.#clock = clock;
    this.#say = say;
    this.#since = clock.now();
  }

  now(): LinkStanding {
    const { followed, taken, skewMs } = this;
    return { state: this.#state, since: this.#since, because: this.#because, followed, taken, skewMs };
  }

  /** An answer came, or did not. */
  asked(answer: Asked<unknown>): void {
    if (answer.came !== "answer") return this.#is(answer.came, answer.because);
    const [wrong] = this.#wrong.values();
    if (wrong === undefined) this.#is("connected", null);
    else this.#is(wrong.state, wrong.because);
  }

  /** A direction cannot go on until a person has put something right. It stays so, however well the other direction goes. */
  wrong(direction: Direction, state: Wrong["state"], because: string): void {
    this.#wrong.set(direction, { state, because });
    this.#is(state, because);
  }

  /** A direction goes well. */
  right(direction: Direction): void {
    this.#wrong.delete(direction);
  }

  #is(state: LinkState, because: string | null): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#because = because;
    this.#since = this.#clock.now();
    this.#say(state, because);
  }
}
