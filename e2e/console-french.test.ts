import { describe, expect, it } from "vitest";
import { z } from "zod";
import { hasBrowser, testBrowser } from "./browser.ts";
import { openHouse } from "./house.ts";

const At = z.looseObject({ incident: z.string() });

describe.skipIf(!hasBrowser)("what the server refuses, on a French page", () => {
  it("is said in French by every wing, where it was asked", { timeout: 180_000 }, async () => {
    await using house = await openHouse();
    const of = { reference: "PN", name: "Police nationale", nation: "FR", languages: ["fr"] };
    const { contingent } = z
      .object({ contingent: z.string() })
      .parse(await house.order("command.register-contingent", of));
    const units: string[] = [];
    for (const callSign of ["Alpha 1", "Bravo 2"]) {
      const registered = await house.order("command.register-unit", {
        callSign,
        kind: "patrol",
        contingent,
        strength: 2,
      });
      units.push(z.looseObject({ unit: z.string() }).parse(registered).unit);
    }
    const [alpha = "", bravo = ""] = units;
    const kit = { languages: null, equipment: [] };
    await house.order("command.equip-unit", { ...kit, unit: alpha, radios: [{ callSign: "PC 21", channel: "" }] });
    const position = [2.2945, 48.8584];
    const bag = { kind: "abandoned-object", title: "Valise au kiosque", priority: 2, position };
    const { incident } = At.parse(await house.order("command.open-incident", bag));
    const { incident: part } = At.parse(
      await house.order("command.open-incident", { ...bag, title: "La même valise" }),
    );
    await house.order("command.nest-incident", { incident: part, parent: incident });
    await house.order("command.offer-task", { unit: alpha, incident, order: "Éloigner le public" });
    const post = { reference: "GATE-3", kind: "post", name: { fr: "Porte 3", en: "Gate 3" }, regime: null };
    const { place } = z
      .looseObject({ place: z.string() })
      .parse(await house.order("command.draw-place", { ...post, shape: { type: "Point", coordinates: position } }));

    await using browser = await testBrowser({ language: "fr", theme: "day" });
    const page = await browser.open(`${house.url}/incidents/${incident}`);
    const alert = (said: string) => page.getByRole("alert").filter({ hasText: said });

    // Closed while a unit is still at it.
    await page.getByRole("button", { name: "Clore l’incident…" }).click();
    await page.getByRole("textbox", { name: "Issue" }).fill("Propriétaire retrouvé");
    await page.getByRole("button", { name: "Clore l’incident", exact: true }).click();
    await alert("L’incident 1 a des missions inachevées : Alpha 1.").waitFor();
    await page.keyboard.press("Escape");

    // Made part of what is a part of it.
    await page.getByRole("button", { name: "Rattacher à un autre…" }).click();
    await page.getByRole("button", { name: /^2\. La même valise/ }).click();
    await alert("L’incident 2 est déjà une partie de l’incident 1.").waitFor();

    // A radio that another unit carries.
    await page.goto(`${house.url}/units/${bravo}`);
    await page.getByRole("button", { name: "Modifier radios et équipement" }).click();
    await page.getByLabel("Radios").fill("PC 21");
    await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
    await alert("La radio PC 21 est portée par Alpha 1.").waitFor();

    // A post where nobody is.
    await page.goto(`${house.url}/messages/place:${place}`);
    await page.getByRole("textbox", { name: "Message", exact: true }).fill("Ouvrez la porte");
    await page.getByRole("button", { name: "Envoyer" }).click();
    await alert("Personne n’est à ce poste pour l’instant").waitFor();
    await page.getByRole("button", { name: "EN", exact: true }).click();
    await alert("Nobody is posted there now").waitFor();
    expect(browser.troubles.filter((each) => !/409|422/.test(each))).toEqual([]);
  });
});
