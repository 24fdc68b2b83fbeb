import { localClock } from "@cordon/kernel";
import { afterAll, describe, expect, it } from "vitest";
import { operator } from "../../../testing/standing.ts";
import { readPosts } from "../rules/posts/table.ts";
import { hour, openRosterCrew } from "../testing/roster.ts";

const crew = await openRosterCrew();
const { room, gate, phone, size } = crew;
afterAll(() => crew[Symbol.asyncDispose]());

const clock = localClock("Europe/Paris");
const HEAD = "post;longitude;latitude;ability;units;people;start;end";
const fileOf = (...lines: readonly string[]) => {
  const { rows, faults } = readPosts([HEAD, ...lines].join("\n"), clock);
  expect(faults).toEqual([]);
  return [...rows];
};
const span = (from: number, until: number) => `${clock.localOf(hour(from))};${clock.localOf(hour(until))}`;

describe("importing posts", () => {
  it("looks first and does nothing, then draws and writes down, once however often", async () => {
    const rows = fileOf(
      `NEW-1;2,2885;48,8617;patrol;2;8;${span(10, 18)}`,
      `NEW-1;;;medics;1;;${span(10, 18)}`,
      `GATE-3;;;patrol;1;;${span(10, 18)}`,
      "NEW-2;2.29;48.86;;;;;",
    );
    const before = size();
    const looked = await room.must("command.import-posts", { rows, mode: "preview" }, operator);
    expect(looked).toEqual({ drawn: 2, moved: 0, needed: 3, changed: 0, same: 0, doubled: [], problems: [] });
    expect(size()).toBe(before);
    expect(await room.must("command.import-posts", { rows, mode: "do" }, operator)).toEqual(looked);
    expect(size()).toBe(before + 4);
    const again = await room.must("command.import-posts", { rows, mode: "do" }, operator);
    expect(again).toMatchObject({ drawn: 0, needed: 0, same: 4 });
    expect(size()).toBe(before + 4);

    const { features } = await room.must("command.list-places", {}, operator);
    const drawn = features.find(({ properties }) => properties.reference === "NEW-1");
    expect(drawn).toMatchObject({ geometry: { type: "Point", coordinates: [2.2885, 48.8617] } });
    if (drawn?.id === undefined) throw new Error("not drawn");
    const { requirements } = await room.must("command.show-needs", { place: drawn.id }, operator);
    expect(requirements).toEqual([
      { capability: "patrol", units: 2, people: 8, from: hour(10), until: hour(18) },
      { capability: "medics", units: 1, from: hour(10), until: hour(18) },
    ]);
  });

  it("names what is wrong, and does none of a part unless it is told to leave that out", async () => {
    const rows = fileOf(`GATE-3;;;unicorn;1;;${span(20, 21)}`, `GATE-3;;;patrol;3;;${span(10, 18)}`);
    const before = size();
    expect(await room.ask("command.import-posts", { rows, mode: "do" }, operator)).toMatchObject({
      refused: "invalid",
      because: "nothing was done: line 2: ability-unknown",
    });
    expect(size()).toBe(before);
    const done = await room.must("command.import-posts", { rows, mode: "do", leaveOut: true }, operator);
    expect(done).toMatchObject({ changed: 1, problems: [{ line: 2, kind: "ability-unknown" }] });
    const { requirements } = await room.must("command.show-needs", { place: gate }, operator);
    expect(requirements).toEqual([{ capability: "patrol", units: 3, from: hour(10), until: hour(18) }]);
  });

  it("is for whoever arranges, and takes no more than a part", async () => {
    const rows = fileOf("NEW-3;2.29;48.86;;;;;");
    expect(await room.ask("command.import-posts", { rows, mode: "do" }, phone)).toMatchObject({
      refused: "not-permitted",
    });
    const many = Array.from({ length: 401 }, () => rows).flat();
    const wrong = [many, rows.map((row) => ({ ...row, post: "A\u202eB" }))];
    for (const each of wrong)
      expect(await room.ask("command.import-posts", { rows: each, mode: "preview" }, operator)).toMatchObject({
        refused: "invalid",
      });
  });
});
