import type { AccessApi } from "@cordon/access";
import type { QueueReport } from "@cordon/access/words";
import type { Client } from "@cordon/ui";
import { Courier } from "../queue/courier.ts";
import type { Keeping } from "./kept.ts";
import type { Link } from "./link.ts";
import type { Store } from "./store.ts";

/** What the gate still has to say: scans that wait, and how long the steward said the queue was. */
export class Outbox implements Disposable {
  readonly courier: Courier;
  readonly #store: Store;
  readonly #client: Client<AccessApi>;
  readonly #keeping: () => Keeping | null;
  #queue: QueueReport | null = null;

  constructor(store: Store, client: Client<AccessApi>, link: Link, keeping: () => Keeping | null) {
    this.#store = store;
    this.#client = client;
    this.#keeping = keeping;
    this.courier = new Courier({
      // Without a server to take them nothing is sent; when it is in reach again, the courier is woken.
      kept: async (most) => (link.live ? ((await keeping()?.scans(most)) ?? []) : []),
      send: (scans) => link.send(scans),
      taken: async (ids) => {
        await keeping()?.dropScans(ids);
        await this.count();
      },
      refused: async (id, because) => {
        await keeping()?.refuseScan(id, because);
        await this.count();
      },
      spread: () => Math.random(),
    });
  }

  async count(): Promise<void> {
    const keeping = this.#keeping();
    if (keeping === null) return;
    const waiting = await keeping.countScans();
    const refused = await keeping.refused();
    const last = refused.at(-1);
    // What was handed over has made room.
    if (waiting === 0 && keeping.reserveGone) await keeping.setReserve();
    const noted = {
      reserveGone: keeping.reserveGone,
      refused: last === undefined ? null : { count: refused.length, detail: last.because },
      ...(waiting < this.#store.state().waiting ? { full: false } : {}),
    };
    this.#store.note(noted, { waiting });
  }

  /** Only the last report is kept: how many waited a while ago is no news. */
  report(report: QueueReport): void {
    this.#queue = report;
  }

  /** Whether the server took the report. */
  async sendReport(): Promise<boolean> {
    const report = this.#queue;
    if (report === null) return false;
    const answer = await this.#client.order("access.report-queue", report);
    if (answer.ok && this.#queue === report) this.#queue = null;
    return answer.ok;
  }

  [Symbol.dispose](): void {
    this.courier[Symbol.dispose]();
  }
}
