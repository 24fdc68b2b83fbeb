import { existsSync } from "node:fs";
import { glob, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/* Every expectation of other people's test data, held or excluded by name. Test-side code. */

const DATA = fileURLToPath(new URL("../../../../shared/data/access/", import.meta.url));

/** Whether the data lies beside the project; where it does not, the tests skip and say so. */
export function dataThere(folder: string): boolean {
  const there = existsSync(DATA + folder);
  if (!there) process.stdout.write(`skipped: conformance with ${folder} (no ../shared/data/access/${folder} here)\n`);
  return there;
}

/** Which files each suite answers for, by their path in the data. What none answers for, `inventory.test.ts` finds. */
export const SUITES = {
  cose: "cose-examples/**/*.json",
  wycheproof: "wycheproof/**/*.json",
  base45: "base45_rfc9285.json",
  health: "dgc-testdata/**/*.json",
  pictures: "dcc-qa/**/*.{png,jpg,webp}",
  photographs: "zxing-cpp/**/*.{png,webp}",
  /** What stands in the photographs beside them. */
  texts: "zxing-cpp/**/*.txt",
} as const;

/** Files of the data by their path in it, in order. */
export async function dataFiles(pattern: string): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const entry of glob(pattern, { cwd: DATA, withFileTypes: true }))
    if (!entry.isDirectory()) files.push(relative(DATA, join(entry.parentPath, entry.name)));
  return files.sort();
}

export function dataBytes(file: string): Promise<Buffer> {
  return readFile(DATA + file);
}

export async function dataJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(DATA + file, "utf8"));
}

/** Why an expectation is not met, by its name: `file: what`. */
export type Exclusions = Readonly<Record<string, string>>;

export interface Account {
  readonly held: number;
  readonly excluded: number;
  /** Not met and not excluded. */
  readonly failed: readonly string[];
  /** Excluded though met, or not an expectation at all. */
  readonly unnecessary: readonly string[];
  /** Files of the suite of which nothing was expected: left out without a word. */
  readonly silent: readonly string[];
}

/** What every suite must come to. */
export const KEPT = { failed: [], unnecessary: [], silent: [] } as const;

export class Ledger {
  readonly #exclusions: Exclusions;
  readonly #used = new Set<string>();
  readonly #failed: string[] = [];
  readonly #heard = new Set<string>();
  #held = 0;

  constructor(exclusions: Exclusions) {
    this.#exclusions = exclusions;
  }

  /** @param what unique within the file; with it, as `file: what`, an exclusion names this expectation */
  expect(file: string, what: string, met: boolean, detail = ""): void {
    const name = `${file}: ${what}`;
    this.#heard.add(file);
    if (met) this.#held++;
    else if (name in this.#exclusions) this.#used.add(name);
    else this.#failed.push(detail === "" ? name : `${name} (${detail})`);
  }

  /** Prints the counts and hands them out. @param files every file of the suite */
  close(suite: string, files: readonly string[]): Account {
    const unnecessary = Object.keys(this.#exclusions).filter((name) => !this.#used.has(name));
    const silent = files.filter((file) => !this.#heard.has(file));
    process.stdout.write(
      `${suite}: ${files.length} files, ${this.#held} expectations held, ${this.#used.size} excluded by name\n`,
    );
    return { held: this.#held, excluded: this.#used.size, failed: this.#failed, unnecessary, silent };
  }
}
