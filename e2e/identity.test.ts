import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { axeOn } from "./axe.ts";
import { type TestBrowser, testBrowser } from "./browser.ts";
import { withAuthenticator } from "./passkey.ts";
import { openSeriousHouse, type SeriousHouse } from "./serious-house.ts";

let house: SeriousHouse;
beforeAll(async () => {
  house = await openSeriousHouse();
});
afterAll(async () => {
  await house?.[Symbol.asyncDispose]();
});

const Said = z.object({ status: z.number(), body: z.unknown() });

/** Calls an operation as the page itself would, with the page's cookie. */
async function call(page: Page, name: string, input: unknown = {}, method: "GET" | "POST" = "POST") {
  const answer = await page.evaluate(
    async ([path, text, verb]) => {
      const url = verb === "GET" ? `${path}?input=${encodeURIComponent(text)}` : path;
      const init =
        verb === "GET" ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: text };
      const response = await fetch(url, init);
      return { status: response.status, body: await response.json() };
    },
    [`/api/${name.replace(".", "/")}`, JSON.stringify(input), method] as const,
  );
  return Said.parse(answer);
}
const whoami = async (page: Page) => (await call(page, "identity.whoami", {}, "GET")).body;

const Offered = z.object({ device: z.string(), link: z.string() });
const made = async (page: Page, name: string, input: unknown) => {
  const { status, body } = await call(page, name, input);
  if (status !== 200) throw new Error(`${name}: ${status} ${JSON.stringify(body)}`);
  return body;
};

/** Two people who were invited: one asks the other by name to take command, and the other takes it. */
async function commandIsAskedFor(admin: Page): Promise<void> {
  const joins = async (browser: TestBrowser, name: string, role: string): Promise<Page> => {
    const { link } = z
      .object({ link: z.string() })
      .parse(await made(admin, "identity.invite-person", { name, roles: [role], contingent: null }));
    const page = await browser.open(house.url);
    await withAuthenticator(browser, page);
    await page.goto(link);
    await page.getByRole("button", { name: "Make my passkey" }).click();
    await expect.poll(() => whoami(page), { timeout: 15_000 }).toMatchObject({ signedIn: true, name });
    return page;
  };
  await using first = await testBrowser({ language: "en" });
  await using second = await testBrowser({ language: "en" });
  const ada = await joins(first, "Ada Lovelace", "commander");
  const grace = await joins(second, "Grace Hopper", "operator");
  const report = { kind: "report", title: "Smoke over the quay", priority: 2, position: [2.2885, 48.8617] };
  const { incident } = z.object({ incident: z.string() }).parse(await made(ada, "command.open-incident", report));
  await ada.goto(`${house.url}/incidents/${incident}`);
  await ada.getByRole("button", { name: "Ask someone to take over…" }).click();
  await ada.getByLabel("Who", { exact: true }).selectOption("Grace Hopper");
  await ada.getByLabel("What they must know").fill("The fire brigade is on its way");
  await ada.getByRole("button", { name: "Ask", exact: true }).click();
  await ada.getByText("Grace Hopper was asked to take over.").waitFor();
  await grace.goto(`${house.url}/incidents/${incident}`);
  await grace.getByText("You are asked to take over.").waitFor();
  await grace.getByText("The fire brigade is on its way").first().waitFor();
  await grace.getByText("Ada Lovelace").first().waitFor();
  await grace.getByRole("button", { name: "Take over", exact: true }).click();
  await ada.getByRole("button", { name: "Take over", exact: true }).waitFor();
  await ada.getByText("Grace Hopper").first().waitFor();
}

describe("from the terminal's link to the work", () => {
  it("makes a passkey, signs in with it, works, and lets a phone in and out again", async () => {
    await using browser = await testBrowser({ language: "en" });
    const page = await browser.open(house.url);
    // Nobody is in, and nobody is let in: this server does not rehearse.
    expect(await whoami(page)).toEqual({ signedIn: false, rehearsalOffered: false });
    expect(await call(page, "identity.sign-in-rehearsal")).toMatchObject({ status: 403 });
    await withAuthenticator(browser, page);

    await page.goto(house.invitation);
    await page.getByRole("button", { name: "Make my passkey" }).click();
    await expect.poll(() => page.url(), { timeout: 15_000 }).toBe(`${house.url}/`);
    expect(await whoami(page)).toMatchObject({ signedIn: true, name: "Administrator", rehearsal: false });
    // No script can see the session.
    expect(await page.evaluate(() => document.cookie)).toBe("");
    const [cookie] = await browser.context.cookies();
    expect(cookie).toMatchObject({ name: "cordon_session", httpOnly: true, sameSite: "Strict" });

    expect(await call(page, "identity.sign-out")).toMatchObject({ status: 200 });
    await page.goto(house.url);
    expect(await whoami(page)).toMatchObject({ signedIn: false });
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expect.poll(() => whoami(page), { timeout: 15_000 }).toMatchObject({ signedIn: true, name: "Administrator" });

    // The link of the terminal was for one.
    const again = await browser.context.newPage();
    await again.goto(house.invitation);
    await again.getByRole("button", { name: "Make my passkey" }).click();
    await again.getByText(/used already, or is over/).waitFor();
    await again.close();

    const { contingent } = z.object({ contingent: z.string() }).parse(
      await made(page, "command.register-contingent", {
        reference: "FR-PN",
        name: "Police nationale",
        nation: "FR",
        languages: ["fr"],
      }),
    );
    const { unit } = z
      .object({ unit: z.string() })
      .parse(
        await made(page, "command.register-unit", { callSign: "Alpha 12", kind: "patrol", contingent, strength: 4 }),
      );
    const offered = Offered.parse(
      await made(page, "identity.offer-enrolment", { kind: "field", unit, contingent, label: "Alpha 12 phone" }),
    );

    await using phoneBrowser = await testBrowser({ width: 390, height: 844, language: "en" });
    const phone = await phoneBrowser.open(offered.link);
    await phone.getByRole("button", { name: "Yes, enrol" }).click();
    await phone.getByText("No task").waitFor();
    expect(await whoami(phone)).toMatchObject({
      signedIn: true,
      kind: "device",
      id: offered.device,
      roles: ["field-device"],
      unit,
    });
    // Its key cannot be taken out of it.
    expect(await call(phone, "identity.list-people", {}, "GET")).toMatchObject({ status: 403 });

    // The same code in another pocket is worth nothing.
    await using thiefBrowser = await testBrowser({ width: 390, height: 844, language: "en" });
    const thief = await thiefBrowser.open(offered.link);
    await thief
      .getByText(/used already, or is over|no longer|another code|new code/i)
      .first()
      .waitFor();
    expect(await whoami(thief)).toMatchObject({ signedIn: false });

    // The very next question is refused.
    await made(page, "identity.revoke-device", { device: offered.device, because: "lost on the quay" });
    expect(await whoami(phone)).toMatchObject({ signedIn: false });
    await phone.getByText("This phone was signed off").waitFor({ timeout: 30_000 });

    await commandIsAskedFor(page);

    expect(browser.troubles.filter((trouble) => /Content Security Policy|Refused to/i.test(trouble))).toEqual([]);
  });
});

describe("the public register", () => {
  it.each(["day", "night"] as const)("reads well on a phone by %s, for everybody", async (theme) => {
    await using browser = await testBrowser({ width: 390, height: 844, theme, language: "fr" });
    const page = await browser.open(`${house.url}/register`);
    expect(await page.title()).toContain("Registre public");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const { violations } = await axeOn(page)
      .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"])
      .analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(await browser.context.cookies()).toEqual([]);
    await page.getByRole("link", { name: "English" }).click();
    await page.getByRole("heading", { name: "Public register of processing" }).waitFor();
    expect(browser.troubles).toEqual([]);
  });
});
