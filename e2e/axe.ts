import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/**
 * Axe on a page. Our pages have no frames: without its "legacy mode" it opens a page of its own each time to gather what it found in them,
 * which costs more than the look.
 */
export function axeOn(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode();
}
