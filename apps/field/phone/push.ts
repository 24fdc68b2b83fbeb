import type { Desk } from "./desk.ts";

/** Web push: that there is something, and no more. Without it everything works as long as the page is open. */
export class PushDesk {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** What may be offered: nothing is asked of anybody. A phone that was subscribed before is again, as its session or unit may be another. */
  async look(): Promise<void> {
    const { shown } = this.#desk;
    if (!("Notification" in window) || !("PushManager" in window) || !("serviceWorker" in navigator)) return;
    if (Notification.permission === "denied") shown.show({ pushing: "denied" });
    else if (Notification.permission === "granted") await this.#subscribe();
    else if ((await this.#key()) !== null) shown.show({ pushing: "unasked" });
  }

  /** From a press, once it is clear what for: browsers ask once in a phone's life. */
  async allow(): Promise<void> {
    const said = await Notification.requestPermission();
    if (said === "granted") await this.#subscribe();
    else this.#desk.shown.show({ pushing: said === "denied" ? "denied" : "unasked" });
  }

  async #key(): Promise<string | null> {
    if (!this.#desk.identified()) return null;
    const answer = await this.#desk.client.ask("command.push-key", {}, this.#desk.signal);
    return answer.ok ? answer.output.key : null;
  }

  async #subscribe(): Promise<void> {
    const { client, shown, signal } = this.#desk;
    const key = await this.#key();
    if (key === null) return;
    const { pushManager } = await navigator.serviceWorker.ready;
    const subscription = await pushManager
      .subscribe({ userVisibleOnly: true, applicationServerKey: key })
      .catch(() => null);
    const { endpoint, keys } = subscription?.toJSON() ?? {};
    if (endpoint === undefined || keys?.["p256dh"] === undefined || keys["auth"] === undefined) return;
    const of = { endpoint, keys: { p256dh: keys["p256dh"], auth: keys["auth"] } };
    const answer = await client.order("command.subscribe-push", of, signal);
    if (answer.ok) shown.show({ pushing: "on" });
  }
}
