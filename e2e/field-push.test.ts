/**
 * A phone that looks away is told of a task: the server's own sending, over a socket, encrypted; the page's own subscribing; the service worker's
 * own showing. What stands in is what is not Cordon's: the push service that a browser's maker runs, on this machine (`pushService`), which hands
 * what it opened to Chromium where a push arrives in it (`ServiceWorker.deliverPushMessage`).
 */
import type { Page } from "playwright-core";
import { pushService } from "@cordon/command/testing/push-service.ts";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { hasBrowser } from "./browser.ts";
import { faults, misfits } from "./device-looks.ts";
import { fieldPhone, madeIn, press } from "./field-phone.ts";
import { openHouse } from "./house.ts";

const LONG = { timeout: 30_000 };
const Devices = z.object({ devices: z.array(z.object({ id: z.string(), label: z.string() })) });
const Key = z.object({ key: z.string() });

const go = (page: Page, name: string) => page.getByRole("navigation").getByRole("button", { name }).click();

/** What the service worker shows, by its tag. */
const shownOn = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ tag, title, body }) => `${tag}: ${title}${body}`).toSorted();
  });

describe.skipIf(!hasBrowser)("a phone that looks away", { timeout: 240_000 }, () => {
  it("is told by its service worker of a task and an urgent message, opens at it, and is told no more once that is switched off", async () => {
    await using stack = new AsyncDisposableStack();
    const house = stack.use(await openHouse(undefined, { CORDON_PUSH_HOSTS: "127.0.0.1" }));
    const service = await pushService(stack);
    const contingent = await madeIn(house, "command.register-contingent", {
      ...{ reference: "FR-PN", name: "Police nationale", nation: "FR", languages: ["fr"] },
    });
    const view = { width: 360, height: 640, theme: "night", language: "fr" } as const;
    const alpha = stack.use(await fieldPhone(house, { callSign: "Alpha 1", contingent, view, located: false }));
    const { page, browser, unit } = alpha;
    await browser.context.addInitScript(browserPushes, service.subscription("/alpha"));
    await page.reload();
    await go(page, "Service");
    const asked = page.getByRole("region", { name: "Quand cette page est fermée" });
    await asked.getByRole("button", { name: "M’avertir des missions" }).waitFor(LONG);
    const order = (text: string) =>
      madeIn(house, "command.offer-task", { unit, order: text, position: [2.2885, 48.8617] });
    await order("Personne n’est averti");

    // Allowed in the browser: subscribed, under the key that the server signs with.
    const session = await browser.context.newCDPSession(page);
    const permission = { name: "notifications" };
    await session.send("Browser.setPermission", { permission, setting: "granted", origin: house.url });
    await asked.getByText("Ce téléphone vous avertit des missions et des messages urgents.").waitFor(LONG);
    const { key } = Key.parse(await page.evaluate(async () => (await fetch("/api/command/push-key?input={}")).json()));
    expect(await page.evaluate(() => localStorage.getItem("subscribed under"))).toBe(key);
    expect([...(await faults(page)), ...(await misfits(page))]).toEqual([]);
    expect(service.received).toEqual([]);

    const registrations: string[] = [];
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations: known }) => {
      for (const { registrationId, scopeURL } of known)
        if (scopeURL === `${house.url}/field/`) registrations.push(registrationId);
    });
    await session.send("ServiceWorker.enable");
    /** Waits for the push service to get the message that many of which came before, and delivers it to the browser. */
    const delivered = async (before: number) => {
      await expect.poll(() => service.received.length, LONG).toBe(before + 1);
      const { text = "" } = service.received.at(-1) ?? {};
      const registrationId = registrations.at(-1) ?? "";
      await session.send("ServiceWorker.deliverPushMessage", { origin: house.url, registrationId, data: text });
    };
    /** A press on what is shown. Chromium without a screen has nothing to press on: the worker's own handler hears of it as of a press. */
    const pressed = async (tag: string) => {
      const worker = browser.context.serviceWorkers().find((one) => one.url().startsWith(`${house.url}/field/`));
      if (worker === undefined) throw new Error("no service worker");
      // Not by a person, such an event cannot be waited for, and says so once the handler has done what it does.
      await worker
        .evaluate(
          `self.registration.getNotifications({ tag: "${tag}" }).then(([notification]) =>
            self.dispatchEvent(new NotificationEvent("notificationclick", { notification })))`,
        )
        .catch(() => undefined);
    };

    await order("Garder la berge nord");
    await delivered(0);
    await expect.poll(() => shownOn(page), LONG).toEqual(["task-offered: Nouvelle mission"]);
    await pressed("task-offered");
    await page.getByText("Garder la berge nord").first().waitFor(LONG);
    await expect.poll(() => shownOn(page), LONG).toEqual([]);

    // An urgent message leads to the messages, and a second task to the tasks again, wherever its officer has gone since.
    await house.order("command.send-message", {
      ...{ to: { kind: "unit", unit }, text: "Revenez à la porte 3", urgency: "urgent" },
    });
    await delivered(1);
    await expect.poll(() => shownOn(page), LONG).toEqual(["message-urgent: Message urgent"]);
    await pressed("message-urgent");
    await page.getByRole("listitem").filter({ hasText: "Revenez à la porte 3" }).waitFor(LONG);
    await order("Fermer la porte 4");
    await delivered(2);
    await expect.poll(() => shownOn(page), LONG).toEqual(["task-offered: Nouvelle mission"]);
    await pressed("task-offered");
    await page.getByText("Fermer la porte 4").first().waitFor(LONG);
    await go(page, "Signaler");
    await order("Ouvrir la porte 5");
    await delivered(3);
    await expect.poll(() => shownOn(page), LONG).toEqual(["task-offered: Nouvelle mission"]);
    await pressed("task-offered");
    await page.getByText("Ouvrir la porte 5").first().waitFor(LONG);
    // Nothing that passed through others says what it was about.
    expect(service.received.map(({ news }) => news)).toEqual(
      ["task-offered", "message-urgent", "task-offered", "task-offered"].map((news) => ({ news })),
    );

    // Switched off out of reach: shown at once, and the server hears of it when it can.
    await go(page, "Service");
    await browser.context.setOffline(true);
    await press(page, "Couper");
    await asked.getByText("Coupé : page fermée, ce téléphone ne vous avertit de rien.").waitFor(LONG);
    const ended = page.waitForResponse(/unsubscribe-push/, LONG);
    await browser.context.setOffline(false);
    expect((await ended).ok()).toBe(true);
    expect(await page.evaluate(() => localStorage.getItem("subscribed under"))).toBe(null);
    await order("Personne n’est averti de celle-ci");
    // It stays off though the page is loaded again; switched on, the next order is told, and the one between never was.
    await page.reload();
    await go(page, "Service");
    await asked.getByText(/^Coupé/).waitFor(LONG);
    await asked.getByRole("button", { name: "M’avertir des missions" }).click();
    await asked.getByRole("button", { name: "Couper" }).waitFor(LONG);
    await order("Revenir au poste");
    await delivered(4);

    // Revoked: its browser's subscription is ended as well.
    const { devices } = Devices.parse(await house.ask("identity.list-devices", {}));
    const device = devices.find(({ label }) => label === "Alpha 1 phone")?.id;
    await house.order("identity.revoke-device", { device, because: "Perdu" });
    await page.getByRole("heading", { name: "Ce téléphone a été retiré" }).waitFor(LONG);
    await expect.poll(() => page.evaluate(() => localStorage.getItem("subscribed under")), LONG).toBe(null);
    await order("Pour personne");
    await page.waitForTimeout(2000);
    expect(service.received).toHaveLength(5);
  });
});

/** In the page: a browser's half of a push service, which Chromium has with its maker alone. */
function browserPushes(subscription: { readonly endpoint: string; readonly keys: Record<string, string> }): void {
  const UNDER = "subscribed under";
  const made = {
    toJSON: () => subscription,
    unsubscribe: async () => {
      localStorage.removeItem(UNDER);
      return true;
    },
  };
  Object.assign(PushManager.prototype, {
    subscribe: async ({ applicationServerKey }: PushSubscriptionOptionsInit) => {
      localStorage.setItem(UNDER, String(applicationServerKey));
      return made;
    },
    getSubscription: async () => (localStorage.getItem(UNDER) === null ? null : made),
  });
}
