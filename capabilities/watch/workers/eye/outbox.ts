import type { CameraId } from "@cordon/kernel";
import type { Report } from "./protocol.ts";

/** Live pieces on their way to the parent, of all cameras: a second of sixteen of them. */
const MOST_LIVE = 400;

/**
 * What the process says to its parent. What was noticed waits for as long as the parent takes; what is live does not: when the parent is slow,
 * pieces of pictures are dropped, and each camera goes on with its next key frame.
 */
export class Outbox {
  readonly #send: (report: Report, sent: () => void) => void;
  readonly #most: number;
  readonly #broken = new Set<CameraId>();
  #underWay = 0;

  /** @param send calls back when the report is handed over */
  constructor(send: (report: Report, sent: () => void) => void, most = MOST_LIVE) {
    this.#send = send;
    this.#most = most;
  }

  post(report: Report): void {
    if (report.report !== "live" && report.report !== "overlay") return this.#send(report, () => {});
    const isFull = this.#underWay >= this.#most;
    if (report.report === "live") {
      if (isFull) this.#broken.add(report.camera);
      else if (report.key) this.#broken.delete(report.camera);
      if (this.#broken.has(report.camera)) return;
    }
    if (isFull) return;
    this.#underWay++;
    this.#send(report, () => this.#underWay--);
  }
}
