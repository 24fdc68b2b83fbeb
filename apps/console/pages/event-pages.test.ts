import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { EVENT_KINDS } from "@cordon/watch/ui";
import { expect, it } from "vitest";

const FOLDER = join(import.meta.dirname, "../../../docs/events");

/** How a page is built: its headings by depth, and as many rows and points as it has. */
const builtOf = (page: string) => page.split("\n").flatMap((line) => /^(#+ |\||- )/.exec(line)?.[1] ?? []);

it.each(EVENT_KINDS)(
  "the page of %s says the same in French: section by section, row by row, point by point",
  async (kind) => {
    const [english, french] = await Promise.all([
      readFile(join(FOLDER, `${kind}.md`), "utf8"),
      readFile(join(FOLDER, "fr", `${kind}.md`), "utf8"),
    ]);
    expect(builtOf(english).length).toBeGreaterThan(10);
    expect(builtOf(french)).toEqual(builtOf(english));
  },
);
