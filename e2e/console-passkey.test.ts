import { describe, expect, it } from "vitest";
import { z } from "zod";
import { hasBrowser, testBrowser } from "./browser.ts";
import { openHouse } from "./house.ts";
import { withAuthenticator } from "./passkey.ts";

const Invited = z.object({ person: z.string(), link: z.string() });

describe.skipIf(!hasBrowser)("a person with a passkey", () => {
  it("takes an invitation up once, signs in with the passkey, and is out at once when revoked", async () => {
    await using house = await openHouse();
    const { person, link } = Invited.parse(
      await house.order("identity.invite-person", { name: "A. Martin", roles: ["operator"], contingent: null }),
    );
    await using browser = await testBrowser({ language: "en" });
    const page = await browser.open("about:blank");
    await withAuthenticator(browser, page);

    await page.goto(link);
    await page.getByRole("button", { name: "Make my passkey" }).click();
    await page.getByRole("button", { name: "Menu: A. Martin" }).waitFor();
    expect(page.url()).not.toContain("#");

    await page.getByRole("button", { name: "Menu: A. Martin" }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.getByRole("button", { name: "Menu: A. Martin" }).waitFor();
    // An operator sees no list of people; whoever may see everything has one.
    expect(await page.getByRole("button", { name: "People" }).count()).toBe(0);

    await house.order("identity.revoke-person", { person, because: "the watch is over" });
    await page.getByRole("button", { name: "Sign in with a passkey" }).waitFor();
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.getByRole("alert").first().waitFor();

    await page.goto(link);
    await page.reload();
    await page.getByRole("button", { name: "Make my passkey" }).click();
    await page.getByRole("alert").first().waitFor();
  });
});
