import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { survey } from "./survey.ts";

const manifest = (name: string, exports: Record<string, string> = { ".": "./index.ts" }): string =>
  JSON.stringify({ name: `@cordon/${name}`, exports });

/** A house in small that keeps every rule and uses every permission. */
const house: Readonly<Record<string, string>> = {
  "package.json": JSON.stringify({
    workspaces: ["kernel", "ground", "ui", "capabilities/*", "bridges/*", "apps/*", "exercises/*", "bench", "e2e"],
  }),
  "kernel/package.json": manifest("kernel"),
  "kernel/index.ts": `export * from "./id.ts";`,
  "kernel/id.ts": `import { z } from "zod"; export const Id = z.string(); export const at = (ms: number) => new Date(ms);`,
  "kernel/id.test.ts": `import { hash } from "node:crypto"; import { Id } from "./id.ts"; void hash; void Id; void Date.now();`,
  "ground/package.json": manifest("ground", { ".": "./index.ts", "./*": "./*" }),
  "ground/index.ts": `import { readFileSync } from "node:fs"; import { Id } from "@cordon/kernel"; export const x = [readFileSync, Id];`,
  "ground/config.ts": `export const port = process.env.PORT;`,
  "ui/package.json": manifest("ui", { ".": "./index.tsx" }),
  "ui/index.tsx": `import { Id } from "@cordon/kernel"; export const Look = () => <p>{String(Id)}</p>;`,
  "capabilities/watch/package.json": manifest("watch", { ".": "./index.ts", "./ui": "./ui/index.ts" }),
  "capabilities/watch/index.ts": `export * from "./operations/look.ts";`,
  "capabilities/watch/words.ts": `import { Id } from "@cordon/kernel"; export const CameraId = Id;`,
  "capabilities/watch/rules.ts": `import { CameraId } from "./words.ts"; export const may = () => CameraId;`,
  "capabilities/watch/contract.ts": `import type { look } from "./operations/look.ts"; export type Look = typeof look; export * from "./words.ts";`,
  "capabilities/watch/operations/look.ts": `import { x } from "@cordon/ground"; import { may } from "../rules.ts"; export const look = [x, may];`,
  "capabilities/watch/ui/index.ts": `import type { look } from "../operations/look.ts"; import "@cordon/ui"; import { may } from "../rules.ts"; export type L = typeof look; void may;`,
  "capabilities/access/package.json": manifest("access"),
  "capabilities/access/index.ts": `export const access = 1;`,
  "capabilities/access/workers/scan-process.ts": `process.on("disconnect", () => process.exit(0));`,
  "bridges/tak/package.json": manifest("tak"),
  "bridges/tak/index.ts": `import "@cordon/ground"; import "@cordon/kernel";`,
  "apps/server/package.json": manifest("server", { ".": "./index.ts", "./testing.ts": "./testing.ts" }),
  "apps/server/index.ts": `import "@cordon/watch"; import "@cordon/tak"; import "@cordon/seine"; export const stop = () => process.exit(1);`,
  "apps/server/testing.ts": `export const testServer = 1;`,
  "apps/field/package.json": manifest("field"),
  "apps/field/index.test.ts": `import { testServer } from "@cordon/server/testing.ts"; void testServer;`,
  "apps/cli/package.json": manifest("cli"),
  "apps/cli/index.ts": `import "@cordon/server"; import "@cordon/bench"; void import("@cordon/ground/index.ts");`,
  "exercises/seine/package.json": manifest("seine"),
  "exercises/scenes/package.json": manifest("scenes"),
  "exercises/scenes/index.ts": `export const scene = 1;`,
  "exercises/seine/index.ts": `import "@cordon/kernel"; import "@cordon/scenes"; import type { Look } from "@cordon/watch"; export type S = Look;`,
  "bench/package.json": manifest("bench"),
  "bench/index.ts": `import "@cordon/server"; import "@cordon/watch"; export {};`,
  "e2e/package.json": manifest("e2e"),
  "e2e/server.ts": `import "@cordon/server"; export const program = new URL("../apps/server/index.ts", import.meta.url);`,
  "scripts/run.mjs": `process.exit(process.env.X ? 1 : 0);`,
};
function surveyOf(changes: Readonly<Record<string, string>>) {
  const root = mkdtempSync(join(tmpdir(), "cordon-boundaries-"));
  try {
    for (const [path, text] of Object.entries({ ...house, ...changes })) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return survey(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** File, its planted text, and what the refusal must say. */
const planted: readonly (readonly [rule: string, path: string, text: string, refusal: RegExp])[] = [
  [
    "kernel on ground",
    "kernel/a.ts",
    `import "@cordon/ground";`,
    /kernel\/a\.ts:1 must not import @cordon\/ground: the kernel stands alone/,
  ],
  ["kernel on ground, type only", "kernel/a.ts", `import type { x } from "@cordon/ground";`, /the kernel stands alone/],
  ["kernel on ground, re-export", "kernel/a.ts", `export { x } from "@cordon/ground";`, /the kernel stands alone/],
  ["kernel on ground, export all", "kernel/a.ts", `export * from "@cordon/ground";`, /the kernel stands alone/],
  ["kernel on ground, dynamic", "kernel/a.ts", "void import(`@cordon/ground`);", /the kernel stands alone/],
  [
    "kernel on ground, import type expression",
    "kernel/a.ts",
    `export type X = import("@cordon/ground").X;`,
    /the kernel stands alone/,
  ],
  [
    "kernel on ground, worker",
    "kernel/a.ts",
    `export const w = new URL("../ground/index.ts", import.meta.url);`,
    /the kernel stands alone/,
  ],
  ["kernel on ground, in a test", "kernel/a.test.ts", `import "@cordon/ground";`, /the kernel stands alone/],
  [
    "kernel on Node.js",
    "kernel/a.ts",
    `import { readFileSync } from "node:fs";`,
    /must not import node:fs: kernel is pure/,
  ],
  ["kernel on an I/O library", "kernel/a.ts", `import pg from "pg";`, /must not import pg: kernel is pure/],
  ["kernel with a clock", "kernel/a.ts", `export const now = () => Date.now();`, /must not use Date\.now: .*no clock/],
  ["kernel with a hidden clock", "kernel/a.ts", `export const now = () => new Date();`, /must not use new Date\(\)/],
  ["kernel with chance", "kernel/a.ts", `export const r = Math.random();`, /must not use Math\.random/],
  ["kernel on the network", "kernel/a.ts", `export const r = fetch("/");`, /must not use fetch/],
  [
    "kernel computing a path",
    "kernel/a.ts",
    `export const r = (p: string) => import(p);`,
    /computed import cannot be checked/,
  ],
  ["ground on a capability", "ground/a.ts", `import "@cordon/watch";`, /ground knows no wing/],
  ["ground on the screens", "ground/a.ts", `import "@cordon/ui";`, /ground knows no wing/],
  ["ground on a bridge", "ground/a.ts", `import "@cordon/tak";`, /ground knows no wing/],
  ["ui on ground", "ui/a.ts", `import type { x } from "@cordon/ground";`, /the shared look knows the kernel alone/],
  ["ui on Node.js", "ui/a.ts", `import "node:fs";`, /no Node\.js/],
  [
    "capability on capability",
    "capabilities/watch/a.ts",
    `import "@cordon/access";`,
    /capabilities never import each other: meet capabilities\/access/,
  ],
  [
    "capability on capability, type only",
    "capabilities/watch/a.ts",
    `import type { A } from "@cordon/access";`,
    /never import each other/,
  ],
  [
    "capability on capability, in a test",
    "capabilities/watch/a.test.ts",
    `import "@cordon/access";`,
    /never import each other/,
  ],
  ["capability on a bridge", "capabilities/watch/a.ts", `import "@cordon/tak";`, /stands on kernel and ground/],
  ["capability on its own screens", "capabilities/watch/a.ts", `import "./ui/index.ts";`, /screens are loaded by apps/],
  [
    "words on ground",
    "capabilities/watch/words.ts",
    `import type { x } from "@cordon/ground";`,
    /words import the kernel alone/,
  ],
  [
    "words on rules",
    "capabilities/watch/words.ts",
    `import type { may } from "./rules.ts"; export type M = typeof may;`,
    /words import the kernel alone/,
  ],
  [
    "a wing's words on ground",
    "capabilities/watch/wings/night/words.ts",
    `import type { x } from "@cordon/ground";`,
    /words import the kernel alone/,
  ],
  [
    "a wing's screen on operations",
    "capabilities/watch/wings/night/ui/a.ts",
    `import { look } from "../../../operations/look.ts"; void look;`,
    /a screen runs in browsers/,
  ],
  [
    "rules on ground",
    "capabilities/watch/rules.ts",
    `import "@cordon/ground"; export const may = 1;`,
    /watch\/rules\.ts:1 must not import @cordon\/ground: .*move I\/O to operations\//,
  ],
  [
    "rules on operations",
    "capabilities/watch/rules.ts",
    `import type { look } from "./operations/look.ts"; export type L = typeof look;`,
    /move I\/O to operations\//,
  ],
  [
    "rules on Node.js",
    "capabilities/watch/rules.ts",
    `import "node:crypto"; export const may = 1;`,
    /watch\/rules is pure/,
  ],
  ["rules with a clock", "capabilities/watch/rules.ts", `export const may = () => performance.now();`, /no clock/],
  [
    "contract on operations at run time",
    "capabilities/watch/contract.ts",
    `import { look } from "./operations/look.ts"; export const l = look;`,
    /by `import type` only/,
  ],
  [
    "screen on operations at run time",
    "capabilities/watch/ui/a.ts",
    `import { look } from "../operations/look.ts"; void look;`,
    /by `import type` only/,
  ],
  [
    "screen on operations, inline type loads the file",
    "capabilities/watch/ui/a.ts",
    `import { type look } from "../operations/look.ts"; export type L = typeof look;`,
    /by `import type` only/,
  ],
  ["screen on ground", "capabilities/watch/ui/a.ts", `import "@cordon/ground";`, /a screen runs in browsers/],
  ["screen on Node.js", "capabilities/watch/ui/a.tsx", `import "node:path";`, /no Node\.js/],
  ["bridge on a capability", "bridges/tak/a.ts", `import "@cordon/watch";`, /a bridge stands on kernel and ground/],
  [
    "exercise on ground",
    "exercises/seine/a.ts",
    `import type { x } from "@cordon/ground";`,
    /imports the kernel alone/,
  ],
  [
    "the renderer on an exercise",
    "exercises/scenes/a.ts",
    `import "@cordon/seine";`,
    /exercises do not know each other/,
  ],
  [
    "exercise on a capability at run time",
    "exercises/seine/a.ts",
    `import "@cordon/watch";`,
    /call the operation over HTTP/,
  ],
  ["a capability on an app", "capabilities/watch/a.ts", `import "@cordon/server";`, /nobody imports apps/],
  ["an app on an app", "apps/server/a.ts", `import "@cordon/cli";`, /nobody imports apps/],
  ["a test of an app on the server itself", "apps/field/a.test.ts", `import "@cordon/server";`, /nobody imports apps/],
  ["an app on what tests use", "apps/field/a.ts", `import "@cordon/server/testing.ts";`, /nobody imports apps/],
  ["the bench on the command line", "bench/a.ts", `import "@cordon/cli";`, /nobody imports apps/],
  ["an app on the bench", "apps/server/a.ts", `import "@cordon/bench";`, /bench is at the top of the house/],
  [
    "a side entrance by path",
    "apps/server/a.ts",
    `import "../../ground/index.ts";`,
    /come in by the front door, @cordon\/ground/,
  ],
  [
    "a side entrance by name",
    "apps/server/a.ts",
    `import "@cordon/watch/rules.ts";`,
    /@cordon\/watch opens \., \.\/ui and nothing else/,
  ],
  [
    "a worker by a side entrance",
    "apps/server/a.ts",
    `export const u = new URL("../../ground/index.ts", import.meta.url);`,
    /come in by the front door/,
  ],
  [
    "a worker by a side entrance, from an app",
    "apps/cli/a.ts",
    `export const u = new URL("../server/index.ts", import.meta.url);`,
    /come in by the front door/,
  ],
  ["an import of nothing", "apps/server/a.ts", `import "./gone.ts";`, /there is no such file/],
  ["the environment", "ground/a.ts", `export const e = process.env;`, /only ground\/config reads the environment/],
  [
    "the environment by index",
    "apps/server/a.ts",
    `export const e = process["env"].HOME;`,
    /only ground\/config reads the environment/,
  ],
  [
    "the environment by import",
    "ground/a.ts",
    `import { env } from "node:process"; void env;`,
    /only ground\/config reads the environment/,
  ],
  [
    "the environment by destructuring",
    "ground/a.ts",
    `const { env } = process; void env;`,
    /only ground\/config reads the environment/,
  ],
  ["a library that ends the process", "ground/a.ts", `process.exit(1);`, /a library never ends the process/],
  ["a file that does not parse", "ground/a.ts", `import {`, /ground\/a\.ts cannot be read/],
];

describe("boundaries", () => {
  it("finds nothing wrong in a house that keeps the rules", () => {
    const { violations, files, imports } = surveyOf({});
    expect(violations).toEqual([]);
    expect(files).toBe(Object.keys(house).filter((path) => !path.endsWith(".json")).length);
    expect(imports).toBeGreaterThan(25);
  });

  it.each(planted)("refuses: %s", (_rule, path, text, refusal) => {
    const { violations } = surveyOf({ [path]: text });
    expect(violations.join("\n")).toMatch(refusal);
  });

  it("finds a circle of files, through types too, and tells it once", () => {
    const { violations } = surveyOf({
      "ground/a.ts": `import "./b.ts";`,
      "ground/b.ts": `import "./c.ts";`,
      "ground/c.ts": `import type { A } from "./a.ts"; export type C = A;`,
    });
    expect(violations).toEqual([
      "ground/a.ts -> ground/b.ts -> ground/c.ts -> ground/a.ts: files must not import each other in a circle",
    ]);
  });

  it("survives a chain of imports deeper than the call stack", () => {
    const files = Array.from({ length: 3000 }, (_, at) => [
      `ground/n${at}.ts`,
      at < 2999 ? `import "./n${at + 1}.ts";` : "export {};",
    ]);
    expect(surveyOf(Object.fromEntries(files)).violations).toEqual([]);
  });
});

describe("this tree", () => {
  const { violations, files, imports } = survey(fileURLToPath(new URL("../../", import.meta.url)));

  it("is read, not skipped", () => {
    expect(files).toBeGreaterThan(60);
    expect(imports).toBeGreaterThan(200);
  });

  it("keeps the rules", () => {
    expect(violations).toEqual([]);
  });
});
