import { type Instant, instantOf, localClock, PlaceId, ShiftId } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { id, unit } from "../../../../testing/standing.ts";
import { ShiftPlanned } from "../../words.ts";
import { SLICE_ROWS, type ShiftRow } from "../../words/import.ts";
import type { RosterUnit } from "../plan.ts";
import { REST_OF_PEOPLE } from "../rest.ts";
import { judgeRows, type StandingRoster } from "./judge.ts";
import { faultInWords, problemInWords } from "./said.ts";
import { askInSlices, slicesOf } from "./slices.ts";
import { readShifts, writeShifts } from "./table.ts";

const paris = localClock("Europe/Paris");
const NOW = instantOf(Date.parse("2024-07-01T00:00:00Z"));
const context = { override: "", now: NOW, newId: () => ShiftId.parse(id()) };
const POSTS = new Map(["GATE-3", "QUAY-1"].map((reference) => [reference, PlaceId.parse(id())]));
const references = new Map([...POSTS].map(([reference, place]) => [place, reference]));

function standing(shifts: RosterUnit["shifts"] = []): StandingRoster {
  const rest = { ...REST_OF_PEOPLE };
  const dog: RosterUnit = { ...unit, callSign: "K9-2", kind: "dog-team", rest, can: ["dog-team", "observe"], shifts };
  return { posts: POSTS, units: new Map([[dog.callSign, dog]]), references };
}

const read = (...lines: readonly string[]) => readShifts(["post,unit,ability,start,end", ...lines].join("\n"), paris);

describe("a file of shifts", () => {
  it("is read as spreadsheets write it, each fault by its line", () => {
    const file = [
      "\uFEFFPoste;Indicatif;Début;Fin;Remarque",
      "GATE-3;K9-2;26/07/2024 08:00;26/07/2024 12:00;x",
      "",
      "GATE-3;K9-2;27.07.2024 8:00;2024-07-27T12:00+02:00;x",
      "GATE-3;;26/07/2024 08:00;26/07/2024 12:00",
      "GATE-3;K9-2;31/02/2024 08:00;31/02/2024 12:00",
      "GATE-3;K9-2;27/10/2024 01:00;27/10/2024 02:30",
      "GATE-3;K9-2;31/03/2024 02:30;31/03/2024 12:00",
    ].join("\r\n");
    const { rows, faults } = readShifts(file, paris);
    expect(rows.map(({ line, from, until, ability }) => [line, from, until, ability])).toEqual([
      [2, "2024-07-26T06:00:00.000Z", "2024-07-26T10:00:00.000Z", null],
      [4, "2024-07-27T06:00:00.000Z", "2024-07-27T10:00:00.000Z", null],
    ]);
    expect(faults.map(({ line, column, because }) => [line, column, because])).toEqual([
      [5, "unit", "text"],
      [6, "start", "time"],
      [7, "end", "twice"],
      [8, "start", "never"],
    ]);
    expect(faults.map(faultInWords)[2]).toContain("27/10/2024 02:30");
  });

  it("that is none says so", () => {
    const because = (text: string) => readShifts(text, paris).faults.map((fault) => [fault.because, fault.said]);
    expect(because("")).toEqual([["empty", ""]]);
    expect(because("post,unit,start")).toEqual([["no-column", "end"]]);
    expect(because("post,unit,start,end,from\na,b,c,d,e")).toEqual([["column-twice", "start"]]);
    expect(because('post,unit,start,end\n"a,b,c')[0]?.[0]).toBe("not-csv");
  });

  it("that was written reads back unchanged: property", () => {
    const cell = (most: number) => fc.string({ minLength: 1, maxLength: most }).map((text) => text.trim() || "x");
    const minute = fc.integer({ min: Date.parse("2024-03-30Z") / 60_000, max: Date.parse("2024-11-01Z") / 60_000 });
    // Around the night in which the clock is set back, as often as anywhere else.
    const night = fc.integer({ min: -180, max: 180 }).map((by) => Date.parse("2024-10-27T01:00:00Z") / 60_000 + by);
    const at = fc.oneof(minute, night).map((minutes): Instant => instantOf(minutes * 60_000));
    const ability = fc.constantFrom(null, "patrol", "search-explosives");
    const row = fc.record({ post: cell(80), unit: cell(40), ability, from: at, until: at });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (rows) => {
        const again = readShifts(writeShifts(rows, paris), paris);
        expect(again.faults).toEqual([]);
        expect(again.rows).toEqual(rows.map((each) => ({ ...each, line: expect.any(Number) })));
      }),
      { numRuns: 300 },
    );
  });
});

describe("lines of a roster", () => {
  it("that overlap are both named, by both lines; so is a shift that stands, and rest by its hours", () => {
    const { rows } = read(
      "GATE-3,K9-2,,2024-07-26 08:00,2024-07-26 12:00",
      "QUAY-1,K9-2,,2024-07-26 11:00,2024-07-26 15:00",
      "QUAY-1,K9-2,,2024-07-28 08:00,2024-07-28 12:00",
      "QUAY-1,K9-2,,2024-07-28 08:00,2024-07-28 12:00",
      "QUAY-1,K9-9,,2024-07-28 08:00,2024-07-28 12:00",
      "QUAY-9,K9-2,,2024-07-29 08:00,2024-07-29 12:00",
      "QUAY-1,K9-2,,2024-07-29 12:00,2024-07-29 08:00",
      "QUAY-1,K9-2,fire,2024-07-30 08:00,2024-07-30 12:00",
      "QUAY-1,K9-2,,2024-07-31 08:00,2024-07-31 22:00",
      "QUAY-1,K9-2,,2024-08-02 08:00,2024-08-02 10:00",
      "QUAY-1,K9-2,,2024-06-02 08:00,2024-06-02 10:00",
    );
    const [stands] = read("GATE-3,K9-2,,2024-08-02 09:00,2024-08-02 11:00").rows;
    const gate = POSTS.get("GATE-3");
    if (stands === undefined || gate === undefined) throw new Error("nothing stands");
    const shift = { id: ShiftId.parse(id()), unit: unit.id, contingent: unit.contingent, place: gate };
    const { report } = judgeRows(
      rows,
      standing([
        {
          ...shift,
          capability: "dog-team",
          from: stands.from,
          until: stands.until,
          state: "planned",
          override: "",
          endedAt: null,
        },
      ]),
      context,
    );
    expect(report.problems.map((problem) => problemInWords(problem, paris))).toEqual([
      "line 2 overlaps line 3: K9-2 at GATE-3, 2024-07-26 08:00 to 2024-07-26 12:00; at QUAY-1, 2024-07-26 11:00 to 2024-07-26 15:00",
      "line 3 overlaps line 2: K9-2 at QUAY-1, 2024-07-26 11:00 to 2024-07-26 15:00; at GATE-3, 2024-07-26 08:00 to 2024-07-26 12:00",
      "line 6: there is no unit K9-9",
      "line 7: there is no post QUAY-9",
      expect.stringContaining("line 8: K9-2 at QUAY-1"),
      "line 9: K9-2 cannot do fire",
      expect.stringContaining("14 h of work without a rest, 12 h are allowed"),
      "line 11 overlaps a shift that stands: K9-2 at QUAY-1, 2024-08-02 08:00 to 2024-08-02 10:00; at GATE-3, 2024-08-02 09:00 to 2024-08-02 11:00",
      expect.stringContaining("that is over"),
    ]);
    expect([report.planned, report.doubled]).toEqual([1, [{ line: 5, of: 4 }]]);
  });

  const hours = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 12 }));
  const START = Date.parse("2024-07-26T00:00:00Z");
  const lines = fc
    .array(fc.tuple(hours, fc.constantFrom(...POSTS.keys())), { minLength: 1, maxLength: 12 })
    .map((drawn) =>
      drawn.map(
        ([[from, length], post], at): ShiftRow => ({
          ...{ line: at + 2, post, unit: "K9-2", ability: null },
          from: instantOf(START + from * 3600_000),
          until: instantOf(START + (from + length) * 3600_000),
        }),
      ),
    );

  it("are each planned, standing, doubled or refused; overlaps are named both ways; and importing twice does once: property", () => {
    fc.assert(
      fc.property(lines, (rows) => {
        const first = judgeRows(rows, standing(), context);
        const { report } = first;
        expect(report.planned + report.same + report.doubled.length + report.problems.length).toBe(rows.length);
        // Counted pair by pair, in the lines themselves.
        const text = (row: ShiftRow) => `${row.post} ${row.from} ${row.until}`;
        for (const a of rows)
          for (const b of rows) {
            if (a.line === b.line || text(a) === text(b) || a.from >= b.until || b.from >= a.until) continue;
            const named = report.problems.find(({ line, kind }) => line === a.line && kind === "overlap");
            const doubled = report.doubled.some(({ line }) => line === a.line);
            expect(named !== undefined || doubled).toBe(true);
          }
        const shifts = first.entries.map((entry) => ({
          ...ShiftPlanned.data.parse(entry.data),
          state: "planned" as const,
          endedAt: null,
        }));
        const second = judgeRows(rows, standing(shifts), context);
        expect(second.entries).toEqual([]);
        expect(second.report.same).toBe(report.planned);
      }),
      { numRuns: 300 },
    );
  });

  it("of 63,000 units go in parts that a call takes, no unit in two, and stop between parts", async () => {
    const [row] = read("GATE-3,K9-2,,2024-07-26 08:00,2024-07-26 12:00").rows;
    if (row === undefined) throw new Error("no row");
    const rows = Array.from({ length: 63_000 }, (_, at) => ({ ...row, line: at + 2, unit: `U-${at % 21_000}` }));
    const slices = slicesOf(rows);
    expect(slices.flat().length).toBe(63_000);
    expect(Math.max(...slices.map(({ length }) => length))).toBeLessThanOrEqual(SLICE_ROWS);
    const seen = new Set<string>();
    for (const slice of slices) {
      const own = new Set(slice.map(({ unit: sign }) => sign));
      for (const sign of own) expect(seen.has(sign)).toBe(false);
      for (const sign of own) seen.add(sign);
    }
    const stop = new AbortController();
    const told: number[] = [];
    const asked = await askInSlices(
      rows,
      async (slice) => ({ ok: true, output: { planned: slice.length, same: 0, doubled: [], problems: [] } }),
      ({ lines: done }) => {
        told.push(done);
        if (told.length === 3) stop.abort();
      },
      stop.signal,
    );
    expect([asked.ended, told]).toEqual(["stopped", [300, 600, 900]]);
  });
});
