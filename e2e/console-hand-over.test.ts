/** Two people at two desks: command of an incident is asked for, declined with a reason, asked for again and taken. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { hasBrowser, testBrowser } from "./browser.ts";
import { openHouse } from "./house.ts";
import { withAuthenticator } from "./passkey.ts";

const LONG = { timeout: 30_000 };

describe.skipIf(!hasBrowser)("command of an incident", () => {
  it("passes to whoever is asked and takes it, and stays where it is while they decline", {
    timeout: 180_000,
  }, async () => {
    await using house = await openHouse();
    const { link } = z
      .object({ link: z.string() })
      .parse(
        await house.order("identity.invite-person", { name: "A. Martin", roles: ["commander"], contingent: null }),
      );
    const { incident } = z.looseObject({ incident: z.string() }).parse(
      await house.order("command.open-incident", {
        ...{ kind: "density", title: "The quay is full", priority: 2, position: [2.2885, 48.8617] },
      }),
    );
    await using relief = await testBrowser({ language: "en", theme: "day" });
    const martin = await relief.open("about:blank");
    await withAuthenticator(relief, martin);
    await martin.goto(link);
    await martin.getByRole("button", { name: "Make my passkey" }).click();
    await martin.getByRole("button", { name: "Menu: A. Martin" }).waitFor(LONG);

    await using desk = await testBrowser({ language: "en", theme: "night" });
    const page = await desk.open(`${house.url}/incidents/${incident}`);
    const panel = page.getByRole("region", { name: "Incident 1", exact: true });
    const ask = async (note: string) => {
      await panel.getByRole("button", { name: "Ask someone to take over…" }).click(LONG);
      await panel.getByLabel("Who").selectOption({ label: "A. Martin" });
      await panel.getByLabel("What they must know").fill(note);
      await panel.getByRole("button", { name: "Ask", exact: true }).click();
      await panel.getByText("A. Martin was asked to take over.").waitFor(LONG);
    };
    await ask("Gate 4 opens at nine");

    // It is in the other desk's list of what waits, with the note, and declined from there.
    await martin.keyboard.press("g");
    await martin.keyboard.press("n");
    const needs = martin.getByRole("list", { name: "Needs a supervisor" });
    await needs.getByText("You are asked to take command").waitFor(LONG);
    await needs.getByText("Gate 4 opens at nine").waitFor(LONG);
    await needs.getByRole("button", { name: "Decline…" }).click();
    await needs.getByLabel("Why do you not take over?").fill("I am at the bridge");
    await needs.getByRole("button", { name: "Decline", exact: true }).click();
    await needs.getByText("You are asked to take command").waitFor({ ...LONG, state: "detached" });

    // Whoever asked reads why, and commands still; asked again, the other takes it in the incident itself.
    await panel.getByText("I am at the bridge").waitFor(LONG);
    await panel.getByText("A. Martin was asked to take over.").waitFor({ ...LONG, state: "detached" });
    await ask("Gate 4 is open");
    await martin.goto(`${house.url}/incidents/${incident}`);
    const there = martin.getByRole("region", { name: "Incident 1", exact: true });
    await there.getByText("You are asked to take over.").waitFor(LONG);
    await there.getByRole("button", { name: "Take over", exact: true }).click();
    await there.getByRole("button", { name: "Ask someone to take over…" }).waitFor(LONG);
    await panel.getByRole("button", { name: "Take over", exact: true }).waitFor(LONG);
    await panel
      .getByText(/^A\. Martin\b/)
      .first()
      .waitFor(LONG);
    expect([...desk.troubles, ...relief.troubles]).toEqual([]);
  });
});
