import { ShiftId } from "@cordon/kernel";
import { afterAll, expect, it } from "vitest";
import { id, operator } from "../../../testing/standing.ts";
import { hour, openRosterCrew } from "../testing/roster.ts";

const crew = await openRosterCrew();
const { room, gate, alpha } = crew;
afterAll(() => crew[Symbol.asyncDispose]());

it("at a moment of the past shifts, voids and who is there are what they were then", async () => {
  const window = { from: hour(0), until: hour(200) };
  const requirements = [{ capability: "patrol", units: 1, from: hour(2), until: hour(12) }];
  await room.must("command.require-post", { place: gate, requirements }, operator);
  const required = room.journal.size();
  const shift = { unit: alpha, place: gate, capability: "patrol", id: ShiftId.parse(id()) };
  await room.must("command.plan-shifts", { shifts: [{ ...shift, from: hour(2), until: hour(9) }] }, operator);
  const planned = room.journal.size();
  await room.must("command.cancel-shifts", { shifts: [shift.id], because: "Not needed" }, operator);

  const at = (moment: number) =>
    Promise.all(
      ["command.list-voids", "command.show-roster"].map((name) =>
        room.asOf(name, name === "command.show-roster" ? { ...window, states: ["planned"] } : window, operator, moment),
      ),
    );
  expect(await at(required)).toMatchObject([{ voids: [{ from: hour(2), until: hour(12) }] }, { shifts: [] }]);
  expect(await at(planned)).toMatchObject([
    { voids: [{ from: hour(9), until: hour(12) }] },
    { shifts: [{ id: shift.id, callSign: "A-1" }] },
  ]);
  expect(await at(room.journal.size())).toMatchObject([
    { voids: [{ from: hour(2), until: hour(12) }] },
    { shifts: [] },
  ]);
  expect(await room.asOf("command.show-attendance", {}, operator, required)).toMatchObject({ due: { count: 0 } });
});
