import type { ShowOrder, StillOrder } from "./protocol.ts";

/** Who looks at one camera, as its thread was told; it outlives the stream, which may end and begin again. */
export class Showing {
  #live = false;
  #overlay = false;
  #still = false;
  #keyWanted = false;

  obey(order: ShowOrder | StillOrder): void {
    if (order.order === "still") {
      this.#still = true;
      return;
    }
    // Told again means that somebody came: they wait for a picture to begin with.
    this.#keyWanted ||= order.live;
    this.#live = order.live;
    this.#overlay = order.overlay;
  }

  get live(): boolean {
    return this.#live;
  }

  get overlay(): boolean {
    return this.#overlay;
  }

  get still(): boolean {
    return this.#still;
  }

  /** Somebody waits for a picture that can be shown by itself; once. */
  takeKey(): boolean {
    const wanted = this.#keyWanted;
    this.#keyWanted = false;
    return wanted;
  }

  /** Somebody waits for a still; once. */
  takeStill(): boolean {
    const wanted = this.#still;
    this.#still = false;
    return wanted;
  }
}
