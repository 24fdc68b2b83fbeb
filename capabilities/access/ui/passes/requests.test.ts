import { describe, expect, it } from "vitest";
import { readRequests } from "./requests.ts";
import { readTable } from "./table.ts";

const HEAD = "category,zones,notBefore,notAfter,initials,birthYear,plate";
const ZONES = new Set(["G1", "R1"]);

function read(...lines: string[]) {
  const table = readTable([HEAD, ...lines].join("\n"));
  if (!table.ok) throw new Error(table.because);
  return readRequests(table, ZONES, "Europe/Paris");
}

describe("a list of passes to issue", () => {
  it("is read row by row: persons and vehicles, UTC and local time", () => {
    const { requests, faults } = read(
      "resident,G1 R1,2024-07-18T03:00:00Z,2024-07-27 06:00,ab,1990,",
      "Delivery,g1,2024-07-18T05:00+02:00,2024-07-19T03:00:00.000Z,,,ab-123-cd",
    );
    expect(faults).toEqual([]);
    expect(requests.map(({ request }) => request)).toEqual([
      {
        category: "resident",
        zones: ["G1", "R1"],
        notBefore: "2024-07-18T03:00:00.000Z",
        notAfter: "2024-07-27T04:00:00.000Z",
        holder: { kind: "person", initials: "AB", birthYear: 1990 },
      },
      {
        category: "delivery",
        zones: ["G1"],
        notBefore: "2024-07-18T03:00:00.000Z",
        notAfter: "2024-07-19T03:00:00.000Z",
        holder: { kind: "vehicle", plate: "AB-123-CD" },
      },
    ]);
  });
  const span = "2024-07-18 06:00,2024-07-19 06:00";
  it.each([
    ["resident,G1,2024-07-18T06:00:00Z,2024-09-31T06:00:00Z,AB,1990,", "notAfter", "invalid"],
    ["resident,G1,2024-07-18T06:00:00Z,2024-07-19T24:00:00Z,AB,1990,", "notAfter", "invalid"],
    [`,G1,${span},AB,1990,`, "category", "missing"],
    [`resident!,G1,${span},AB,1990,`, "category", "invalid"],
    [`resident,B7,${span},AB,1990,`, "zones", "unknown-zone"],
    ["resident,G1,tomorrow,2024-07-19 06:00,AB,1990,", "notBefore", "invalid"],
    ["resident,G1,2024-02-30 06:00,2024-07-19 06:00,AB,1990,", "notBefore", "invalid"],
    ["resident,G1,2024-07-19 06:00,2024-07-18 06:00,AB,1990,", "notAfter", "ends-before"],
    [`resident,G1,${span},,,`, "initials", "no-holder"],
    [`resident,G1,${span},AB,1990,AB-123-CD`, "plate", "two-holders"],
    [`resident,G1,${span},A1,1990,`, "initials", "invalid"],
    [`resident,G1,${span},AB,90,`, "birthYear", "invalid"],
    [`resident,G1,${span},AB,,`, "birthYear", "missing"],
    [`resident,G1,${span},,,?`, "plate", "invalid"],
  ])("%s: %s is %s, and the other rows are read", (line, column, because) => {
    const good = `resident,G1,${span},AB,1990,`;
    const { requests, faults } = read(good, line, good);
    expect(faults).toEqual([{ line: 3, column, because }]);
    expect(requests.map(({ line: at }) => at)).toEqual([2, 4]);
  });
  it("says which column is missing altogether", () => {
    const table = readTable("category,zones\nresident,G1");
    expect(table.ok && readRequests(table, ZONES, "UTC").faults).toEqual([
      { line: 1, column: "notBefore", because: "missing" },
    ]);
  });
});
