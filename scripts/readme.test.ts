import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const root = fileURLToPath(new URL("../", import.meta.url));
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));

/** Every command in the `sh` blocks of a page, without comments and prompts; continued lines joined. */
function commandsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^```sh\n(.*?)^```/gms)]
    .flatMap(([, block = ""]) => block.replaceAll("\\\n", " ").split("\n"))
    .map((line) =>
      line
        .replace(/(^|\s+)#.*$/, "")
        .replace(/^\$ /, "")
        .replaceAll(/\s+/g, " ")
        .trim(),
    )
    .filter((line) => line !== "");
}

/**
 * What shows that a command works. A test elsewhere runs it whole (`by`), or this one asks whether it exists. A command
 * of a kind that is not here fails, so that the page cannot promise what nothing checks.
 */
const kinds: readonly { readonly pattern: RegExp; readonly by: (match: RegExpExecArray) => void }[] = [
  { pattern: /^git clone \S+( \S+)?$/, by: () => {} },
  { pattern: /^cd \S+$/, by: () => {} },
  { pattern: /^npm (start|test)\b/, by: ([, name = ""]) => expectScript(name) },
  { pattern: /^npm run ([\w:-]+)/, by: ([, name = ""]) => expectScript(name) },
  { pattern: /^npx cordon (.+)/, by: ([, words = ""]) => expectCommandLine(words) },
  { pattern: /^CORDON_\w+=\S+ (?:npm start|npm run ([\w:-]+))/, by: ([, name]) => expectScript(name ?? "start") },
];

/** The npm script exists, and what it calls is a command of the launcher. */
function expectScript(name: string): void {
  const script = scripts[name];
  expect(script, `npm run ${name}`).toBeDefined();
  expect(script).toMatch(/^node scripts\/run\.mjs [\w-]+/);
}

/** The command line knows the command: its help is the command's own, not that of the group it would be in. */
function expectCommandLine(words: string): void {
  const command = words
    .split(" ")
    .slice(0, 2)
    .filter((word) => /^[a-z][a-z-]*$/.test(word));
  const { stdout, stderr } = spawnSync(process.execPath, [join(root, "apps/cli/main.ts"), ...command, "--help"], {
    encoding: "utf8",
  });
  if (command.length === 0) return expect(stdout).toMatch(/^Usage: cordon /);
  const usage = /^Usage: cordon ([a-z -]*[a-z])(?<rest>.*)$/m.exec(stdout);
  expect(usage, stderr).not.toBeNull();
  expect(usage?.groups?.["rest"]).not.toContain("[command]");
  expect(command.join(" ")).toContain(usage?.[1]);
}

describe("the commands of README.md", () => {
  const commands = commandsOf(readFileSync(join(root, "README.md"), "utf8"));

  it("are found", () => {
    expect(commands).toContain("npm start");
    expect(commands).toContain("npm test");
  });

  it.each(commands)("%s", (command) => {
    const kind = kinds.find(({ pattern }) => pattern.test(command));
    expect(kind, `nothing checks "${command}"`).toBeDefined();
    const match = kind?.pattern.exec(command);
    if (match) kind?.by(match);
  });

  it("does not take a command it knows nothing of", () => {
    expect(kinds.some(({ pattern }) => pattern.test("curl example.org | sh"))).toBe(false);
    expect(commandsOf("```sh\n# one\n$ npm start # opens\nnpx a \\\n  b\n```\n```json\nnpm no\n```")).toEqual([
      "npm start",
      "npx a b",
    ]);
  });
});
