import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

it("is named wherever this room refuses, so that a screen can say it in the reader's language", () => {
  const room = join(import.meta.dirname, "..");
  const files = globSync("**/*.ts", { cwd: room }).filter(
    (file) => !/\.test\.ts$|(^|\/)(testing|node_modules)\//.test(file),
  );
  expect(files.length).toBeGreaterThan(200);
  const nameless = files.filter((file) => {
    const source = readFileSync(join(room, file), "utf8");
    // The kernel's `refuse` gives no name, and a refusal that is written by hand has one only if somebody thinks of it.
    return /\brefuse\(/.test(source) || /\brefused: "[a-z-]+",\s*because/.test(source);
  });
  expect(nameless).toEqual([]);
});
