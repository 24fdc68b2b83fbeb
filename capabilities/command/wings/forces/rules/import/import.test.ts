import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { operator } from "../../../../testing/standing.ts";
import { type ForcesRecord, SLICE } from "../../words/import.ts";
import { judgeRows } from "./judge.ts";
import { readRows } from "./rows.ts";
import { slicesOf } from "./slices.ts";
import { readTable } from "./table.ts";
import { after, HEAD, ids, nothing, read } from "./testing.ts";

const faultsOf = (...lines: readonly string[]) =>
  read(...lines).faults.map(({ line, column, because, with: other }) => [line, column, because, other]);

describe("a file of forces", () => {
  it("is read whatever separates its columns, in any order, with names as people write them", () => {
    const text = '\uFEFFCall sign;Contingent;KIND;strength\r\n"PAT;1";FR-PN;patrol;4\r\n\r\n;;;\r\n';
    const table = readTable(text);
    expect(table).toEqual({
      ok: true,
      records: [
        {
          line: 2,
          ...{ contingent: "FR-PN", name: "", nation: "", contingentLanguages: "" },
          ...{ callSign: "PAT;1", kind: "patrol", strength: "4" },
        },
      ],
    });
  });

  it("says what is no such file, and where", () => {
    expect(readTable("")).toMatchObject({ ok: false, because: "empty" });
    expect(readTable(HEAD)).toMatchObject({ ok: false, because: "empty" });
    expect(readTable("callSign,kind\nA,patrol")).toMatchObject({ because: "no-column", said: "contingent" });
    expect(readTable("contingent,call_sign,Call Sign\nA,b,c")).toMatchObject({ because: "column-twice" });
    expect(readTable('contingent\n"FR')).toMatchObject({ because: "not-csv", line: 2 });
    expect(readTable(`contingent,kind\nFR,${"x".repeat(200)}`)).toMatchObject({
      because: "cell-too-long",
      said: "kind",
    });
  });

  it("gives a unit all that its line says, and its contingent what any line of the file says of it", () => {
    const { rows, faults, records } = read(
      "FR-PN,,,,PAT-1,Patrol,4,fr|EN,alpha 21@PC-3|ALPHA 22,shield:20|defibrillator",
      "FR-PN,Police nationale,fr,fr,,,,,,",
    );
    expect(faults).toEqual([]);
    expect(rows[0]).toEqual({
      line: 2,
      reference: "FR-PN",
      contingent: { reference: "FR-PN", name: "Police nationale", nation: "FR", languages: ["fr"] },
      unit: {
        callSign: "PAT-1",
        kind: "patrol",
        strength: 4,
        kit: {
          languages: ["fr", "en"],
          radios: [
            { callSign: "ALPHA 21", channel: "PC-3" },
            { callSign: "ALPHA 22", channel: "" },
          ],
          equipment: [
            { kind: "shield", count: 20 },
            { kind: "defibrillator", count: 1 },
          ],
        },
      },
    });
    expect(records[0]?.name).toBe("Police nationale");
  });

  it("names every cell that is wrong by its line and column", () => {
    expect(
      faultsOf(
        "FR-PN,Police,FR,fr,PAT-1,patrol,4,,A 1,",
        "FR-PN,Gendarmes,FR,fr,PAT-2,patrol,4,,,",
        "FR-PN,,,,PAT-1,patrol,4,,,",
        "FR-PN,,,,PAT-3,,many,,,",
        "FR-PN,,,,PAT-4,patrol,1001,,,",
        "FR-PN,,,,PAT-5,patrol,4,french,Ann Smith (mobile),shield:0",
        "FR-PN,,,,PAT-6,patrol,4,,A 1,shield|shield",
        ",,,,PAT-7,patrol,4,,,",
        "FR-PN,,,,,patrol,,,,",
        "ES-GC,Guardia,Spain,es,,,,,,",
        "FR-PN,,,,PAT-8,patrol,4,,A 1,",
        "FR-PN,,,,,,,,,",
      ),
    ).toEqual([
      [3, "name", "contradicts", "2"],
      [4, "callSign", "twice", "2"],
      [5, "kind", "missing", null],
      [5, "strength", "invalid", null],
      [6, "strength", "out-of-limits", null],
      [7, "languages", "invalid", null],
      [7, "radios", "invalid", null],
      [7, "equipment", "out-of-limits", null],
      [8, "equipment", "twice", null],
      [9, "contingent", "missing", null],
      [10, "callSign", "missing", null],
      [11, "nation", "invalid", null],
      [12, "radios", "twice", "2"],
    ]);
  });

  it("reads any text without falling over, and leaves no line unsaid", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.array(fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom("FR", "patrol", "4", "A 1@X")), {
            maxLength: 11,
          }),
          {
            maxLength: 12,
          },
        ),
        (lines) => {
          const quoted = lines.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","));
          const table = readTable([HEAD, ...quoted].join("\n"));
          if (!table.ok) return;
          const { rows, faults } = readRows(table.records);
          const told = new Set([...rows, ...faults].map(({ line }) => line));
          expect([...told].toSorted((a, b) => a - b)).toEqual(table.records.map(({ line }) => line));
        },
      ),
    );
  });

  it("is cut so that each part stands alone and fits a call", () => {
    const many = Array.from({ length: 1201 }, (_, at) => `FR-PN,,,,U${at},patrol,4,,,`);
    const { records } = read("FR-PN,Police,FR,fr,,,,,,", ...many);
    const slices = slicesOf(records);
    expect(slices.flat()).toEqual(records);
    for (const slice of slices) {
      expect(slice.length).toBeLessThanOrEqual(SLICE.rows);
      expect(Buffer.byteLength(JSON.stringify(slice))).toBeLessThan(400_000);
      expect(judgeRows(readRows(slice).rows, nothing, operator, ids).report.refused).toEqual([]);
    }
  });
});

describe("importing", () => {
  const row = fc.record({
    line: fc.constant(1),
    contingent: fc.constantFrom("FR-PN", "ES-GC"),
    name: fc.constantFrom("", "Police"),
    nation: fc.constantFrom("FR"),
    contingentLanguages: fc.constantFrom("", "fr", "fr es"),
    callSign: fc.constantFrom("", "A-1", "A-2", "A-3", "A-4"),
    kind: fc.constantFrom("patrol", "medics", "beekeepers"),
    strength: fc.nat({ max: 1002 }).map(String),
    languages: fc.constantFrom(undefined, "", "es"),
    radios: fc.constantFrom(undefined, "", "R 1", "R 2@PC-1", "R 1|R 2"),
    equipment: fc.constantFrom(undefined, "", "shield:3"),
  });
  const file = fc
    .array(row, { maxLength: 8 })
    .map((rows) => rows.map((each, at): ForcesRecord => ({ ...each, line: at + 2 })));

  it("twice is once; what is refused has no entries and what is not is counted; call signs, tracks and radios stay their own", () => {
    let imported = 0;
    fc.assert(
      fc.property(fc.array(file, { minLength: 1, maxLength: 4 }), (files) => {
        let standing = nothing;
        for (const records of files) {
          const { rows } = readRows(records);
          const { entries, report } = judgeRows(rows, standing, operator, ids);
          const { new: fresh, back, changed, unchanged } = report.units;
          expect(fresh + back + changed + unchanged + new Set(report.refused.map(({ line }) => line)).size).toBe(
            rows.filter(({ unit, line }) => unit !== null || report.refused.some((fault) => fault.line === line))
              .length,
          );
          standing = after(standing, entries);
          const left = rows.filter(({ line }) => !report.refused.some((fault) => fault.line === line));
          expect(judgeRows(left, standing, operator, ids).entries).toEqual([]);
          imported += fresh;
        }
        const tracks = [...standing.units.values()].map(({ track }) => track);
        expect(new Set(tracks).size).toBe(tracks.length);
        const calls = [...standing.units.values()].flatMap(({ kit }) => kit.radios.map(({ callSign }) => callSign));
        expect(new Set(calls).size).toBe(calls.length);
      }),
    );
    expect(imported).toBeGreaterThan(50);
  });

  it("refuses what stands otherwise, each with its line", () => {
    const first = judgeRows(
      read("FR-PN,Police,FR,fr,PAT-1,patrol,4,,A 1,", "ES-GC,Guardia,ES,es,GC-1,patrol,4,,,").rows,
      nothing,
      operator,
      ids,
    );
    const standing = after(nothing, first.entries);
    const again = read(
      "ES-GC,,,,PAT-1,patrol,4,,,",
      "FR-PN,Police,BE,fr,PAT-9,patrol,4,,,",
      "IT-CC,,,,CC-1,patrol,4,,,",
      "ES-GC,,,,GC-2,beekeepers,4,,,",
      "ES-GC,,,,GC-3,patrol,4,,A 1,",
      "ES-GC,Guardia Civil,ES,es,GC-1,medics,5,,,",
    );
    const { report } = judgeRows(again.rows, standing, operator, ids);
    expect(report.refused.map(({ line, column, because, with: other }) => [line, column, because, other])).toEqual([
      [2, "callSign", "taken", null],
      [3, "nation", "other-nation", "FR"],
      [4, "contingent", "unknown-contingent", null],
      [5, "kind", "unknown-kind", null],
      [6, "radios", "taken", "PAT-1"],
    ]);
    expect(report.changes).toContainEqual({ line: 7, what: "unit", reference: "GC-1", columns: ["kind", "strength"] });
    const guardia = standing.contingents.get("ES-GC")?.id ?? null;
    const own = judgeRows(
      read("FR-PN,,,,X-1,patrol,1,,,", "ES-GC,,,,X-2,patrol,1,,,", "IT-CC,CC,IT,it,X-3,patrol,1,,,").rows,
      standing,
      { ...operator, contingent: guardia },
      ids,
    );
    expect(own.report.refused.map(({ line, because }) => [line, because])).toEqual([
      [2, "not-yours"],
      [4, "not-yours"],
    ]);
  });
});
