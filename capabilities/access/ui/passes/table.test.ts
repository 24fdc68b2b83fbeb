import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTable } from "./table.ts";

describe("a table out of a spreadsheet", () => {
  it("is read whichever separator it has, quotes and empty lines and all", () => {
    const said = '\uFEFFname;zones\r\n"Lu; ""the"" one";G1 G2\r\n\r\n"two\nlines";\r\nlast;R1';
    const read = readTable(said);
    expect(read).toMatchObject({ ok: true, columns: ["name", "zones"] });
    if (!read.ok) return;
    expect(read.rows.map(({ line, fields }) => [line, fields.get("name"), fields.get("zones")])).toEqual([
      [2, 'Lu; "the" one', "G1 G2"],
      [4, "two\nlines", ""],
      [6, "last", "R1"],
    ]);
  });
  it("says where a quote was never closed, and that nothing is in it", () => {
    expect(readTable('a,b\n1,2\n"3,4\n5,6')).toEqual({ ok: false, line: 3, because: "open-quote" });
    expect(readTable(" \n")).toEqual({ ok: false, line: 1, because: "empty" });
  });
});

it("gives back whatever was written into it", () => {
  const cell = fc.string({ minLength: 1 }).map((text) => `x${text.replaceAll("\r", "")}x`);
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1 }), (rows) => {
      const written = ["a,b", ...rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(","))];
      const read = readTable(written.join("\r\n"));
      expect(read.ok && read.rows.map(({ fields }) => [fields.get("a"), fields.get("b")])).toEqual(rows);
    }),
  );
});
