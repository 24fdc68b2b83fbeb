import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fingerprint, isFresh, writeStamp } from "./freshness.mjs";

const build = { sources: ["src", "shared.ts", "absent"], output: "src/dist/index.html", stamp: "src/dist/.stamp.json" };
let root = "";

function write(path: string, text: string): void {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "cordon-fresh-"));
  write("src/a.ts", "a");
  write("src/deep/b.ts", "b");
  write("shared.ts", "s");
  write("src/dist/index.html", "built");
  writeStamp(root, build, fingerprint(root, build));
});
afterEach(() => rmSync(root, { recursive: true }));

describe("isFresh", () => {
  it("is so right after a build, and with the same contents under new times", () => {
    expect(isFresh(root, build)).toBe(true);
    utimesSync(join(root, "src/a.ts"), 1, 1);
    expect(isFresh(root, build)).toBe(true);
  });

  it.each([
    ["a changed source", "src/deep/b.ts", "c"],
    ["a new source", "src/new.ts", ""],
    ["a changed shared file", "shared.ts", "t"],
    ["a source that was absent", "absent", "now here"],
  ])("ends with %s", (_what, path, text) => {
    write(path, text);
    expect(isFresh(root, build)).toBe(false);
  });

  it("ends when a source, the output or the stamp goes", () => {
    for (const path of ["src/a.ts", build.output, build.stamp]) {
      const before = fingerprint(root, build);
      rmSync(join(root, path));
      expect(isFresh(root, build), path).toBe(false);
      write(path, path === "src/a.ts" ? "a" : "x");
      writeStamp(root, build, before);
      expect(isFresh(root, build), `${path} is back`).toBe(true);
    }
  });

  it("does not look at tests, outputs and installed packages", () => {
    write("src/a.test.ts", "test");
    write("src/dist/chunk.js", "x");
    write("src/node_modules/x/index.js", "x");
    expect(isFresh(root, build)).toBe(true);
  });

  it("takes a broken stamp for no stamp", () => {
    write(build.stamp, "{");
    expect(isFresh(root, build)).toBe(false);
  });
});
