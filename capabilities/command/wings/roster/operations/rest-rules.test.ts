import { ShiftId } from "@cordon/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { id, operator } from "../../../testing/standing.ts";
import { REST_OF_DOGS, REST_OF_PEOPLE } from "../rules/rest.ts";
import { hour, openRosterCrew, supervisor } from "../testing/roster.ts";

const crew = await openRosterCrew();
const { room, gate, quay, alpha, bravo, liaison, size } = crew;
const opened = new AsyncDisposableStack();
let early: unknown;
beforeAll(async () => {
  opened.use(crew);
  const worker = room.workers.find(({ name }) => name === "command.keep-coverage");
  if (worker === undefined) throw new Error("nobody keeps the coverage");
  early = await room.ask("command.weigh-rest", { rule: null }, supervisor);
  opened.use(await worker.start(room.context));
});
afterAll(() => opened.disposeAsync());

const patrol = (unit: typeof alpha, place: typeof gate, from: number, until: number) => ({
  ...{ unit, place, capability: "patrol", id: ShiftId.parse(id()) },
  from: hour(from),
  until: hour(until),
});
const SHORT = { ...REST_OF_PEOPLE, maxStretchMinutes: 360 };

describe("rest rules", () => {
  it("are listed with who set them and when, the defaults with nobody", async () => {
    const standard = { standard: true, ruledAt: null, ruledBy: null, contingent: null };
    expect((await room.must("command.list-rest", {}, operator)).rules).toEqual([
      { kind: null, rule: REST_OF_PEOPLE, ...standard },
      { kind: "dog-team", rule: REST_OF_DOGS, ...standard },
    ]);
    await room.must("command.rule-rest", { contingent: crew.police, rule: SHORT }, supervisor);
    const { rules } = await room.must("command.list-rest", {}, operator);
    expect(rules[2]).toEqual({
      ...{ kind: null, contingent: crew.police, rule: SHORT, standard: false },
      ...{ ruledAt: expect.any(String), ruledBy: { kind: "person", id: supervisor.id } },
    });
    // Whoever may know of another contingent alone is not told of it.
    expect((await room.must("command.list-rest", {}, liaison)).rules).toHaveLength(2);
    await room.must("command.rule-rest", { contingent: crew.police, rule: null }, supervisor);
    expect((await room.must("command.list-rest", {}, operator)).rules).toHaveLength(2);
  });

  it("are weighed before they are set: which planned shifts would break them, but those that were let to", async () => {
    expect(early).toMatchObject({ refused: "unavailable" });
    const long = [patrol(alpha, gate, 2, 10), patrol(alpha, gate, 30, 35), patrol(bravo, quay, 2, 9)];
    await room.must("command.plan-shifts", { shifts: long }, operator);
    const over = { shifts: [patrol(bravo, quay, 40, 54)], override: "storm: nobody else" };
    await room.must("command.plan-shifts", over, supervisor);
    const weighed = (rule: typeof SHORT | null, more: object = {}) =>
      room.must("command.weigh-rest", { kind: "patrol", rule, ...more }, supervisor);
    const before = size();
    await expect
      .poll(() => weighed(SHORT))
      .toEqual({ units: 2, breaking: 2, breakingNow: 0, callSigns: ["A-1", "B-1"] });
    // Nothing would be different: as it stands, or of a contingent that has none of them.
    expect(await weighed(REST_OF_PEOPLE)).toMatchObject({ units: 0, breaking: 0 });
    expect(await weighed(SHORT, { contingent: crew.guardia })).toMatchObject({ units: 0, breaking: 0 });
    expect(size()).toBe(before);

    await room.must("command.rule-rest", { kind: "patrol", rule: SHORT }, supervisor);
    await expect.poll(() => weighed(null)).toMatchObject({ units: 2, breaking: 0, breakingNow: 2 });
    await room.must("command.rule-rest", { kind: "patrol", rule: null }, supervisor);
  });

  it("are set and weighed by a supervisor, of the own contingent alone", async () => {
    for (const name of ["command.rule-rest", "command.weigh-rest"] as const) {
      expect(await room.ask(name, { rule: SHORT }, operator)).toMatchObject({ refused: "not-permitted" });
      const bound = { ...supervisor, contingent: crew.guardia };
      expect(await room.ask(name, { rule: SHORT }, bound)).toMatchObject({ refused: "not-found" });
      const other = { rule: SHORT, contingent: crew.police };
      expect(await room.ask(name, other, bound)).toMatchObject({ refused: "not-found" });
      const wrong = { rule: { ...SHORT, maxDayMinutes: 1441 } };
      expect(await room.ask(name, wrong, supervisor)).toMatchObject({ refused: "invalid" });
    }
  });
});
