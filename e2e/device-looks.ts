import type { Page } from "playwright-core";
import { axeOn } from "./axe.ts";

/** What axe finds on a device's page, with a contrast of 7 to 1: it is read in the sun. */
export async function faults(page: Page): Promise<string[]> {
  const builder = axeOn(page).options({
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    rules: { "color-contrast-enhanced": { enabled: true }, "target-size": { enabled: true } },
  });
  const { violations } = await builder.analyze();
  return violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`),
  );
}

/** Everything one can press, smaller than a gloved thumb wants. */
export async function smallTargets(page: Page): Promise<string[]> {
  return page.locator("button:visible, input:visible, textarea:visible").evaluateAll((controls) =>
    controls.flatMap((control) => {
      const { width, height } = control.getBoundingClientRect();
      return width < 56 || height < 56 ? [`${control.textContent} ${Math.round(width)}x${Math.round(height)}`] : [];
    }),
  );
}

/** What a gloved thumb would miss, what lies outside of the screen, and words that do not fit into their button. */
export async function misfits(page: Page): Promise<string[]> {
  return page.locator("button:visible, input:visible, textarea:visible").evaluateAll((controls) => {
    const wide = document.documentElement.scrollWidth > window.innerWidth ? ["the page is wider than the screen"] : [];
    const small = controls.flatMap((control) => {
      const { width, height, left, right } = control.getBoundingClientRect();
      const said = `${control.textContent || control.getAttribute("aria-label")} ${Math.round(width)}x${Math.round(height)}`;
      const isSmall = width < 56 || height < 56;
      const isOut = left < -1 || right > window.innerWidth + 1;
      // A field for files is as wide inside as the words its browser has for it.
      const isCut = control.getAttribute("type") !== "file" && control.scrollWidth > control.clientWidth + 1;
      return isSmall || isOut || isCut ? [`${isSmall ? "small" : isOut ? "outside" : "cut"}: ${said}`] : [];
    });
    return [...wide, ...small];
  });
}
