import type { Desk } from "./desk.ts";
import type { PushWish } from "./kept.ts";

/** Web push: that there is something, and no more. Without it everything works as long as the page is open. */
export class PushDesk {
  readonly #desk: Desk;
  /** What is to be done with the server once it is in reach: find out what may be offered, or say that it is over. */
  #owed: "look" | "end" | null = "look";
  #turn: Promise<void> = Promise.resolve();
  #heedsBrowser = false;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** What may be offered: nothing is asked of anybody. A phone that was subscribed before is again, as its session or unit may be another. */
  look(): Promise<void> {
    return this.#inTurn(() => this.#look());
  }

  /** The server is in reach: what could not be said to it is said. */
  settle(): Promise<void> {
    if (this.#owed === null) return this.#turn;
    return this.#inTurn(async () => {
      if (this.#owed === "end") await this.#end();
      else if (this.#owed === "look") await this.#look();
    });
  }

  /** From a press, once it is clear what for: browsers ask once in a phone's life. */
  async allow(): Promise<void> {
    const said = await Notification.requestPermission();
    await this.#inTurn(async () => {
      if (said === "granted") {
        await this.#wish("on");
        await this.#subscribe();
      } else this.#desk.shown.show({ pushing: said === "denied" ? "denied" : "unasked" });
    });
  }

  /** Switched off: shown at once, said to the server as soon as it is in reach. */
  silence(): Promise<void> {
    this.#desk.shown.show({ pushing: "off" });
    return this.#inTurn(async () => {
      await this.#wish("ending");
      await this.#end();
    });
  }

  /** This phone is no unit's any more. The server knows that; the browser's push service does not. */
  leave(): Promise<void> {
    this.#desk.shown.show({ pushing: "unknown" });
    return this.#inTurn(async () => {
      this.#owed = null;
      await unsubscribe();
    });
  }

  /** One thing after another: what was pressed last is how it stays. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const before = this.#turn.catch(() => undefined);
    this.#turn = before.then(async () => {
      if (!this.#desk.signal.aborted) await work();
    });
    return this.#turn;
  }

  async #look(): Promise<void> {
    const { shown, keeping, signal } = this.#desk;
    this.#owed = "look";
    if (!this.#desk.identified()) return;
    if (!("Notification" in window) || !("PushManager" in window) || !("serviceWorker" in navigator)) {
      this.#owed = null;
      return shown.show({ pushing: "unsupported" });
    }
    if (!this.#heedsBrowser) {
      this.#heedsBrowser = true;
      const permission = await navigator.permissions?.query({ name: "notifications" }).catch(() => null);
      permission?.addEventListener("change", () => void this.look(), { signal });
    }
    const wish = (await keeping()?.get("push")) ?? null;
    const { permission } = Notification;
    if (permission === "denied") {
      this.#owed = null;
      shown.show({ pushing: "denied" });
      // Taken back in the browser's own settings: whoever sends has to know as well.
      if (wish === "on" || wish === "ending") await this.#end();
    } else if (wish === "ending") {
      shown.show({ pushing: "off" });
      await this.#end();
    } else if (wish === "off") {
      this.#owed = null;
      shown.show({ pushing: "off" });
    } else if (permission === "granted") await this.#subscribe();
    else if ((await this.#key()) !== null) shown.show({ pushing: "unasked" });
  }

  async #end(): Promise<void> {
    this.#owed = "end";
    await unsubscribe();
    const answer = await this.#desk.client.order("command.unsubscribe-push", {}, this.#desk.signal);
    if (!answer.ok) return;
    this.#owed = null;
    await this.#wish("off");
  }

  /** Null where there is none, or where the server could not be asked. */
  async #key(): Promise<string | null> {
    const answer = await this.#desk.client.ask("command.push-key", {}, this.#desk.signal);
    if (answer.ok) {
      this.#owed = null;
      return answer.output.key;
    }
    const sendsNone = answer.problem.reason === "unavailable";
    this.#owed = sendsNone ? null : "look";
    this.#desk.shown.show({ pushing: sendsNone ? "unsent" : "failed" });
    return null;
  }

  async #subscribe(): Promise<void> {
    const { client, shown, signal } = this.#desk;
    const key = await this.#key();
    if (key === null) return;
    const { pushManager } = await navigator.serviceWorker.ready;
    const asked = { userVisibleOnly: true, applicationServerKey: key };
    const subscription = await pushManager
      .subscribe(asked)
      // A subscription from under another key of the server's stands in the way.
      .catch(async () => ((await unsubscribe()) ? pushManager.subscribe(asked) : null))
      .catch(() => null);
    const { endpoint, keys } = subscription?.toJSON() ?? {};
    if (endpoint === undefined || keys?.["p256dh"] === undefined || keys["auth"] === undefined)
      return shown.show({ pushing: "failed" });
    const of = { endpoint, keys: { p256dh: keys["p256dh"], auth: keys["auth"] } };
    const answer = await client.order("command.subscribe-push", of, signal);
    if (answer.ok) {
      await this.#wish("on");
      shown.show({ pushing: "on" });
    } else if (answer.problem.reason === "offline") this.#owed = "look";
    else shown.show({ pushing: "failed" });
  }

  async #wish(push: PushWish): Promise<void> {
    await this.#desk.keeping()?.put("push", push);
  }
}

/** @returns whether there was a subscription, and it is over */
async function unsubscribe(): Promise<boolean> {
  const registration = await navigator.serviceWorker?.getRegistration();
  const subscription = await registration?.pushManager?.getSubscription().catch(() => null);
  return (await subscription?.unsubscribe().catch(() => false)) ?? false;
}
