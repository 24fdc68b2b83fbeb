import { CommandId, instantOf, isRefusal, ShiftId } from "@cordon/kernel";
import { afterAll, describe, expect, it } from "vitest";
import { id, operator } from "../../../testing/standing.ts";
import { hour, openRosterCrew, supervisor } from "../testing/roster.ts";

const crew = await openRosterCrew();
const { room, gate, quay, alpha, bravo, dogs, medics, liaison, phoneOf, size } = crew;
afterAll(() => crew[Symbol.asyncDispose]());

const why = (answer: unknown) => (isRefusal(answer) ? answer.refused : null);
const said = (answer: unknown) => (isRefusal(answer) ? answer.because : "");
const at = (unit: typeof alpha, from: number, until: number, place = gate) => ({
  ...{ unit, place, capability: unit === dogs ? "dog-team" : unit === medics ? "medics" : "patrol" },
  from: hour(from),
  until: hour(until),
});

async function planned(...shifts: readonly ReturnType<typeof at>[]): Promise<ShiftId> {
  const answer = await room.must("command.plan-shifts", { shifts: [...shifts], override: "a test" }, supervisor);
  const [first] = answer.shifts;
  if (first === undefined) throw new Error("nothing was planned");
  return first;
}

describe("planning", () => {
  it("plans all or none, and names each overlap", async () => {
    const before = size();
    const twice = await room.ask(
      "command.plan-shifts",
      { shifts: [at(alpha, 100, 104), at(alpha, 103, 106, quay), at(bravo, 100, 104)] },
      operator,
    );
    expect(why(twice)).toBe("conflict");
    expect(said(twice)).toContain(`A-1 has another shift from ${hour(100)} to ${hour(104)}`);
    expect(size()).toBe(before);
  });

  it("plans once what is sent twice, and knows another shift under the same id", async () => {
    const named = { ...at(alpha, 130, 134), id: ShiftId.parse(id()) };
    const first = await room.must("command.plan-shifts", { shifts: [named] }, operator);
    const before = size();
    expect(await room.must("command.plan-shifts", { shifts: [named] }, operator)).toEqual(first);
    expect(size()).toBe(before);
    const other = { ...named, place: quay };
    expect(why(await room.ask("command.plan-shifts", { shifts: [other] }, operator))).toBe("conflict");
  });

  it("keeps the rest of a dog, unless a supervisor says why not", async () => {
    const long = { shifts: [at(dogs, 200, 206)] };
    const refused = await room.ask("command.plan-shifts", long, operator);
    expect(said(refused)).toContain("6 h of work without a rest, 4 h are allowed");
    expect(why(await room.ask("command.plan-shifts", { ...long, override: "no other dog" }, operator))).toBe(
      "not-permitted",
    );
    const { shifts } = await room.must("command.plan-shifts", { ...long, override: "no other dog" }, supervisor);
    const roster = await room.must("command.show-roster", { from: hour(200), until: hour(206), unit: dogs }, operator);
    expect(roster.shifts).toMatchObject([{ id: shifts[0], override: "no other dog", state: "planned" }]);
  });

  it("follows the rule somebody set for the kind", async () => {
    const rule = { maxStretchMinutes: 60, minRestMinutes: 60, maxDayMinutes: 120, maxWeekMinutes: 600 };
    await room.must("command.rule-rest", { kind: "medics", rule }, supervisor);
    expect(why(await room.ask("command.plan-shifts", { shifts: [at(medics, 50, 52)] }, operator))).toBe(
      "not-possible-now",
    );
    await room.must("command.rule-rest", { kind: "medics", rule: null }, supervisor);
    await room.must("command.plan-shifts", { shifts: [at(medics, 50, 52)] }, operator);
  });

  it("is refused for who cannot, who was withdrawn, and what one may not know of", async () => {
    const shifts = [{ ...at(alpha, 300, 304), capability: "fire" }];
    expect(said(await room.ask("command.plan-shifts", { shifts }, operator))).toContain("cannot do fire");
    expect(why(await room.ask("command.plan-shifts", { shifts: [at(alpha, 300, 304)] }, liaison))).toBe("not-found");
    const gone = { kind: "patrol", strength: 2, callSign: "Z-9", contingent: crew.police } as const;
    const { unit } = await room.must("command.register-unit", gone, operator);
    await room.must("command.withdraw-unit", { unit }, operator);
    expect(said(await room.ask("command.plan-shifts", { shifts: [at(unit, 300, 304)] }, operator))).toContain(
      "was withdrawn",
    );
  });

  it("can be changed and cancelled while nobody is there", async () => {
    const shift = await planned(at(alpha, 400, 404));
    await room.must("command.change-shift", { shift, place: quay, until: hour(405) }, operator);
    const before = size();
    await room.must("command.change-shift", { shift, place: quay, until: hour(405) }, operator);
    expect(size()).toBe(before);
    await room.must("command.cancel-shifts", { shifts: [shift], because: "rain" }, operator);
    expect(await room.must("command.cancel-shifts", { shifts: [shift], because: "rain" }, operator)).toEqual({
      cancelled: 0,
    });
    expect(why(await room.ask("command.change-shift", { shift, until: hour(406) }, operator))).toBe("not-possible-now");
  });
});

describe("why a shift is not changed", () => {
  const named = async (shift: ShiftId, to: Partial<ReturnType<typeof at>>) => {
    const { place, capability, from, until } = to;
    const wanted = { shift, ...JSON.parse(JSON.stringify({ place, capability, from, until })) };
    const answer = await room.ask("command.change-shift", wanted, operator);
    return isRefusal(answer) ? [answer.code, answer.params] : null;
  };

  it("has a name and what it speaks of, for screens in any language", async () => {
    const shift = await planned(at(alpha, 500, 504));
    await planned(at(alpha, 510, 514, quay));
    expect(await named(shift, { until: hour(512) })).toEqual([
      "shift-overlap",
      { unit: "A-1", from: hour(510), until: hour(514) },
    ]);
    expect(await named(shift, { capability: "fire" })).toEqual(["shift-incapable", { unit: "A-1", ability: "fire" }]);
    expect(await named(shift, { until: hour(499) })).toEqual(["shift-period", {}]);
    expect(await named(shift, { from: hour(-9), until: hour(-3) })).toEqual(["shift-over", { unit: "A-1" }]);
    const [dog] = [await planned(at(dogs, 500, 503))];
    expect(await named(dog, { until: hour(505) })).toEqual([
      "shift-rest",
      { unit: "K9-2", stretch: "300", stretchAllowed: "240" },
    ]);
    await room.must("command.cancel-shifts", { shifts: [shift], because: "rain" }, operator);
    expect(await named(shift, { until: hour(505) })).toEqual(["shift-stands", { state: "cancelled" }]);
    expect(await named(ShiftId.parse(id()), { until: hour(505) })).toEqual(["no-such-shift", {}]);
  });
});

describe("a post's requirements", () => {
  it("are said as a whole, and the same again changes nothing", async () => {
    const requirements = [{ capability: "patrol", units: 2, from: hour(0), until: hour(8) }];
    await room.must("command.require-post", { place: gate, requirements }, operator);
    const before = size();
    await room.must("command.require-post", { place: gate, requirements }, operator);
    expect(size()).toBe(before);
    const backwards = [{ capability: "patrol", units: 2, from: hour(8), until: hour(0) }];
    expect(why(await room.ask("command.require-post", { place: gate, requirements: backwards }, operator))).toBe(
      "invalid",
    );
  });
});

describe("a shift on the phone", () => {
  it("is taken up once however often it is sent, relieves who was there, and ends", async () => {
    const early = await planned(at(alpha, -2, 1));
    const late = await planned(at(bravo, 0, 4));
    expect((await room.must("command.my-shifts", {}, phoneOf(alpha))).next[0]).toMatchObject({ id: early });
    await room.must("command.take-up-shift", { shift: early }, phoneOf(alpha));
    const press = { shift: late, commandId: CommandId.parse(id()), pressedAt: instantOf(Date.now()) };
    const first = await room.must("command.take-up-shift", press, phoneOf(bravo));
    const before = size();
    expect(await room.must("command.take-up-shift", press, phoneOf(bravo))).toEqual(first);
    expect(size()).toBe(before);
    expect(why(await room.ask("command.end-shift", press, phoneOf(bravo)))).toBe("conflict");

    const mine = await room.must("command.my-shifts", {}, phoneOf(alpha));
    expect(mine.current).toMatchObject({ id: early, relievedBy: late });
    expect(mine.relief).toMatchObject({ callSign: "B-1", here: true });
    expect(mine.rest).toMatchObject({ is: "working" });
    await room.must("command.end-shift", { shift: early, note: "Quiet" }, phoneOf(alpha));
    const after = await room.must("command.my-shifts", {}, phoneOf(alpha));
    expect(after.current).toBeNull();
    // What is handed over goes to the unit that relieves, while it is on, and to no other.
    const told = async (unit: typeof alpha) =>
      (await room.must("command.my-shifts", {}, phoneOf(unit))).handOver ?? null;
    expect(await told(bravo)).toMatchObject({ shift: late, callSign: "A-1", said: "Quiet" });
    expect(await told(alpha)).toBeNull();
    expect(why(await room.ask("command.end-shift", { shift: late }, phoneOf(alpha)))).toBe("not-permitted");
    await room.must("command.end-shift", { shift: late }, operator);
    expect(await told(bravo)).toBeNull();
    const { left } = await room.must("command.show-attendance", {}, operator);
    expect(left.shifts).toMatchObject([
      { id: early, callSign: "A-1", said: "Quiet" },
      { id: late, callSign: "B-1", said: "" },
    ]);
  });

  it("leaves the shift before when the next is taken up elsewhere: never two places at once", async () => {
    const first = await planned(at(medics, -1, 1));
    const second = await planned(at(medics, 1, 3, quay));
    const phone = { ...phoneOf(medics), contingent: crew.guardia };
    await room.must("command.take-up-shift", { shift: first }, phone);
    expect(why(await room.ask("command.take-up-shift", { shift: second }, phoneOf(alpha)))).toBe("not-found");
    await room.must("command.take-up-shift", { shift: second }, phone);
    const mine = await room.must("command.my-shifts", {}, phone);
    expect(mine.current?.id).toBe(second);
    const all = await room.must("command.show-roster", { from: hour(-1), until: hour(3), unit: medics }, operator);
    expect(all.shifts.map(({ id: shift, state }) => [shift, state])).toEqual([
      [first, "ended"],
      [second, "on"],
    ]);
  });

  it("is not taken up long before it begins", async () => {
    const shift = await planned(at(bravo, 20, 22));
    expect(why(await room.ask("command.take-up-shift", { shift }, phoneOf(bravo)))).toBe("not-possible-now");
  });
});
