import type { Page } from "playwright-core";
import type { TestBrowser } from "./browser.ts";

/** Gives a page's browser an authenticator in software, as a laptop has one: discoverable passkeys, its user verified. */
export async function withAuthenticator(browser: TestBrowser, page: Page): Promise<void> {
  const tools = await browser.context.newCDPSession(page);
  await tools.send("WebAuthn.enable", { enableUI: false });
  await tools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}
