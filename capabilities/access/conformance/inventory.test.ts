import { describe, expect, it } from "vitest";
import { NO_TEST } from "./exclusions.ts";
import { dataFiles, dataThere, SUITES } from "./ledger.ts";

describe.skipIf(!dataThere(""))("other people's test data", () => {
  it("is exercised file by file, by one suite, or excluded by name: nothing is left out without a word", async () => {
    const suites = await Promise.all(Object.values(SUITES).map(dataFiles));
    const exercised = suites.flat();
    // Names are for screening, which is another capability's.
    const all = (await dataFiles("**")).filter((file) => !file.startsWith("names/"));
    const accounted = [...exercised, ...Object.keys(NO_TEST)].sort();
    expect(accounted).toEqual(all);
    expect(suites.every((files) => files.length > 0)).toBe(true);
    process.stdout.write(
      `${all.length} files, ${exercised.length} exercised, ${Object.keys(NO_TEST).length} no test\n`,
    );
  });
});
