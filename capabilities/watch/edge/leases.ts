import type { CameraId } from "@cordon/kernel";
import type { EdgeOrder } from "../words/edge.ts";

interface Lease {
  readonly order: EdgeOrder;
  readonly untilMs: number;
}

/** What an edge may watch, and until when; by its own monotonic clock, which nobody sets. */
export class Leases {
  readonly #elapsedMs: () => number;
  readonly #leases = new Map<CameraId, Lease>();

  constructor(elapsedMs: () => number) {
    this.#elapsedMs = elapsedMs;
  }

  get cameras(): readonly CameraId[] {
    return [...this.#leases.keys()];
  }

  has(camera: CameraId): boolean {
    const lease = this.#leases.get(camera);
    return lease !== undefined && lease.untilMs > this.#elapsedMs();
  }

  orderOf(camera: CameraId): EdgeOrder | undefined {
    return this.#leases.get(camera)?.order;
  }

  /** From when it was asked for. True when it was not being watched before; nothing is granted that is over already. */
  grant(order: EdgeOrder, askedMs: number): boolean {
    const isNew = !this.#leases.has(order.camera);
    const untilMs = askedMs + 1000 * order.leaseSeconds;
    if (isNew && untilMs <= this.#elapsedMs()) return false;
    this.#leases.set(order.camera, { order, untilMs });
    return isNew;
  }

  end(camera: CameraId): void {
    this.#leases.delete(camera);
  }

  /** Those whose time is over. */
  over(): readonly CameraId[] {
    const nowMs = this.#elapsedMs();
    return [...this.#leases].filter(([, { untilMs }]) => untilMs <= nowMs).map(([camera]) => camera);
  }
}
