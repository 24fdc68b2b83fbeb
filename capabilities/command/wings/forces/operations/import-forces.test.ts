import { isRefusal, type Principal } from "@cordon/kernel";
import { afterAll, expect, it } from "vitest";
import { openCrew } from "../../../testing/crew.ts";
import { operator } from "../../../testing/standing.ts";
import { readRows } from "../rules/import/rows.ts";
import { readTable } from "../rules/import/table.ts";

const crew = await openCrew();
const { room, liaison } = crew;
afterAll(() => crew[Symbol.asyncDispose]());

function recordsOf(text: string) {
  const table = readTable(text);
  if (!table.ok) throw new Error(table.because);
  return readRows(table.records).records;
}
const records = recordsOf(`contingent,name,nation,contingentLanguages,callSign,kind,strength,radios,equipment
FR-PN,FR-PN,FR,fr,PAT-1,patrol,4,ALPHA 1@PC-3,shield:20
FR-PN,,,,K9-2,dog-team,3,,
BE-PF,Police fédérale,BE,fr nl,BEL-1,patrol,6,BRAVO 1,
`);
const look = (by: Principal = operator) => room.must("command.import-forces", { records, mode: "preview" }, by);

it("says first what it would do and does nothing, then does just that, and nothing when asked again", async () => {
  const size = crew.size();
  const seen = await look();
  expect(crew.size()).toBe(size);
  expect(seen).toEqual({
    contingents: [
      { reference: "FR-PN", outcome: "unchanged" },
      { reference: "BE-PF", outcome: "new" },
    ],
    units: { new: 2, back: 0, changed: 1, unchanged: 0 },
    changes: [{ line: 3, what: "unit", reference: "K9-2", columns: ["strength"] }],
    refused: [],
  });
  expect(await room.must("command.import-forces", { records, mode: "do" }, operator)).toEqual(seen);
  const done = crew.size();
  expect(done).toBeGreaterThan(size);
  expect((await room.must("command.import-forces", { records, mode: "do" }, operator)).units.unchanged).toBe(3);
  expect(crew.size()).toBe(done);
  const { units } = await room.must("command.list-units", {}, operator);
  expect(units.map(({ callSign, strength }) => [callSign, strength])).toEqual([
    ["BEL-1", 6],
    ["K9-2", 3],
    ["MED-1", 2],
    ["PAT-1", 4],
  ]);
  expect(new Set(units.map(({ track }) => track)).size).toBe(4);
});

it("writes nothing when a line is refused, unless it is told to leave it out", async () => {
  const faulty = recordsOf(
    "contingent,callSign,kind,strength,radios\nFR-PN,PAT-2,patrol,4,ALPHA 2\nFR-PN,PAT-3,unicorns,4,\nES-GC,PAT-1,patrol,4,\nFR-PN,PAT-4,patrol,4,BRAVO 1",
  );
  const size = crew.size();
  const answer = await room.ask("command.import-forces", { records: faulty, mode: "do" }, operator);
  expect(isRefusal(answer) ? answer.because : "").toContain('line 3, kind "unicorns"');
  expect(crew.size()).toBe(size);
  const { units, refused } = await room.must(
    "command.import-forces",
    { records: faulty, mode: "do", leaveOutRefused: true },
    operator,
  );
  expect(units.new).toBe(1);
  expect(refused.map(({ line, column, because, with: other }) => [line, column, because, other])).toEqual([
    [3, "kind", "unknown-kind", null],
    [4, "callSign", "taken", null],
    [5, "radios", "taken", "BEL-1"],
  ]);
});

it("swaps the radios of two units in one file, whichever line is first", async () => {
  const swapped = recordsOf(
    "contingent,callSign,kind,strength,radios\nFR-PN,SW-1,patrol,4,DELTA 2\nFR-PN,SW-2,patrol,4,DELTA 1",
  );
  const before = swapped.map((record) => ({ ...record, radios: record.callSign === "SW-1" ? "DELTA 1" : "DELTA 2" }));
  await room.must("command.import-forces", { records: before, mode: "do" }, operator);
  const { refused } = await room.must("command.import-forces", { records: swapped, mode: "do" }, operator);
  expect(refused).toEqual([]);
  const holders = ["DELTA 1", "DELTA 2"].map((callSign) => room.must("command.find-radio", { callSign }, operator));
  expect((await Promise.all(holders)).map(({ found }) => found?.unit.callSign)).toEqual(["SW-2", "SW-1"]);
});

it("lets a member of one contingent import its units and no others", async () => {
  const { units, refused } = await look(liaison);
  expect(units).toEqual({ new: 0, back: 0, changed: 0, unchanged: 0 });
  expect(refused.map(({ because }) => because)).toEqual(["not-yours", "not-yours", "not-yours"]);
});

it("brings back what was withdrawn, and leaves alone what the file has no column for", async () => {
  const { units } = await room.must("command.list-units", {}, operator);
  const patrol = units.find(({ callSign }) => callSign === "PAT-1");
  if (patrol === undefined) throw new Error("no patrol");
  await room.must("command.withdraw-unit", { unit: patrol.id }, operator);
  const bare = recordsOf("contingent,callSign,kind,strength\nFR-PN,PAT-1,patrol,5");
  const { units: counts } = await room.must("command.import-forces", { records: bare, mode: "do" }, operator);
  expect(counts).toEqual({ new: 0, back: 1, changed: 0, unchanged: 0 });
  const whole = recordsOf(
    "contingent,callSign,kind,strength,radios,equipment\nFR-PN,PAT-1,patrol,5,ALPHA 1@PC-3,shield:20",
  );
  const again = await room.must("command.import-forces", { records: whole, mode: "preview" }, operator);
  expect(again.units.unchanged).toBe(1);
});
