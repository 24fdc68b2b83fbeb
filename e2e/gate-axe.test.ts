import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, testBrowser, type TestBrowser, type View } from "./browser.ts";
import { faults, misfits } from "./device-looks.ts";
import { gateStories, type Stories } from "./gate-stories.ts";

let stories: Stories;
let states: readonly string[];
/** The moment all of them are shown at. */
let time: string;

beforeAll(async () => {
  if (!hasBrowser) return;
  stories = await gateStories();
  await using browser = await testBrowser();
  const page = await browser.open(stories.urlOf());
  states = await page.getByRole("link").allInnerTexts();
  time = (await page.getByRole("list").getAttribute("data-time")) ?? "";
  // A list that came to nothing would find no fault.
  expect(states.length).toBeGreaterThan(40);
});
afterAll(async () => {
  await stories?.[Symbol.asyncDispose]();
});

/** What opens under the thumb, by the buttons that lead there. */
const SHEETS: Readonly<Record<string, readonly RegExp[]>> = {
  escort: [/^Escort/],
  "a number": [/^(Type a number|Taper un numéro)$/],
  "why a number": [/^(Type a number|Taper un numéro)$/, /^7$/, /^(Go on|Continuer)$/],
  "a reason of one's own": [
    /^(Type a number|Taper un numéro)$/,
    /^7$/,
    /^(Go on|Continuer)$/,
    /^(Another reason|Autre motif)$/,
  ],
  "no such number": [/^(Type a number|Taper un numéro)$/, /^7$/, /^(Go on|Continuer)$/, /^(Code damaged|Code abîmé)$/],
  more: [/^(More|Plus)$/],
  queue: [/^(More|Plus)$/, /^(How many wait|Combien attendent)/],
  work: [/^(More|Plus)$/, /^(Lane, direction|File, sens)/],
  "enrolment by camera": [/^(Scan the code here|Scanner le code ici)$/],
};
/** Where a sheet opens from another state than a gate at work. */
const FROM: Readonly<Record<string, string>> = { "enrolment by camera": "standing-unenrolled" };

/** A browser in which it is the moment that all states are shown at. */
async function browserAt(view: View): Promise<TestBrowser> {
  const browser = await testBrowser(view);
  await browser.context.clock.setFixedTime(new Date(time));
  return browser;
}

async function opened(browser: TestBrowser, state: string): Promise<Page> {
  const page = await browser.context.newPage();
  await page.goto(stories.urlOf(state));
  await page.getByRole("heading").or(page.getByRole("status")).first().waitFor();
  return page;
}

/** Axe takes its time: it sees each width, theme and language once. What fits where depends on width and language: all four are measured. */
const LOOKS: readonly (View & { readonly axe: boolean })[] = [
  { width: 390, height: 844, theme: "night", language: "fr", axe: true },
  { width: 390, height: 844, theme: "day", language: "en", axe: false },
  { width: 1024, height: 768, theme: "night", language: "fr", axe: false },
  { width: 1024, height: 768, theme: "day", language: "en", axe: true },
];
/** Pages that are looked at side by side: one waits for the browser while another is measured. */
const AT_ONCE = 2;

const verdicts = (): readonly string[] => states.filter((name) => name.startsWith("verdict-"));

/** Looks at each of these, and says what is wrong with it by its name. */
async function wrongWith(
  names: readonly string[],
  look: (name: string) => Promise<readonly string[]>,
): Promise<Record<string, readonly string[]>> {
  const found: Record<string, readonly string[]> = {};
  const waiting = names.values();
  const one = async () => {
    for (const name of waiting) {
      const wrong = await look(name);
      if (wrong.length > 0) found[name] = wrong;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return found;
}

describe.skipIf(!hasBrowser).each(LOOKS)("the gate at $width x $height, $theme, $language", (look) => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await browserAt(look);
  });
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]();
  });

  const wrongOn = async (page: Page) => {
    const wrong = [...(look.axe ? await faults(page) : []), ...(await misfits(page))];
    await page.close();
    return wrong;
  };

  it("has targets for a thumb and, where axe looks, no fault and a contrast of 7 to 1, in every state", async () => {
    expect(await wrongWith(states, async (state) => wrongOn(await opened(browser, state)))).toEqual({});
  });

  it("nor in any sheet", async () => {
    const found = await wrongWith(Object.keys(SHEETS), async (name) => {
      const page = await opened(browser, FROM[name] ?? "ready");
      for (const press of SHEETS[name] ?? []) await page.getByRole("button", { name: press }).first().click();
      return wrongOn(page);
    });
    expect(found).toEqual({});
  });
});

describe.skipIf(!hasBrowser)("a verdict", () => {
  it.each([
    [390, 844],
    [360, 640],
    [844, 390],
    [1024, 768],
  ])("shows its word and its buttons without scrolling on %i x %i, in the longer language", async (width, height) => {
    await using browser = await browserAt({ width, height, theme: "night", language: "fr" });
    const hidden = await wrongWith(verdicts(), async (state) => {
      const page = await opened(browser, state);
      const word = await page.getByRole("heading", { level: 2 }).boundingBox();
      const next = await page.getByRole("button", { name: "Suivant" }).boundingBox();
      await page.close();
      const fits = word !== null && word.y >= 0 && next !== null && next.y + next.height <= height + 1;
      return fits ? [] : [`word at ${word?.y}, button to ${(next?.y ?? 0) + (next?.height ?? 0)}`];
    });
    expect(hidden).toEqual({});
  });

  it("says with every one how old the revocations are that it went by, or that there were none", async () => {
    await using browser = await browserAt({ width: 390, height: 844, theme: "day", language: "en" });
    const silent = await wrongWith(verdicts(), async (state) => {
      const page = await opened(browser, state);
      const said = await page.locator("[data-verdict]").innerText();
      await page.close();
      return /Revocations: (\d+\s(s|min)\sago|\d\d:\d\d:\d\d|never received)/.test(said) ? [] : [said];
    });
    expect(silent).toEqual({});
  });
});
