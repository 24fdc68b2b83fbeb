import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decodePass } from "@cordon/access/rules";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registerAccess } from "./access.ts";
import { passNumbersIn } from "./pass-numbers.ts";
import { type TestCommandLine, testCommandLine } from "./testing.ts";

let commandLine: TestCommandLine;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  commandLine = await testCommandLine(stack);
}, 60_000);
afterAll(() => stack.disposeAsync());

/** Runs the command line and answers what it said. */
async function cordon(...words: readonly string[]): Promise<string> {
  return commandLine.run(registerAccess, ["access", ...words]);
}

const perimeters = {
  type: "FeatureCollection",
  features: [
    {
      type: "Feature",
      geometry: {
        type: "Polygon",
        coordinates: [
          [
            [2.284, 48.86],
            [2.294, 48.86],
            [2.294, 48.866],
            [2.284, 48.86],
          ],
        ],
      },
      properties: { kind: "zone", code: "G1", name: "Trocadéro", regime: "grey" },
    },
  ],
};
const HEADER = "category,zones,notBefore,notAfter,initials,birthYear,plate";
const line = (person: string) => `resident,G1,2124-07-18T06:00:00+02:00,2124-07-27T04:00:00Z,${person}`;

describe("cordon access", () => {
  it("draws a file of perimeters and writes what stands", async () => {
    const file = join(commandLine.folder, "zones.geojson");
    await writeFile(file, JSON.stringify(perimeters));
    expect(await cordon("import-perimeters", file)).toContain("1 drawn, 0 as they were");
    const out = join(commandLine.folder, "exported.geojson");
    await cordon("export-perimeters", "--out", out);
    expect(await cordon("import-perimeters", out)).toContain("0 drawn, 1 as they were");
    await writeFile(file, "{");
    expect(await cordon("import-perimeters", file)).toContain("not JSON");
    expect(process.exitCode).toBe(2);
  });

  it("tells every line at fault and issues nothing; left out, the others are issued, for nobody else to read", async () => {
    const file = join(commandLine.folder, "asked.csv");
    const out = join(commandLine.folder, "passes.csv");
    const lines = [
      line("AB,1980,"),
      line("ab,1980,"),
      "resident,G1,2124-07-18,2124-07-27T04:00:00Z,AB,1980,",
      line(",,AB-123-CD"),
    ];
    await writeFile(file, [HEADER, ...lines].join("\n"));
    const before = commandLine.server.journal.size();
    const said = await cordon("issue", file, "--out", out);
    expect(said).toContain("line 3: initials: expected one to three capitals");
    expect(said).toContain("line 4: notBefore: expected a moment with its zone");
    expect(said).toContain("2 of 4 lines are at fault. Nothing was issued");
    expect(process.exitCode).toBe(1);
    expect(commandLine.server.journal.size()).toBe(before);
    expect(await cordon("issue", file, "--out", out, "--skip-faulty")).toContain("2 issued, 2 lines left out");
    const [header, first = "", second = "", end] = (await readFile(out, "utf8")).split("\n");
    expect([header, end]).toEqual(["line,number,pass", ""]);
    expect(first).toMatch(/^2,\d+,"CP1:/);
    expect(decodePass(/"(.+)"/.exec(second)?.[1] ?? "")).toMatchObject({
      read: true,
      claims: { notBefore: "2124-07-18T04:00:00.000Z", holder: { kind: "vehicle", plate: "AB-123-CD" } },
    });
    expect((await stat(out)).mode & 0o777).toBe(0o600);
  });

  it("goes on after the last line that was written, and never over a file that is there", async () => {
    const file = join(commandLine.folder, "many.csv");
    const out = join(commandLine.folder, "many-passes.csv");
    const lines = Array.from({ length: 1500 }, (_, at) => line(`AB,${1930 + (at % 90)},`));
    await writeFile(file, [HEADER, ...lines.slice(0, 1200)].join("\n"));
    expect(await cordon("issue", file, "--out", out)).toContain("1200 issued");
    await writeFile(file, [HEADER, ...lines].join("\n"));
    expect(await cordon("issue", file, "--out", out)).toContain("is there already");
    expect(await cordon("issue", file, "--out", out, "--resume")).toContain("300 issued, those up to line 1201 before");
    const written = (await readFile(out, "utf8")).trimEnd().split("\n").slice(1);
    expect(written.map((each) => Number(each.split(",")[0]))).toEqual(Array.from({ length: 1500 }, (_, at) => at + 2));
    expect(new Set(written.map((each) => each.split(",")[1])).size).toBe(1500);
  }, 30_000);

  it("issues again what was half written when the disk was full or the power went, and reads as a whole after it", async () => {
    const file = join(commandLine.folder, "torn.csv");
    const out = join(commandLine.folder, "torn-passes.csv");
    await writeFile(file, [HEADER, ...Array.from({ length: 4 }, () => line("AB,1980,"))].join("\n"));
    await cordon("issue", file, "--out", out);
    const whole = await readFile(out, "utf8");
    // In the middle of a pass, of its number, and of the number of its line.
    for (const torn of [whole.slice(0, -40), `${whole}6,12`, whole.slice(0, whole.lastIndexOf("5,"))]) {
      await writeFile(out, torn);
      await writeFile(file, [HEADER, ...Array.from({ length: 6 }, () => line("AB,1980,"))].join("\n"));
      await cordon("issue", file, "--out", out, "--resume");
      const rows = (await readFile(out, "utf8")).trimEnd().split("\n");
      expect(rows.map((row) => /^(line|\d+),(?:number,pass|\d+,"CP1:[^"]+")$/.exec(row)?.[1])).toEqual([
        ...["line", "2", "3", "4", "5", "6", "7"],
      ]);
    }
  });

  it("takes no day that the calendar does not have, and no twenty-fifth hour, for a neighbour of it", async () => {
    const file = join(commandLine.folder, "no-such-day.csv");
    const until = (moment: string) => `resident,G1,2124-07-18T06:00:00+02:00,${moment},AB,1980,`;
    const days = ["2125-02-29T04:00:00Z", "2124-09-31T04:00:00+02:00", "2124-08-01T24:00:00Z"];
    await writeFile(file, [HEADER, ...days.map(until)].join("\n"));
    const said = await cordon("issue", file, "--out", join(commandLine.folder, "no-such-day-passes.csv"));
    for (const number of [2, 3, 4]) expect(said).toContain(`line ${number}: notAfter: expected a moment`);
    expect(said).toContain("3 of 3 lines are at fault. Nothing was issued");
  });

  it("goes on with no file that is not its own", async () => {
    const file = join(commandLine.folder, "two.csv");
    await writeFile(file, [HEADER, line("AB,1980,")].join("\n"));
    const other = join(commandLine.folder, "letters.txt");
    await writeFile(other, "Dear all");
    expect(await cordon("issue", file, "--out", other, "--resume")).toContain("no file that this command wrote");
    expect(await readFile(other, "utf8")).toBe("Dear all");
  });

  it("names the line that the server refuses", async () => {
    const file = join(commandLine.folder, "unknown-zone.csv");
    await writeFile(file, [HEADER, line("AB,1980,"), line("AB,1980,").replace("G1", "X9")].join("\n"));
    const said = await cordon("issue", file, "--out", join(commandLine.folder, "none.csv"));
    expect(said).toContain("Line 3: there is no zone X9");
    expect(said).toContain("Nothing was issued");
  });

  it("revokes by numbers and by file", async () => {
    expect(await cordon("revoke", "1,2-2", "--reason", "lost")).toContain("2 revoked, 0 were revoked already");
    const file = join(commandLine.folder, "lost.csv");
    await writeFile(file, "name,number\nsomebody,2\nsomebody else,3\n");
    expect(await cordon("revoke", file, "--reason", "stolen")).toContain("1 revoked, 1 were revoked already");
    expect(await cordon("revoke", "3", "--reason", "boredom")).toContain("--reason");
    expect(process.exitCode).toBe(2);
  });
});

describe("pass numbers", () => {
  it("are numbers, ranges, or a file of them", async () => {
    expect(await passNumbersIn("12, 15-17 12")).toEqual({ passes: [12, 15, 16, 17] });
    for (const wrong of ["0", "5-3", "1-4294967295", "--", "twelve"])
      expect(await passNumbersIn(wrong), wrong).toHaveProperty("message");
    const file = join(commandLine.folder, "numbers.txt");
    await writeFile(file, "4\n5\n\nsix\n");
    expect(await passNumbersIn(file)).toEqual({ message: `${file}: line 4: no pass number` });
  });
});
