import { localClock } from "@cordon/kernel";
import { afterAll, describe, expect, it } from "vitest";
import { operator } from "../../../testing/standing.ts";
import { readShifts, writeShifts } from "../rules/import/index.ts";
import { hour, openRosterCrew } from "../testing/roster.ts";

const crew = await openRosterCrew();
const { room, size, liaison } = crew;
afterAll(() => crew[Symbol.asyncDispose]());

const clock = localClock("Europe/Paris");
const line = (post: string, unit: string, from: number, until: number) => ({
  ...{ post, unit, ability: null },
  from: hour(from),
  until: hour(until),
});
const fileOf = (...lines: readonly ReturnType<typeof line>[]) => {
  const { rows, faults } = readShifts(writeShifts(lines, clock), clock);
  expect(faults).toEqual([]);
  return [...rows];
};
const window = { from: hour(0), until: hour(1000), states: ["planned"] as const };

describe("importing shifts", () => {
  it("looks first and does nothing, then plans, once however often; what is exported imports as what stands", async () => {
    const rows = fileOf(line("GATE-3", "A-1", 10, 18), line("QUAY-1", "B-1", 10, 18), line("GATE-3", "A-1", 34, 42));
    const before = size();
    const looked = await room.must("command.import-shifts", { rows, mode: "preview" }, operator);
    expect(looked).toEqual({ planned: 3, same: 0, doubled: [], problems: [] });
    expect(size()).toBe(before);
    expect(await room.must("command.import-shifts", { rows, mode: "do" }, operator)).toEqual(looked);
    expect(size()).toBe(before + 3);
    expect(await room.must("command.import-shifts", { rows, mode: "do" }, operator)).toMatchObject({
      planned: 0,
      same: 3,
    });
    expect(size()).toBe(before + 3);

    const { shifts } = await room.must("command.show-roster", { ...window, states: [...window.states] }, operator);
    const out = shifts.map(({ placeReference, callSign, capability, from, until }) => ({
      ...{ post: placeReference, unit: callSign, ability: capability },
      from,
      until,
    }));
    const again = await room.must(
      "command.import-shifts",
      { rows: fileOf(...out.map((each) => ({ ...each, ability: null }))), mode: "do" },
      operator,
    );
    expect(again).toMatchObject({ planned: 0, same: 3, problems: [] });
  });

  it("names what overlaps, and plans none of a part unless it is told to leave those out", async () => {
    const rows = fileOf(
      line("GATE-3", "A-1", 100, 104),
      line("QUAY-1", "A-1", 103, 106),
      line("QUAY-1", "B-1", 100, 104),
    );
    const before = size();
    const refused = await room.ask("command.import-shifts", { rows, mode: "do" }, operator);
    expect(refused).toMatchObject({ refused: "invalid" });
    expect(size()).toBe(before);
    const done = await room.must("command.import-shifts", { rows, mode: "do", leaveOut: true }, operator);
    expect(done.planned).toBe(1);
    expect(done.problems.map(({ line: of, withLine }) => [of, withLine])).toEqual([
      [2, 3],
      [3, 2],
    ]);
    const third = fileOf(line("GATE-3", "B-1", 102, 105));
    const { problems } = await room.must("command.import-shifts", { rows: third, mode: "preview" }, operator);
    expect(problems).toMatchObject([{ kind: "overlap", withLine: null, with: { post: "QUAY-1" } }]);
  });

  it("knows no unit that the caller may not know, and shortens rest for a supervisor alone", async () => {
    const rows = fileOf(line("GATE-3", "A-1", 200, 215));
    const hidden = await room.must("command.import-shifts", { rows, mode: "preview" }, liaison);
    expect(hidden.problems).toMatchObject([{ kind: "unit-unknown" }]);
    const asked = { rows, mode: "do" as const, override: "storm" };
    expect(await room.ask("command.import-shifts", asked, operator)).toMatchObject({ refused: "not-permitted" });
  });
});
