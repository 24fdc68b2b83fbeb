import type { BrowserContext, Page } from "playwright-core";
import { testBrowser, type TestBrowser, type View } from "./browser.ts";
import type { GateCode, Pass, Site } from "./gate-site.ts";

/** A gate's phone: enrolled by the link of its QR code, posted, and driven by its hand scanner. */
export interface GateDevice extends AsyncDisposable {
  readonly page: Page;
  readonly browser: TestBrowser;
  readonly device: string;
  /** Reads a code as a hand scanner does: it types, fast, and ends with Enter. */
  scan(text: string): Promise<void>;
  /** Waits for a verdict, about this pass where one is given; answers all it says. */
  verdict(is: string, pass?: Pass): Promise<string>;
  press(name: string | RegExp): Promise<void>;
  /** What the strip and the notices say. */
  says(text: string | RegExp): Promise<void>;
  reach(inReach: boolean): Promise<void>;
}

export const PHONE: View = { width: 390, height: 844, theme: "night", language: "en" };

/** @param prepare makes the browser one of another phone before the gate is opened in it */
export async function gateDevice(
  site: Site,
  label: string,
  gate: GateCode,
  view: View = PHONE,
  prepare?: (context: BrowserContext) => Promise<void>,
): Promise<GateDevice> {
  const browser = await testBrowser(view);
  try {
    await prepare?.(browser.context);
    const { device, link } = await site.offer(label);
    const page = await browser.open(link);
    await page.getByRole("button", { name: /^(Yes, enrol|Oui, enrôler)$/ }).click();
    await page.getByRole("heading", { name: /^(No gate yet|Pas encore de point d’accès)$/ }).waitFor();
    await site.post(device, gate);
    await page.getByRole("heading", { level: 1, name: new RegExp(`(Gate|Point d’accès) ${gate}$`) }).waitFor();
    return driven(browser, page, device);
  } catch (error) {
    await browser[Symbol.asyncDispose]();
    throw error;
  }
}

export function driven(browser: TestBrowser, page: Page, device: string): GateDevice {
  return {
    page,
    browser,
    device,
    scan: (text) =>
      page.evaluate((typed) => {
        const target = document.activeElement ?? document.body;
        for (const key of [...Array.from(typed), "Enter"])
          target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      }, text),
    async verdict(is, pass) {
      const screen = page.locator(`[data-verdict="${is}"]`);
      const shown =
        pass === undefined ? screen : screen.filter({ hasText: new RegExp(`(Pass|Laissez-passer) ${pass.number}\\b`) });
      await shown.waitFor();
      return shown.innerText();
    },
    press: (name) => page.getByRole("button", { name, exact: true }).first().click(),
    says: (text) => page.getByText(text).first().waitFor(),
    reach: (inReach) => browser.context.setOffline(!inReach),
    [Symbol.asyncDispose]: () => browser[Symbol.asyncDispose](),
  };
}
