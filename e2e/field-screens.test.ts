/** Every screen of the field phone, as it is with much on it, with nothing, and without a network: by night and day, in both languages, in large letters. */
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { hasBrowser, type View } from "./browser.ts";
import { faults, misfits } from "./device-looks.ts";
import { enrolledFor, madeIn } from "./field-phone.ts";
import { instantOf } from "@cordon/kernel";
import { openHouse } from "./house.ts";

const LONG = { timeout: 30_000 };
const MINUTE_MS = 60_000;
const begun = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
const minutes = (count: number) => instantOf(begun + count * MINUTE_MS);

type Look = Required<Pick<View, "theme" | "language" | "width">> & { readonly letters: "100%" | "200%" };
const LOOKS: readonly Look[] = [
  { theme: "night", language: "fr", width: 390, letters: "100%" },
  { theme: "day", language: "en", width: 390, letters: "100%" },
  { theme: "day", language: "fr", width: 320, letters: "200%" },
  { theme: "night", language: "en", width: 320, letters: "200%" },
];
const SCREENS = {
  tasks: { fr: "Missions", en: "Tasks" },
  report: { fr: "Signaler", en: "Report" },
  talk: { fr: "Messages", en: "Messages" },
  shift: { fr: "Service", en: "Shift" },
} as const;

/** English that stands where French should: words that French has not. */
const ENGLISH = /(?<!\p{L})(the|your|is|are|will|unit|shift|task|unknown|nobody|of|by|with)(?!\p{L})/iu;
/** What is held up to somebody is in their language. */
const IN_ANY_LANGUAGE = new Set(["phrases", "a phrase"]);

describe.skipIf(!hasBrowser)("the field phone's screens", { timeout: 240_000 }, () => {
  it.each(LOOKS)("$theme, $language, $width px, letters of $letters", async (look) => {
    await using house = await openHouse();
    const { language } = look;
    const contingent = await madeIn(house, "command.register-contingent", {
      ...{ reference: "FR-PN", name: "Police nationale", nation: "FR", languages: ["fr"] },
    });
    const place = await madeIn(house, "command.draw-place", {
      ...{ reference: "GATE-3", kind: "post", regime: null },
      name: { fr: "Porte 3, esplanade du Trocadéro", en: "Gate 3, Trocadéro esplanade" },
      shape: { type: "Point", coordinates: [2.2885, 48.8617] },
    });
    const unit = await madeIn(house, "command.register-unit", {
      ...{ callSign: "Alpha 1", kind: "patrol", strength: 2, contingent },
    });
    const view: View = { width: look.width, height: 844, theme: look.theme, language };
    await using phone = await enrolledFor(house, { unit, contingent, label: "Alpha 1", view });
    const { page, browser } = phone;
    const enlarge = () => page.evaluate((size) => void (document.documentElement.style.fontSize = size), look.letters);
    await enlarge();

    const found: string[] = [];
    const see = async (name: string) => {
      const all = [...(await faults(page)), ...(await misfits(page)), ...(await cut(page))];
      if (language === "fr" && !IN_ANY_LANGUAGE.has(name)) all.push(...(await englishOn(page)));
      found.push(...all.map((each) => `${name}: ${each}`));
    };
    const go = async (screen: keyof typeof SCREENS) => {
      const name = SCREENS[screen][language];
      await page.getByRole("navigation").getByRole("button", { name }).click();
      await page.waitForTimeout(300);
    };
    const each = async (state: string) => {
      for (const screen of ["tasks", "report", "talk", "shift"] as const) {
        await go(screen);
        await see(`${screen}, ${state}`);
      }
    };
    await each("empty");
    // Phrases are reached by the shift where six would be too small for a glove.
    await page.getByRole("main").getByRole("button").last().click();
    await page.getByRole("searchbox").or(page.getByRole("textbox")).first().waitFor(LONG);
    await see("phrases");
    await page.getByRole("main").locator("li button").first().click();
    await page.waitForTimeout(300);
    await see("a phrase");
    await page.reload();
    await enlarge();

    const shift = { place, capability: "patrol", unit, from: minutes(-30), until: minutes(300) };
    await house.order("command.plan-shifts", { shifts: [shift], override: "" });
    const position = [2.2885, 48.8617];
    const order =
      language === "fr" ? "Garder la berge nord jusqu’à la relève" : "Guard the north bank until the relief";
    await house.order("command.offer-task", { unit, order, position });
    await house.order("command.offer-task", { unit, order: `${order} (2)`, position });
    const written = language === "fr" ? "Passez par la porte 4" : "Use gate 4";
    const message = { to: { kind: "unit", unit }, text: written, urgency: "urgent" };
    await house.order("command.send-message", message);
    await page.getByRole("heading", { name: order }).waitFor(LONG);
    await go("shift");
    await page.getByRole("button", { name: /^(Nous sommes au poste|We are at the post)$/ }).click();
    await page.getByRole("button", { name: /^(Nous quittons le poste|We leave the post)$/ }).waitFor(LONG);
    await each("with much");
    await page.getByRole("button", { name: /^(Nous quittons le poste|We leave the post)$/ }).click();
    await see("leaving a post");
    await go("tasks");
    await page.getByRole("button", { name: /^(Impossible|Cannot do it)$/ }).click();
    await page.getByRole("dialog").waitFor();
    await see("refusing");
    await page.getByRole("button", { name: /^(Retour|Back)$/ }).click();

    await browser.context.setOffline(true);
    await page.getByRole("button", { name: /^(Reçu|Received)$/ }).click();
    await go("talk");
    await page.getByRole("textbox").fill(written);
    await page.getByRole("button", { name: /^(Envoyer|Send)$/ }).click();
    await go("report");
    await page.getByRole("textbox").fill(written);
    await page.locator("button[type=submit]").click();
    await see("a report that waits");
    await each("offline");
    await page.getByRole("button", { name: /^SOS/ }).focus();
    await page.keyboard.down("Enter");
    await page.waitForTimeout(700);
    await see("SOS, held");
    await page.getByRole("alert", { name: /SOS/ }).waitFor(LONG);
    await page.keyboard.up("Enter");
    await page
      .getByText(/essai|tried/)
      .first()
      .waitFor(LONG);
    await see("SOS, offline");
    await browser.context.setOffline(false);
    await page.getByText(/Reçu par la salle|Received by the command/).waitFor(LONG);
    await see("SOS, received");
    await page.getByRole("button", { name: /^(C’était une erreur|It was a mistake)$/ }).click();
    await see("SOS, by mistake?");
    await page.getByRole("button", { name: /^(Oui, lever le SOS|Yes, call it off)$/ }).click();
    await page.getByText(/Quelqu’un vérifie quand même|Somebody looks at it all the same/).waitFor(LONG);
    await see("SOS, called off");
    expect(found).toEqual([]);
  });
});

/** Words that do not fit where they stand, and cannot be scrolled to. */
async function cut(page: Page): Promise<string[]> {
  return page.locator("main *, header *, [role=dialog] *").evaluateAll((parts) =>
    parts.flatMap((part) => {
      const { overflowX, overflowY } = getComputedStyle(part);
      const hides = overflowX === "hidden" || overflowX === "clip" || overflowY === "hidden";
      const isHidden = part.clientWidth <= 1 || part.clientHeight <= 1;
      const isCut = part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1;
      // What is pressed to be read whole may be shortened.
      const opens = part.closest("button") !== null;
      return hides && !opens && !isHidden && isCut && part.textContent !== ""
        ? [
            `cut: ${part.textContent} ${part.scrollWidth}x${part.scrollHeight} in ${part.clientWidth}x${part.clientHeight}`,
          ]
        : [];
    }),
  );
}

async function englishOn(page: Page): Promise<string[]> {
  const lines = (await page.locator("body").innerText()).split("\n");
  return lines.filter((line) => ENGLISH.test(line)).map((line) => `in English: ${line}`);
}
